import { describe, expect, test } from 'vitest';
import { extension, keysOf, profile, snapshotOf, typesOf } from './profiles.js';

const bySystem = { discriminator: [{ type: 'value' as const, path: 'system' }], rules: 'open' as const };
const byUrl = { discriminator: [{ type: 'value', path: 'url' }], ordered: false, rules: 'open' };

describe('slices', () => {
  test('follow the unsliced element and its children, in the order of the differential', () => {
    const made = snapshotOf(
      profile('p', 'Patient', [
        { path: 'Patient.identifier', slicing: bySystem },
        { path: 'Patient.identifier', sliceName: 'b' },
        { path: 'Patient.identifier.value', id: 'Patient.identifier:b.value', min: 1 },
        { path: 'Patient.identifier', sliceName: 'a' },
      ]),
    );
    const ids = made.ids.filter((id) => id.startsWith('Patient.identifier'));
    expect(ids.slice(0, 2)).toEqual(['Patient.identifier', 'Patient.identifier:b']);
    expect(ids.at(-1)).toBe('Patient.identifier:a');
    expect(made.element('Patient.identifier:b.value').min).toBe(1);
  });

  test.each([
    ['starts optional, though the element is required', {}, { min: 0, max: '*' }],
    ['states its own minimum', { min: 1, max: '1' }, { min: 1, max: '1' }],
    ['may set its minimum back', { min: 0 }, { min: 0, max: '*' }],
  ])('a slice %s', (_name, cardinality, expected) => {
    const made = snapshotOf(
      profile('p', 'Patient', [
        { path: 'Patient.identifier', slicing: bySystem, min: 1 },
        { path: 'Patient.identifier', sliceName: 'a', ...cardinality },
      ]),
    );
    expect(made.element('Patient.identifier:a')).toMatchObject(expected);
    expect(made.element('Patient.identifier').min).toBe(1);
    expect(made.problems).toEqual([]);
  });

  test('a slice is no more frequent than its element', () => {
    const made = snapshotOf(
      profile('p', 'Patient', [
        { path: 'Patient.identifier', slicing: bySystem, max: '2' },
        { path: 'Patient.identifier', sliceName: 'a', max: '5' },
      ]),
    );
    expect(made.element('Patient.identifier:a').max).toBe('2');
    expect(made.problems).toMatchObject([{ code: 'looser-cardinality' }]);
  });

  test('the id names the slice as sliceName does, and its children follow, whatever the differential calls it', () => {
    const made = snapshotOf(
      profile('p', 'Patient', [
        { path: 'Patient.identifier', slicing: bySystem },
        { id: 'Patient.identifier:Nhs', path: 'Patient.identifier', sliceName: 'nhs' },
        { id: 'Patient.identifier:Nhs.type.coding', path: 'Patient.identifier.type.coding', min: 1 },
      ]),
    );
    expect(made.element('Patient.identifier:nhs.type.coding').min).toBe(1);
    expect(made.ids.some((id) => id.includes('Nhs'))).toBe(false);
  });

  test('without ids, what follows a slice belongs to it', () => {
    const made = snapshotOf(
      profile('p', 'Patient', [
        { path: 'Patient.identifier', slicing: bySystem },
        { path: 'Patient.identifier', sliceName: 'a' },
        { path: 'Patient.identifier.system', fixedUri: 'urn:a' },
        { path: 'Patient.identifier.type.text', min: 1 },
        { path: 'Patient.identifier', sliceName: 'b' },
        { path: 'Patient.identifier.system', fixedUri: 'urn:b' },
      ]),
    );
    expect(made.element('Patient.identifier:a.system').fixedUri).toBe('urn:a');
    expect(made.element('Patient.identifier:a.type.text').min).toBe(1);
    expect(made.element('Patient.identifier:b.system').fixedUri).toBe('urn:b');
    expect(made.ids).not.toContain('Patient.identifier.system');
  });

  test('inherit what is said of the unsliced element below, its slices included', () => {
    const made = snapshotOf(
      profile('p', 'Observation', [
        { path: 'Observation.code.coding', slicing: bySystem },
        { path: 'Observation.code.coding.display', min: 1 },
        { path: 'Observation.code.coding', sliceName: 'a' },
      ]),
    );
    expect(made.element('Observation.code.coding:a.display').min).toBe(1);
  });

  test('of a base profile are refined by name', () => {
    const base = profile('a', 'Patient', [
      { path: 'Patient.identifier', slicing: bySystem },
      { path: 'Patient.identifier', sliceName: 'nhs', max: '1' },
    ]);
    const made = snapshotOf(
      base,
      profile(
        'b',
        'Patient',
        [
          { path: 'Patient.identifier', sliceName: 'nhs', min: 1 },
          { path: 'Patient.identifier', sliceName: 'local' },
          { id: 'Patient.identifier:nhs.use', path: 'Patient.identifier.use', min: 1 },
        ],
        { baseDefinition: base.url },
      ),
    );
    expect(made.element('Patient.identifier:nhs')).toMatchObject({ min: 1, max: '1' });
    expect(made.element('Patient.identifier:nhs.use').min).toBe(1);
    expect(made.element('Patient.identifier').slicing).toEqual(bySystem);
    expect(made.ids.indexOf('Patient.identifier:local')).toBeGreaterThan(
      made.ids.indexOf('Patient.identifier:nhs.use'),
    );
    expect(made.problems).toEqual([]);
  });

  test.each([
    ['only mentioned on the way', { id: 'Patient.identifier:nhs.use', path: 'Patient.identifier.use', min: 1 }],
    [
      'named in full',
      { id: 'Patient.identifier:nhs.use', path: 'Patient.identifier.use', sliceName: undefined, min: 1 },
    ],
  ])('of a base profile, %s, are found by id', (_name, element) => {
    const base = profile('a', 'Patient', [
      { path: 'Patient.identifier', slicing: bySystem },
      { path: 'Patient.identifier', sliceName: 'nhs' },
    ]);
    const { sliceName: _none, ...plain } = { sliceName: undefined, ...element };
    const made = snapshotOf(base, profile('b', 'Patient', [plain], { baseDefinition: base.url }));
    expect(made.element('Patient.identifier:nhs.use').min).toBe(1);
    expect(made.ids).not.toContain('Patient.identifier.use');
  });

  test.each([
    ['rules', { rules: 'closed' as const }, { rules: 'closed', discriminator: bySystem.discriminator }],
    ['order', { rules: 'open' as const, ordered: true }, { ordered: true, discriminator: bySystem.discriminator }],
  ])('a derived profile may tighten the %s of the slicing', (_name, slicing, expected) => {
    const base = profile('a', 'Patient', [{ path: 'Patient.identifier', slicing: bySystem }]);
    const made = snapshotOf(
      base,
      profile('b', 'Patient', [{ path: 'Patient.identifier', slicing }], { baseDefinition: base.url }),
    );
    expect(made.element('Patient.identifier').slicing).toMatchObject(expected);
  });

  test('every kind of discriminator is carried', () => {
    const discriminator = (['value', 'exists', 'pattern', 'type', 'profile'] as const).map((type) => ({
      type,
      path: '$this',
    }));
    const made = snapshotOf(
      profile('p', 'Patient', [{ path: 'Patient.identifier', slicing: { discriminator, rules: 'openAtEnd' } }]),
    );
    expect(made.element('Patient.identifier').slicing).toEqual({ discriminator, rules: 'openAtEnd' });
  });

  test('must-support goes from the element to its slices, which may decline it', () => {
    const made = snapshotOf(
      profile('p', 'Patient', [
        { path: 'Patient.identifier', slicing: bySystem, mustSupport: true },
        { path: 'Patient.identifier', sliceName: 'a' },
        { path: 'Patient.identifier', sliceName: 'b', mustSupport: false },
      ]),
    );
    expect(made.element('Patient.identifier:a').mustSupport).toBe(true);
    expect(made.element('Patient.identifier:b').mustSupport).toBe(false);
  });

  test('of an element that nothing slices are a problem; a single one is taken for the element', () => {
    const lone = snapshotOf(profile('p', 'Patient', [{ path: 'Patient.name', sliceName: 'a', min: 1 }]));
    expect(lone.element('Patient.name')).toMatchObject({ min: 1 });
    expect(lone.problems).toMatchObject([{ code: 'no-slicing' }]);
    const two = snapshotOf(
      profile('p', 'Patient', [
        { path: 'Patient.name', sliceName: 'a' },
        { path: 'Patient.name', sliceName: 'b' },
      ]),
    );
    expect(two.problems.map(({ code }) => code)).toEqual(['no-slicing', 'no-slicing']);
  });
});

