import { describe, expect, it } from 'vitest';
import { structureDefinition } from '../../../src/validator/rules/structure-definition.js';
import { errors, profileOf, type Json } from '../support/judge.js';
import { ask, type Tree } from './ask.js';

const R4 = 'http://hl7.org/fhir/StructureDefinition/';
const BASE = 'http://example.org/StructureDefinition/base';
const element = (path: string, more: Json = {}, id = path): Json => ({ id, path, ...more });
const rule = (key: string, expression: string, more: Json = {}): Json => ({
  constraint: [{ key, severity: 'error', human: 'x', expression, ...more }],
});
const codes = (resource: Tree, held: readonly Tree[] = []): readonly string[] =>
  ask(structureDefinition, resource, { held }).flatMap((line) => {
    const [severity, code, at] = line.split(' ');
    return severity === 'error' ? [`${code ?? ''} ${at?.replace(/^StructureDefinition\.?/, '') ?? ''}`] : [];
  });
const FIRST = 'differential.element[0]';
const SLICED = { slicing: { discriminator: [{ type: 'value', path: '$this' }], rules: 'open' } };
const extension = (more: Json = {}, root: Json = {}): Tree => ({
  ...profileOf('Extension', [], 'x', { kind: 'complex-type' }),
  url: 'http://example.org/x',
  context: [{ type: 'element', expression: 'Patient' }],
  differential: {
    element: [element('Extension', root), element('Extension.url', { fixedUri: 'http://example.org/x' })],
  },
  ...more,
});

