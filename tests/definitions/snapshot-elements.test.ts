import { describe, expect, it, test } from 'vitest';
import { extension, keysOf, profile, snapshotOf, typesOf } from './profiles.js';

const ALL_LANGUAGES = 'http://hl7.org/fhir/ValueSet/all-languages';
const MAX = 'http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet';

describe('a constraint on an element', () => {
  test('narrows cardinality, and keeps what it does not name', () => {
    const made = snapshotOf(profile('p', 'Patient', [{ path: 'Patient.name', min: 1 }]));
    expect(made.element('Patient.name')).toMatchObject({ min: 1, max: '*', type: [{ code: 'HumanName' }] });
    expect(made.element('Patient.gender').binding?.strength).toBe('required');
  });

  test.each([
    ['min below the base', { path: 'Bundle.type', min: 0 }, { min: 1, max: '1' }],
    ['max above the base', { path: 'Bundle.type', max: '*' }, { min: 1, max: '1' }],
  ])('%s is a problem, and the base stands', (_name, element, expected) => {
    const made = snapshotOf(profile('p', 'Bundle', [element]));
    expect(made.element('Bundle.type')).toMatchObject(expected);
    expect(made.problems).toMatchObject([{ code: 'looser-cardinality', element: 'Bundle.type' }]);
  });

  test('keeps the order of the base, whatever the order of the differential', () => {
    const base = snapshotOf(profile('q', 'Patient', []));
    const made = snapshotOf(profile('p', 'Patient', [{ path: 'Patient.link' }, { path: 'Patient.active', min: 1 }]));
    expect(made.ids).toEqual(base.ids);
  });

  test('walks into a data type and gives its children the place of the element', () => {
    const made = snapshotOf(profile('p', 'Patient', [{ path: 'Patient.maritalStatus.coding.system', min: 1 }]));
    const at = made.ids.indexOf('Patient.maritalStatus');
    expect(made.ids.slice(at + 1, at + 5)).toEqual([
      'Patient.maritalStatus.id',
      'Patient.maritalStatus.extension',
      'Patient.maritalStatus.coding',
      'Patient.maritalStatus.coding.id',
    ]);
    expect(made.element('Patient.maritalStatus.coding.system')).toMatchObject({
      min: 1,
      base: { path: 'Coding.system' },
    });
  });

  test('pattern[x], fixed[x], lengths and limits are carried', () => {
    const patternCodeableConcept = { coding: [{ system: 'urn:s', code: 'c' }] };
    const made = snapshotOf(
      profile('p', 'Observation', [
        { path: 'Observation.code', patternCodeableConcept },
        { path: 'Observation.status', fixedCode: 'final', maxLength: 5 },
        { path: 'Observation.issued', minValueInstant: '2020-01-01T00:00:00Z' },
      ]),
    );
    expect(made.element('Observation.code')).toMatchObject({ patternCodeableConcept });
    expect(made.element('Observation.status')).toMatchObject({ fixedCode: 'final', maxLength: 5 });
    expect(made.element('Observation.issued')).toMatchObject({ minValueInstant: '2020-01-01T00:00:00Z' });
  });

  test('aggregation and target profiles replace those of the base', () => {
    const type = [{ code: 'Reference', targetProfile: ['https://example.org/t'], aggregation: ['contained' as const] }];
    const made = snapshotOf(profile('p', 'Encounter', [{ path: 'Encounter.subject', type }]));
    expect(made.element('Encounter.subject').type).toEqual(type);
  });

  test('a type named alone keeps the target profiles of the base', () => {
    const made = snapshotOf(profile('p', 'Encounter', [{ path: 'Encounter.partOf', type: [{ code: 'Reference' }] }]));
    expect(made.element('Encounter.partOf').type?.[0]?.targetProfile).toEqual([
      'http://hl7.org/fhir/StructureDefinition/Encounter',
    ]);
  });

  test('must-support is never taken back by a derived profile', () => {
    const base = profile('a', 'Patient', [{ path: 'Patient.name', mustSupport: true }]);
    const made = snapshotOf(
      base,
      profile('b', 'Patient', [{ path: 'Patient.name', mustSupport: false }], { baseDefinition: base.url }),
    );
    expect(made.element('Patient.name').mustSupport).toBe(true);
  });

  test('an element that the type does not have is a problem, and the rest goes on', () => {
    const made = snapshotOf(profile('p', 'Patient', [{ path: 'Patient.nom' }, { path: 'Patient.name', min: 1 }]));
    expect(made.problems).toMatchObject([
      { code: 'unknown-element', element: 'Patient.nom', profile: 'https://example.org/p' },
    ]);
    expect(made.element('Patient.name').min).toBe(1);
  });
});