describe('reslices', () => {
  const sliced = [
    { path: 'Patient.identifier', slicing: bySystem },
    { path: 'Patient.identifier', sliceName: 'nhs', slicing: bySystem, max: '3' },
    { path: 'Patient.identifier.use', id: 'Patient.identifier:nhs.use', min: 1 },
    { path: 'Patient.identifier', sliceName: 'local' },
    { path: 'Patient.identifier', sliceName: 'nhs/old', max: '1' },
  ];

  test('follow the slice they divide and inherit from it', () => {
    const made = snapshotOf(profile('p', 'Patient', sliced));
    const slices = made.ids.filter((id) => /^Patient\.identifier:[^.]*$/.test(id));
    expect(slices).toEqual(['Patient.identifier:nhs', 'Patient.identifier:nhs/old', 'Patient.identifier:local']);
    expect(made.element('Patient.identifier:nhs/old')).toMatchObject({ sliceName: 'nhs/old', min: 0, max: '1' });
    expect(made.element('Patient.identifier:nhs/old.use').min).toBe(1);
  });

  test('of a base profile are refined', () => {
    const base = profile('a', 'Patient', sliced);
    const made = snapshotOf(
      base,
      profile('b', 'Patient', [{ path: 'Patient.identifier', sliceName: 'nhs/old', min: 1 }], {
        baseDefinition: base.url,
      }),
    );
    expect(made.element('Patient.identifier:nhs/old').min).toBe(1);
    expect(made.ids.filter((id) => id === 'Patient.identifier:nhs/old')).toHaveLength(1);
  });
});