describe('a profile', () => {
  it.each<[string, readonly Json[], readonly string[]]>([
    ['prohibits what is required', [element('Observation.code', { max: '0' })], [`structure-differential ${FIRST}`]],
    [
      'says how often by a word',
      [element('Observation.category', { max: 'many' })],
      [`structure-differential ${FIRST}`],
    ],
    [
      'slices one thing within a data type',
      [element('Observation.code.text', SLICED)],
      [`structure-single-slicing ${FIRST}.slicing`],
    ],
    ['slices a list within a data type', [element('Observation.code.coding', SLICED)], []],
    [
      'slices extensions by another path',
      [
        element('Observation.extension', {
          slicing: { discriminator: [{ type: 'value', path: 'id' }], rules: 'open' },
        }),
      ],
      [`structure-differential ${FIRST}`],
    ],
    [
      'has slices that ask for more than there may be',
      [
        element('Observation.category', { ...SLICED, max: '1' }),
        element('Observation.category', { sliceName: 'a', min: 1 }, 'Observation.category:a'),
        element('Observation.category', { sliceName: 'b', min: 1 }, 'Observation.category:b'),
      ],
      ['structure-differential differential.element[2]'],
    ],
    [
      'says what a missing value means',
      [element('Observation.status', { meaningWhenMissing: 'x' })],
      [`structure-differential ${FIRST}`],
    ],
    [
      'limits the length of a text',
      [element('Observation.value[x]', { type: [{ code: 'string' }], maxLength: 5 })],
      [],
    ],
    [
      'limits the length of a concept',
      [element('Observation.code', { maxLength: 5 })],
      [`structure-differential ${FIRST}`],
    ],
    ['slices a list', [element('Observation.category', SLICED)], []],
    ['slices a choice', [element('Observation.value[x]', SLICED)], []],
    ['slices one thing', [element('Observation.code', SLICED)], [`structure-single-slicing ${FIRST}.slicing`]],
    [
      'names two slices alike',
      [
        element('Observation.category', SLICED),
        element('Observation.category', { sliceName: 'a' }, 'Observation.category:a'),
        element('Observation.category', { sliceName: 'a' }, 'Observation.category:b'),
      ],
      ['structure-differential differential.element[2]'],
    ],
    ['has a constraint of its own', [element('Observation.code', rule('x-1', 'true'))], []],
    [
      'uses the key of its base',
      [element('Observation.code', rule('obs-6', 'true'))],
      [`structure-constraint-key ${FIRST}.constraint[0]`],
    ],
    [
      'repeats a constraint of another',
      [element('Observation.code', rule('obs-6', 'true', { source: `${R4}Observation` }))],
      [],
    ],
    [
      'uses a key for two constraints',
      [element('Observation.code', rule('x-1', 'true')), element('Observation.status', rule('x-1', 'false'))],
      ['structure-constraint-key differential.element[1].constraint[0]'],
    ],
    [
      'binds to a value set within that of its base',
      [
        element('Observation.status', {
          binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/observation-status' },
        }),
      ],
      [],
    ],
    [
      'binds to a value set that is wider',
      [
        element('Observation.status', {
          binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/event-status' },
        }),
      ],
      [`structure-differential ${FIRST}`],
    ],
    [
      'binds to what is no value set',
      [
        element('Observation.code', {
          binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/administrative-gender' },
        }),
      ],
      [`structure-differential ${FIRST}.binding`],
    ],
    [
      'refers to a data type',
      [element('Observation.derivedFrom', { type: [{ code: 'Reference', targetProfile: [`${R4}HumanName`] }] })],
      [`structure-differential ${FIRST}.type[0]`, `structure-differential ${FIRST}`],
    ],
  ])('%s', (_name, elements, said) => {
    expect(codes(profileOf('Observation', elements)).toSorted()).toEqual(said.toSorted());
  });

  it.each<[string, Json, Json, boolean]>([
    ['the same fixed value', { fixedCode: 'final' }, { fixedCode: 'final' }, true],
    ['another fixed value', { fixedCode: 'final' }, { fixedCode: 'amended' }, false],
    ['a pattern for a fixed value', { fixedCode: 'final' }, { patternCode: 'amended' }, false],
    ['a fixed value for a pattern', { patternCode: 'final' }, { fixedCode: 'final' }, true],
    ['what must be supported', { mustSupport: true }, { mustSupport: false }, false],
  ])('is derived from another: %s', (_name, own, derived, right) => {
    const base = { ...profileOf('Observation', [element('Observation.status', own)]), url: BASE };
    const profile = { ...profileOf('Observation', [element('Observation.status', derived)]), baseDefinition: BASE };
    expect(codes(profile, [base])).toEqual(right ? [] : [`structure-differential ${FIRST}`]);
  });

  it.each<[string, Json, Json, boolean]>([
    ['as they were', {}, {}, true],
    ['closed', {}, { rules: 'closed' }, true],
    ['opened', { rules: 'closed' }, { rules: 'open' }, false],
    ['out of order', { ordered: true }, { ordered: false }, false],
    ['by more', {}, { discriminator: [...SLICED.slicing.discriminator, { type: 'exists', path: 'text' }] }, true],
    ['by something else', {}, { discriminator: [{ type: 'value', path: 'text' }] }, false],
  ])('keeps the slices of its base %s', (_name, own, derived, right) => {
    const sliced = (more: Json): Json => element('Observation.category', { slicing: { ...SLICED.slicing, ...more } });
    const base = { ...profileOf('Observation', [sliced(own)]), url: BASE };
    const profile = { ...profileOf('Observation', [sliced(derived)]), baseDefinition: BASE };
    expect(codes(profile, [base])).toEqual(right ? [] : [`structure-differential ${FIRST}`]);
  });

  it.each<[string, Json, readonly string[]]>([
    ['no derivation', { derivation: undefined }, ['structure-derivation ']],
    ['a specialization of its own type', { derivation: 'specialization' }, ['structure-base-mismatch ']],
    ['another kind', { kind: 'logical' }, ['structure-base-mismatch ']],
    ['a context', { context: [{ type: 'element', expression: 'Patient' }] }, ['structure-context context[0]']],
  ])('has %s', (_name, more, said) => {
    expect(codes({ ...profileOf('Observation', []), ...more })).toEqual(said);
  });
});