describe('bindings', () => {
  const language = 'Patient.communication.language';
  test.each([
    [
      'a strength alone keeps the value set',
      'Condition.bodySite',
      { strength: 'preferred' as const },
      'http://hl7.org/fhir/ValueSet/body-site',
    ],
    [
      'a value set replaces the base',
      'Condition.code',
      { strength: 'extensible' as const, valueSet: 'urn:v' },
      'urn:v',
    ],
  ])('%s', (_name, path, binding, valueSet) => {
    const made = snapshotOf(profile('p', 'Condition', [{ path, binding }]));
    expect(made.element(path).binding).toMatchObject({ strength: binding.strength, valueSet });
  });

  test('a replaced binding drops the maximum value set of the base, a strength alone keeps it', () => {
    const replaced = snapshotOf(
      profile('p', 'Patient', [{ path: language, binding: { strength: 'required', valueSet: ALL_LANGUAGES } }]),
    );
    expect(replaced.element(language).binding).toEqual({ strength: 'required', valueSet: ALL_LANGUAGES });
    const kept = snapshotOf(profile('p', 'Patient', [{ path: language, binding: { strength: 'required' } }]));
    expect(kept.element(language).binding?.extension).toEqual([{ url: MAX, valueCanonical: ALL_LANGUAGES }]);
  });

  it('cannot stand on an extension', () => {
    const made = snapshotOf(
      extension('e', [
        { path: 'Extension.extension', sliceName: 'a', binding: { strength: 'required', valueSet: 'urn:v' } },
      ]),
    );
    expect(made.element('Extension.extension:a').binding).toBeUndefined();
  });
});

describe('invariants', () => {
  const rule = { key: 'x-1', severity: 'warning' as const, human: '', expression: 'name.exists()' };
  test('are added to those of the base, with the profile as their source', () => {
    const made = snapshotOf(profile('p', 'Patient', [{ path: 'Patient', constraint: [rule] }]));
    expect(keysOf(made.element('Patient'))).toEqual(['dom-2', 'dom-3', 'dom-4', 'dom-5', 'dom-6', 'x-1']);
    expect(made.element('Patient').constraint?.at(-1)?.source).toBe('https://example.org/p');
  });

  test.each([
    ['repeated, stand once and take the stricter severity', { severity: 'error' as const }, [['x-1', 'error']]],
    [
      'of the same key with another rule, stand beside it',
      { expression: 'active' },
      [
        ['x-1', 'warning'],
        ['x-1', 'warning'],
      ],
    ],
  ])('%s', (_name, change, expected) => {
    const base = profile('a', 'Patient', [{ path: 'Patient', constraint: [rule] }]);
    const made = snapshotOf(
      base,
      profile('b', 'Patient', [{ path: 'Patient', constraint: [{ ...rule, ...change }] }], {
        baseDefinition: base.url,
      }),
    );
    const own = made.element('Patient').constraint?.filter(({ key }) => key === 'x-1');
    expect(own?.map(({ key, severity }) => [key, severity])).toEqual(expected);
  });
});