describe('extension slices', () => {
  const once = extension('once', [
    { path: 'Extension', max: '1', isModifier: false },
    { path: 'Extension', constraint: [{ key: 'o-1', severity: 'error', human: '', expression: 'true' }] },
    { path: 'Extension.value[x]', min: 1, type: [{ code: 'CodeableConcept' }] },
  ]);
  const type = [{ code: 'Extension', profile: [once.url] }];

  test('slice the element by url without being told', () => {
    const made = snapshotOf(
      once,
      profile('p', 'Appointment', [{ path: 'Appointment.extension', sliceName: 'a', type }]),
    );
    expect(made.element('Appointment.extension').slicing).toEqual(byUrl);
    expect(made.problems).toEqual([]);
  });

  test('are capped by the extension itself, and take its invariants', () => {
    const made = snapshotOf(once, profile('p', 'Patient', [{ path: 'Patient.extension', sliceName: 'a', type }]));
    expect(made.element('Patient.extension:a')).toMatchObject({ min: 0, max: '1', type });
    expect(keysOf(made.element('Patient.extension:a'))).toContain('o-1');
  });

  test('walked into, open the extension they name', () => {
    const made = snapshotOf(
      once,
      profile('p', 'Patient', [
        { path: 'Patient.extension', sliceName: 'a', type },
        { path: 'Patient.extension.value[x]', id: 'Patient.extension:a.value[x]', mustSupport: true },
      ]),
    );
    expect(typesOf(made.element('Patient.extension:a.value[x]'))).toEqual(['CodeableConcept']);
    expect(made.element('Patient.extension:a.url').fixedUri).toBe(once.url);
  });

  test('that name an extension nobody holds stay, and can be walked into as plain extensions', () => {
    const made = snapshotOf(
      profile('p', 'Patient', [
        { path: 'Patient.extension', sliceName: 'a', type: [{ code: 'Extension', profile: ['urn:nowhere'] }] },
        { path: 'Patient.extension.value[x]', id: 'Patient.extension:a.value[x]', min: 1 },
      ]),
    );
    expect(made.element('Patient.extension:a.value[x]').min).toBe(1);
    expect(made.problems).toMatchObject([{ code: 'unknown-profile', element: 'Patient.extension:a' }]);
  });

  test('nest in a complex extension', () => {
    const made = snapshotOf(
      extension('complex', [
        { path: 'Extension.extension', sliceName: 'part', min: 1 },
        { path: 'Extension.extension.url', id: 'Extension.extension:part.url', fixedUri: 'part' },
        { path: 'Extension.extension.value[x]', id: 'Extension.extension:part.value[x]', type: [{ code: 'string' }] },
        { path: 'Extension.value[x]', max: '0' },
      ]),
    );
    expect(made.element('Extension.extension:part.url').fixedUri).toBe('part');
    expect(made.element('Extension.value[x]').max).toBe('0');
  });
});