describe('an extension', () => {
  it.each<[string, Json, readonly string[]]>([
    ['in order', {}, []],
    ['without its url', { differential: { element: [element('Extension')] } }, ['structure-extension-url ']],
    ...(
      [
        ['Patient.contact.name', true],
        ['Patient.name.family', true],
        ['Observation.value[x]', true],
        ['CanonicalResource.url', true],
        ['Element', true],
        ['Patient.colour', false],
        ['Colour', false],
      ] as const
    ).map(([expression, right]): [string, Json, readonly string[]] => [
      `for ${expression}`,
      { context: [{ type: 'element', expression }] },
      right ? [] : ['structure-context context[0]'],
    ]),
    ['for another', { context: [{ type: 'extension', expression: 'http://example.org/y' }] }, []],
    ['with a condition', { contextInvariant: ['name.exists()'] }, []],
    ['with a condition that is no FHIRPath', { contextInvariant: ['name.('] }, ['fhirpath-syntax contextInvariant[0]']],
  ])('%s', (_name, more, said) => {
    expect(codes(extension(more))).toEqual(said);
  });

  it.each<[string, boolean, boolean]>([
    ['extension', false, true],
    ['extension', true, false],
    ['modifierExtension', true, true],
    ['modifierExtension', false, false],
  ])('is used as %s, being a modifier: %s', (name, modifier, right) => {
    const held = extension({}, modifier ? { isModifier: true, isModifierReason: 'x' } : {});
    const path = `Observation.${name}`;
    const type = [{ code: 'Extension', profile: ['http://example.org/x'] }];
    const profile = profileOf('Observation', [element(path, { sliceName: 'x', type }, `${path}:x`)]);
    expect(codes(profile, [held])).toEqual(right ? [] : [`structure-differential ${FIRST}.type[0]`]);
  });
});

describe('a logical model', () => {
  const model = (more: Json): Tree => ({
    ...profileOf('Element', [element('Model.a', { min: 0, max: '1', ...more })], 'm', { kind: 'logical' }),
    type: 'Model',
    derivation: 'specialization',
  });
  it.each<[string, Json, boolean]>([
    ['a text', { type: [{ code: 'string' }], maxLength: 5 }, true],
    ['a fixed value of another type', { type: [{ code: 'string' }], fixedInteger: 1 }, false],
    ['codes for a period', { type: [{ code: 'Period' }], binding: { strength: 'required' } }, false],
  ])('with %s', (_name, more, right) => {
    expect(codes(model(more))).toEqual(right ? [] : [`structure-differential ${FIRST}`]);
  });
});

describe('a snapshot', () => {
  const whole = (derivation: string, ...elements: readonly Json[]): Tree => ({
    ...profileOf('Observation', []),
    derivation,
    snapshot: { element: elements },
  });
  const code = { type: [{ code: 'code' }] };
  it.each<[string, Tree, readonly string[]]>([
    [
      'in order',
      whole('constraint', element('Observation'), element('Observation.status', { ...code, fixedCode: 'final' })),
      [],
    ],
    ['without a type', whole('constraint', element('Observation.status')), ['structure-snapshot-element 0']],
    [
      'with an example of the whole',
      whole('constraint', element('Observation', { example: [] })),
      ['structure-snapshot-element 0'],
    ],
    [
      'with a value of another type',
      whole('constraint', element('Observation.status', { ...code, fixedString: 'x' })),
      ['structure-differential 0'],
    ],
    [
      'with a constraint that cannot be read',
      whole('constraint', element('Observation.status', { ...code, ...rule('x-1', 'true(') })),
      ['fhirpath-syntax 0.constraint[0].expression'],
    ],
    [
      'with a value in the definition of a type',
      whole('specialization', element('Observation.status', { ...code, fixedCode: 'final' })),
      ['structure-snapshot-element 0'],
    ],
  ])('%s', (_name, resource, said) => {
    const found = codes(resource).filter((line) => !line.startsWith('structure-base-mismatch'));
    expect(found).toEqual(said.map((one) => one.replace(/ (\d)/, ' snapshot.element[$1]')));
  });

  it('may say the FHIR type of an id as the definitions of R4 do', () => {
    const type = {
      extension: [{ url: `${R4}structuredefinition-fhir-type`, valueUrl: 'string' }],
      code: 'http://hl7.org/fhirpath/System.String',
    };
    const common = { definition: 'x', min: 0, max: '1' };
    const snapshot = {
      element: [
        element('Patient', { ...common, base: { path: 'Patient', min: 0, max: '*' } }),
        element('Patient.id', { ...common, base: { path: 'Resource.id', min: 0, max: '1' }, type: [type] }),
      ],
    };
    const profile = profileOf('Patient', [element('Patient')], 'typed', { id: 'typed', abstract: false });
    expect(errors({ ...profile, snapshot })).toEqual([]);
  });
});
