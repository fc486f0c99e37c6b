import { describe, expect, it } from 'vitest';
import { createValidator } from '../../src/validator/index.js';
import { against, canonical, profileOf, type Asked, type Json } from './support/judge.js';

const LOINC = 'http://loinc.org';
const observation = (more: Json = {}): Json => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  ...more,
});
const patient = (more: Json = {}): Json => ({ resourceType: 'Patient', ...more });
const element = (path: string, more: Json = {}): Json => ({ id: path, path, ...more });
const slice = (path: string, name: string, more: Json = {}): Json => ({
  id: `${path}:${name}`,
  path,
  sliceName: name,
  ...more,
});
const slicing = (type: string, path: string, more: Json = {}): Json => ({
  slicing: { discriminator: [{ type, path }], rules: 'open', ...more },
});
/** A slice of `identifier` that fixes its system. */
const bySystem = (name: string, more: Json = {}): readonly Json[] => [
  slice('Patient.identifier', name, more),
  { id: `Patient.identifier:${name}.system`, path: 'Patient.identifier.system', min: 1, fixedUri: `urn:x:${name}` },
];
const identifier = (...names: readonly string[]): Json =>
  patient({ identifier: names.map((name) => ({ system: `urn:x:${name}`, value: '1' })) });

/** Elements of a profile, a resource, and the errors found. */
const CASES: readonly (readonly [string, Json, Json, readonly string[]])[] = [
  ['a minimum', profileOf('Patient', [element('Patient.gender', { min: 1 })]), patient(), ['cardinality-min Patient']],
  [
    'a maximum',
    profileOf('Patient', [element('Patient.name', { max: '1' })]),
    patient({ name: [{ text: 'a' }, { text: 'b' }] }),
    ['cardinality-max Patient'],
  ],
  [
    'what is forbidden',
    profileOf('Patient', [element('Patient.gender', { max: '0' })]),
    patient({ gender: 'male' }),
    ['cardinality-max Patient'],
  ],
  [
    'an extension in place of a value counts',
    profileOf('Patient', [element('Patient.birthDate', { min: 1 })]),
    patient({ _birthDate: { extension: [{ url: 'http://acme.com/x', valueCode: 'y' }] } }),
    [],
  ],
  [
    'a child only where its parent is',
    profileOf('Patient', [element('Patient.contact'), element('Patient.contact.gender', { min: 1 })]),
    patient(),
    [],
  ],
  [
    'a child of a data type',
    profileOf('Patient', [element('Patient.name'), element('Patient.name.family', { min: 1 })]),
    patient({ name: [{ text: 'a' }] }),
    ['cardinality-min Patient.name[0]'],
  ],
  [
    'a fixed code',
    profileOf('Observation', [element('Observation.status', { fixedCode: 'final' })]),
    observation({ status: 'amended' }),
    ['fixed Observation.status'],
  ],
  [
    'a fixed code with an extension',
    profileOf('Observation', [element('Observation.status', { fixedCode: 'final' })]),
    observation({ _status: { extension: [{ url: 'http://acme.com/x', valueCode: 'y' }] } }),
    ['fixed Observation.status'],
  ],
  [
    'a fixed code with an id',
    profileOf('Observation', [element('Observation.status', { fixedCode: 'final' })]),
    observation({ _status: { id: 'x' } }),
    [],
  ],
  [
    'a pattern with an extension',
    profileOf('Observation', [element('Observation.status', { patternCode: 'final' })]),
    observation({ _status: { extension: [{ url: 'http://acme.com/x', valueCode: 'y' }] } }),
    [],
  ],
  [
    'a fixed object with extensions',
    profileOf('Observation', [element('Observation.code', { fixedCodeableConcept: { text: 'x' } })]),
    observation({
      code: {
        extension: [{ url: 'http://acme.com/x', valueCode: 'y' }],
        text: 'x',
        _text: { extension: [{ url: 'http://acme.com/x', valueCode: 'y' }] },
      },
    }),
    ['fixed Observation.code', 'fixed Observation.code.text'],
  ],
  [
    'a fixed object with something more',
    profileOf('Observation', [element('Observation.code', { fixedCodeableConcept: { text: 'x' } })]),
    observation({ code: { text: 'x', coding: [{ system: LOINC, code: '1-8' }] } }),
    ['fixed Observation.code.coding'],
  ],
  [
    'a fixed object with something less',
    profileOf('Observation', [
      element('Observation.subject', { fixedReference: { reference: 'Patient/1', display: 'x' } }),
    ]),
    observation({ subject: { reference: 'Patient/1' } }),
    ['fixed Observation.subject.display'],
  ],
  [
    'a pattern with something more',
    profileOf('Observation', [
      element('Observation.code', { patternCodeableConcept: { coding: [{ system: LOINC, code: '1-8' }] } }),
    ]),
    observation({
      code: {
        coding: [
          { system: LOINC, code: '2-6' },
          { system: LOINC, code: '1-8', display: 'x' },
        ],
      },
    }),
    [],
  ],
  [
    'a pattern not met',
    profileOf('Observation', [
      element('Observation.code', { patternCodeableConcept: { coding: [{ system: LOINC, code: '1-8' }] } }),
    ]),
    observation({ code: { coding: [{ system: LOINC, code: '2-6' }] } }),
    ['pattern Observation.code'],
  ],
  [
    'a type taken away',
    profileOf('Observation', [element('Observation.value[x]', { type: [{ code: 'Quantity' }] })]),
    observation({ valueString: 'x' }),
    ['type-not-allowed Observation.value.ofType(string)'],
  ],
  [
    'several types left',
    profileOf('Observation', [
      element('Observation.value[x]', { type: [{ code: 'Quantity' }, { code: 'CodeableConcept' }] }),
    ]),
    observation({ valueString: 'x' }),
    ['type-not-allowed Observation'],
  ],
  [
    'a maximum length',
    profileOf('Patient', [element('Patient.name'), element('Patient.name.family', { maxLength: 3 })]),
    patient({ name: [{ family: 'abcd' }] }),
    ['max-length Patient.name[0].family'],
  ],
  [
    'a greatest value',
    profileOf('Observation', [element('Observation.value[x]', { type: [{ code: 'integer' }], maxValueInteger: 5 })]),
    observation({ valueInteger: 6 }),
    ['max-value Observation.value.ofType(integer)'],
  ],
  [
    'a least date',
    profileOf('Patient', [element('Patient.birthDate', { minValueDate: '1900-01-01' })]),
    patient({ birthDate: '1850' }),
    ['min-value Patient.birthDate'],
  ],
  [
    'a date no further than a year from now',
    profileOf('Patient', [
      element('Patient.birthDate', { maxValueQuantity: { value: 1, system: 'http://unitsofmeasure.org', code: 'a' } }),
    ]),
    patient({ birthDate: '2999-01-01' }),
    ['max-value Patient.birthDate'],
  ],
  [
    'a tightened binding',
    profileOf('Patient', [
      element('Patient.maritalStatus', {
        binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/marital-status' },
      }),
    ]),
    patient({ maritalStatus: { coding: [{ system: 'http://acme.com/x', code: 'y' }] } }),
    ['binding-required Patient.maritalStatus'],
  ],
  [
    'a required binding and a text alone',
    profileOf('Patient', [
      element('Patient.maritalStatus', {
        binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/marital-status' },
      }),
    ]),
    patient({ maritalStatus: { text: 'x' } }),
    ['binding-no-code Patient.maritalStatus'],
  ],
  [
    'a value set within the profile',
    profileOf(
      'Observation',
      [element('Observation.method', { binding: { strength: 'required', valueSet: '#v' } })],
      'test',
      {
        contained: [
          {
            resourceType: 'ValueSet',
            id: 'v',
            status: 'active',
            compose: { include: [{ system: 'urn:x', concept: [{ code: 'a' }] }] },
          },
        ],
      },
    ),
    observation({ method: { coding: [{ system: 'urn:x', code: 'b' }] } }),
    ['binding-required Observation.method'],
  ],
  [
    'an invariant',
    profileOf('Patient', [
      element('Patient', {
        constraint: [{ key: 't-1', severity: 'error', human: 'x', expression: 'gender.exists()' }],
      }),
    ]),
    patient(),
    ['invariant Patient'],
  ],
  [
    'an invariant on a primitive',
    profileOf('Patient', [
      element('Patient.birthDate', {
        constraint: [{ key: 't-1', severity: 'error', human: 'x', expression: "toString().startsWith('19')" }],
      }),
    ]),
    patient({ birthDate: '2001' }),
    ['invariant Patient.birthDate'],
  ],
  [
    'a slice by value',
    profileOf('Patient', [element('Patient.identifier', slicing('value', 'system')), ...bySystem('a', { min: 1 })]),
    identifier('b'),
    ['slice-min Patient'],
  ],
  [
    'a slice by value that is there',
    profileOf('Patient', [element('Patient.identifier', slicing('value', 'system')), ...bySystem('a', { min: 1 })]),
    identifier('b', 'a'),
    [],
  ],
  [
    'too many in a slice',
    profileOf('Patient', [element('Patient.identifier', slicing('value', 'system')), ...bySystem('a', { max: '1' })]),
    identifier('a', 'b', 'a'),
    ['slice-max Patient'],
  ],
  [
    'a child of a slice',
    profileOf('Patient', [
      element('Patient.identifier', slicing('value', 'system')),
      ...bySystem('a'),
      { id: 'Patient.identifier:a.use', path: 'Patient.identifier.use', min: 1 },
    ]),
    identifier('b', 'a'),
    ['cardinality-min Patient.identifier[1]'],
  ],
  [
    'closed slicing',
    profileOf('Patient', [
      element('Patient.identifier', slicing('value', 'system', { rules: 'closed' })),
      ...bySystem('a'),
    ]),
    identifier('a', 'b'),
    ['slice-closed Patient.identifier[1]'],
  ],
  [
    'ordered slices',
    profileOf('Patient', [
      element('Patient.identifier', slicing('value', 'system', { ordered: true })),
      ...bySystem('a'),
      ...bySystem('b'),
    ]),
    identifier('b', 'a'),
    ['slice-order Patient.identifier[1]'],
  ],
  [
    'ordered slices in order',
    profileOf('Patient', [
      element('Patient.identifier', slicing('value', 'system', { ordered: true })),
      ...bySystem('a'),
      ...bySystem('b'),
    ]),
    identifier('a', 'x', 'b'),
    [],
  ],
  [
    'open at the end',
    profileOf('Patient', [
      element('Patient.identifier', slicing('value', 'system', { rules: 'openAtEnd' })),
      ...bySystem('a'),
    ]),
    identifier('x', 'a'),
    ['slice-order Patient.identifier[1]'],
  ],
  [
    'a slice by pattern',
    profileOf('Observation', [
      element('Observation.category', slicing('pattern', '$this')),
      slice('Observation.category', 'lab', { min: 1, patternCodeableConcept: { coding: [{ code: 'laboratory' }] } }),
    ]),
    observation({
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
      ],
    }),
    ['slice-min Observation'],
  ],
  [
    'a slice by existence',
    profileOf('Patient', [
      element('Patient.contact', slicing('exists', 'gender')),
      slice('Patient.contact', 'known', { max: '1' }),
      { id: 'Patient.contact:known.gender', path: 'Patient.contact.gender', min: 1 },
      slice('Patient.contact', 'unknown', { max: '0' }),
      { id: 'Patient.contact:unknown.gender', path: 'Patient.contact.gender', max: '0' },
    ]),
    patient({ contact: [{ gender: 'male', name: { text: 'x' } }, { name: { text: 'x' } }] }),
    ['slice-max Patient'],
  ],
  [
    'a slice of a choice by type',
    profileOf('Observation', [
      element('Observation.value[x]', slicing('type', '$this', { rules: 'closed' })),
      { ...slice('Observation.value[x]', 'valueQuantity'), type: [{ code: 'Quantity' }] },
      { id: 'Observation.value[x]:valueQuantity.unit', path: 'Observation.value[x].unit', min: 1 },
    ]),
    observation({ valueQuantity: { value: 1 } }),
    ['cardinality-min Observation.value.ofType(Quantity)'],
  ],
  [
    'a slice by the type that a reference leads to',
    profileOf('Bundle', [
      element('Bundle.entry', slicing('type', 'resource')),
      slice('Bundle.entry', 'p', { min: 1 }),
      { id: 'Bundle.entry:p.resource', path: 'Bundle.entry.resource', type: [{ code: 'Patient' }] },
    ]),
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ fullUrl: 'urn:uuid:0a000000-0000-4000-8000-00000000000a', resource: observation() }],
    },
    ['slice-min Bundle'],
  ],
  [
    'a slice by what resolve() finds',
    profileOf('Observation', [
      element('Observation.performer', slicing('type', 'resolve()')),
      slice('Observation.performer', 'o', {
        min: 1,
        type: [{ code: 'Reference', targetProfile: ['http://hl7.org/fhir/StructureDefinition/Organization'] }],
      }),
    ]),
    observation({
      contained: [{ resourceType: 'Organization', id: 'o', name: 'x' }],
      performer: [{ reference: '#o' }],
    }),
    [],
  ],
  [
    'a slice by an extension',
    profileOf('Patient', [
      element('Patient.name', slicing('exists', "extension('http://acme.com/x')")),
      slice('Patient.name', 'marked', { min: 1 }),
    ]),
    patient({ name: [{ extension: [{ url: 'http://acme.com/x', valueCode: 'y' }] }] }),
    [],
  ],
  [
    'a slice of a slice',
    profileOf('Patient', [
      element('Patient.identifier', slicing('value', 'system')),
      slice('Patient.identifier', 'a', slicing('value', 'use')),
      { id: 'Patient.identifier:a.system', path: 'Patient.identifier.system', min: 1, fixedUri: 'urn:x:a' },
      slice('Patient.identifier', 'a/official', { max: '1' }),
      { id: 'Patient.identifier:a/official.use', path: 'Patient.identifier.use', min: 1, fixedCode: 'official' },
    ]),
    patient({ identifier: ['a', 'b', 'a'].map((name) => ({ use: 'official', system: `urn:x:${name}` })) }),
    ['slice-max Patient'],
  ],
  [
    'a default slice judges what is in no other slice',
    profileOf('Patient', [
      element('Patient.identifier', slicing('value', 'system', { rules: 'closed' })),
      ...bySystem('a', { max: '1' }),
      slice('Patient.identifier', '@default'),
      { id: 'Patient.identifier:@default.use', path: 'Patient.identifier.use', min: 1 },
    ]),
    patient({
      identifier: [
        { system: 'urn:x:a' },
        { system: 'urn:x:b', use: 'usual' },
        { system: 'urn:x:c' },
        { system: 'urn:x:a', use: 'usual' },
      ],
    }),
    ['cardinality-min Patient.identifier[2]', 'slice-max Patient'],
  ],
  [
    'language sections of a narrative',
    profileOf('Patient', [
      element('Patient.text', {
        extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/narrative-language-control', valueCode: '_yes' }],
      }),
    ]),
    patient({ text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' } }),
    ['narrative-languages-required Patient.text'],
  ],
  [
    'another type than the profile is for',
    profileOf('Observation', [element('Observation.subject', { min: 1 })]),
    patient(),
    ['profile-wrong-type Patient'],
  ],
];

describe('profiles', () => {
  it.each(CASES)('%s', (_name, profile, resource, expected) => {
    expect(against(profile, resource)).toEqual([...expected].sort());
  });

  it('judges a value by the profile of its type, and by one of several', () => {
    const a = profileOf('HumanName', [element('HumanName.family', { min: 1 })], 'a', { kind: 'complex-type' });
    const b = profileOf('HumanName', [element('HumanName.text', { min: 1 })], 'b', { kind: 'complex-type' });
    const one = profileOf(
      'Patient',
      [element('Patient.name', { type: [{ code: 'HumanName', profile: [canonical('a')] }] })],
      'one',
    );
    const two = profileOf(
      'Patient',
      [element('Patient.name', { type: [{ code: 'HumanName', profile: [canonical('a'), canonical('b')] }] })],
      'two',
    );
    const held = [a, b];
    expect(against(one, patient({ name: [{ text: 'x' }] }), { held })).toEqual(['cardinality-min Patient.name[0]']);
    expect(against(two, patient({ name: [{ text: 'x' }] }), { held })).toEqual([]);
    expect(against(two, patient({ name: [{ given: ['x'] }] }), { held })).toEqual([
      'cardinality-min Patient.name[0]',
      'cardinality-min Patient.name[0]',
      'profile-none-met Patient.name[0]',
    ]);
  });

  it('judges what a reference leads to by its target profile, also in a circle', () => {
    const linked = profileOf(
      'Patient',
      [
        element('Patient.link'),
        element('Patient.link.other', { type: [{ code: 'Reference', targetProfile: [canonical('linked')] }] }),
        element('Patient.gender', { fixedCode: 'other' }),
      ],
      'linked',
    );
    const link = (reference: string): Json => ({ link: [{ other: { reference }, type: 'seealso' }] });
    const asked: Asked = {
      externalReferences: 'valid',
      resolve: (reference) =>
        patient({ id: 'b', gender: reference === 'Patient/good' ? 'other' : 'male', ...link('Patient/good') }),
    };
    expect(against(linked, patient({ gender: 'other', ...link('Patient/good') }), asked)).toEqual([]);
    expect(against(linked, patient({ gender: 'other', ...link('Patient/bad') }), asked)).toEqual([
      'reference-target-profile Patient.link[0].other',
    ]);
  });

  it('asks for the aggregation of a reference', () => {
    const bundled = profileOf('Encounter', [
      element('Encounter.subject', {
        type: [
          {
            code: 'Reference',
            targetProfile: ['http://hl7.org/fhir/StructureDefinition/Patient'],
            aggregation: ['contained'],
          },
        ],
      }),
    ]);
    const encounter = {
      resourceType: 'Encounter',
      status: 'planned',
      class: { code: 'AMB' },
      subject: { reference: 'Patient/1' },
    };
    expect(against(bundled, encounter)).toEqual(['reference-aggregation Encounter.subject']);
    expect(against(bundled, encounter, { aggregationOutsideBundles: false })).toEqual([]);
  });

  it('blames a profile that cannot be evaluated, once, and not the record', () => {
    const faulty = profileOf('Patient', [
      element('Patient.identifier', slicing('value', 'system')),
      slice('Patient.identifier', 'a', { min: 1 }),
    ]);
    expect(against(faulty, identifier('a'))).toEqual([]);
    const validator = createValidator({
      ukCore: 'none',
      packages: [{ name: 'p', version: '1', resources: [faulty as never] }],
    });
    const { issues, undecided } = validator.validate(identifier('a'), { profiles: [String(faulty['url'])] });
    expect(issues.map(({ code, undecided: open }) => [code, open])).toEqual([['profile-fault', true]]);
    expect(undecided).toBe(1);
  });

  it('names the nearest profiles where one is not held', () => {
    const validator = createValidator();
    expect(() =>
      validator.validate(patient(), { profiles: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patent'] }),
    ).toThrow(expect.objectContaining({ exitCode: 2, hint: expect.stringContaining('UKCore-Patient') as unknown }));
  });
});