describe('content references', () => {
  test('are left as they are until a profile walks into them', () => {
    const made = snapshotOf(profile('p', 'Observation', []));
    expect(made.element('Observation.component.referenceRange').contentReference).toBe('#Observation.referenceRange');
  });

  test('walked into, become what they refer to in the base', () => {
    const made = snapshotOf(
      profile('p', 'Observation', [
        { path: 'Observation.referenceRange.low', min: 1 },
        { path: 'Observation.component.referenceRange.high', min: 1 },
      ]),
    );
    expect(typesOf(made.element('Observation.component.referenceRange'))).toEqual(['BackboneElement']);
    expect(made.element('Observation.component.referenceRange').contentReference).toBeUndefined();
    expect(made.element('Observation.component.referenceRange.high').min).toBe(1);
    expect(made.element('Observation.component.referenceRange.low').min).toBe(0);
  });

  test('bring what the type defines, not what a base profile makes of it', () => {
    const base = profile('a', 'Observation', [{ path: 'Observation.referenceRange.low', min: 1 }]);
    const made = snapshotOf(
      base,
      profile('b', 'Observation', [{ path: 'Observation.component.referenceRange.high', min: 1 }], {
        baseDefinition: base.url,
      }),
    );
    expect(made.element('Observation.referenceRange.low').min).toBe(1);
    expect(made.element('Observation.component.referenceRange.low').min).toBe(0);
  });

  test('in a logical model are found in its base', () => {
    const model = profile(
      'Ward',
      'Ward',
      [
        { path: 'Ward.bed', type: [{ code: 'BackboneElement' }] },
        { path: 'Ward.bed.number', type: [{ code: 'integer' }] },
        { path: 'Ward.spare', contentReference: '#Ward.bed' },
      ],
      {
        kind: 'logical',
        derivation: 'specialization',
        baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Element',
      },
    );
    const made = snapshotOf(
      model,
      profile('w', 'Ward', [{ path: 'Ward.spare.number', min: 1 }], { kind: 'logical', baseDefinition: model.url }),
    );
    expect(made.element('Ward.spare.number').min).toBe(1);
  });

  test('nest: a part of a part of a parameter', () => {
    const made = snapshotOf(
      profile('p', 'Parameters', [{ path: 'Parameters.parameter.part.part.name', fixedString: 'x' }]),
    );
    expect(made.element('Parameters.parameter.part.part.name').fixedString).toBe('x');
  });

  test('in another resource, inside a Bundle', () => {
    const made = snapshotOf(
      profile('p', 'Bundle', [
        { path: 'Bundle.entry.resource', type: [{ code: 'Questionnaire' }] },
        { path: 'Bundle.entry.resource.item.item.linkId', maxLength: 3 },
      ]),
    );
    expect(made.element('Bundle.entry.resource.item.item.linkId').maxLength).toBe(3);
  });
});

describe('profiles on types', () => {
  const address = profile(
    'address',
    'Address',
    [
      { path: 'Address', constraint: [{ key: 'a-1', severity: 'error', human: '', expression: 'line.exists()' }] },
      { path: 'Address.line', max: '2' },
    ],
    { kind: 'complex-type' },
  );
  const type = [{ code: 'Address', profile: [address.url] }];

  test('lend their root invariants to the element, but not their cardinality', () => {
    const made = snapshotOf(address, profile('p', 'Patient', [{ path: 'Patient.address', type }]));
    expect(keysOf(made.element('Patient.address'))).toEqual(['ele-1', 'a-1']);
    expect(made.element('Patient.address')).toMatchObject({ min: 0, max: '*', type });
  });

  test('are what is walked into', () => {
    const made = snapshotOf(
      address,
      profile('p', 'Patient', [
        { path: 'Patient.address', type },
        { path: 'Patient.address.city', min: 1 },
      ]),
    );
    expect(made.element('Patient.address.line').max).toBe('2');
    expect(made.element('Patient.address.city').min).toBe(1);
  });

  test('of the base are walked into as well: a simple quantity has no comparator', () => {
    const made = snapshotOf(profile('p', 'MedicationDispense', [{ path: 'MedicationDispense.quantity.unit', min: 1 }]));
    expect(made.element('MedicationDispense.quantity.comparator').max).toBe('0');
  });

  test('make profiles on profiles', () => {
    const narrower = profile('narrower', 'Address', [{ path: 'Address.line', min: 1 }], {
      kind: 'complex-type',
      baseDefinition: address.url,
    });
    const made = snapshotOf(address, narrower);
    expect(made.element('Address.line')).toMatchObject({ min: 1, max: '2' });
    expect(keysOf(made.element('Address'))).toEqual(['ele-1', 'a-1']);
  });

  test('of a primitive work like any other', () => {
    const short = profile('short', 'string', [{ path: 'string', maxLength: 3 }], { kind: 'primitive-type' });
    expect(snapshotOf(short).element('string').maxLength).toBe(3);
  });
});

describe('specialisations', () => {
  test('have the elements of their base and their own, under their own name', () => {
    const logical = profile(
      'Ward',
      'https://example.org/Ward',
      [{ path: 'Ward' }, { path: 'Ward.beds', min: 1, max: '1', type: [{ code: 'integer' }] }],
      {
        kind: 'logical',
        derivation: 'specialization',
        baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Element',
      },
    );
    const made = snapshotOf(logical);
    expect(made.ids).toEqual(['Ward', 'Ward.id', 'Ward.extension', 'Ward.beds']);
    expect(made.problems).toEqual([]);
  });
});
