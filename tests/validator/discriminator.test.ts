import { describe, expect, it } from 'vitest';
import { against, canonical, errors, judge, profileOf, type Json } from './support/judge.js';

const R4 = 'http://hl7.org/fhir/StructureDefinition/';
const observation = (more: Json): Json => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  ...more,
});

const slice = (name: string, target: string, more: Json = {}): Json => ({
  id: `Observation.performer:${name}`,
  path: 'Observation.performer',
  sliceName: name,
  type: [{ code: 'Reference', targetProfile: [target] }],
  ...more,
});
const sliced = (type: string, rules: string, slices: readonly Json[]): Json =>
  profileOf('Observation', [
    {
      id: 'Observation.performer',
      path: 'Observation.performer',
      slicing: { discriminator: [{ type, path: 'resolve()' }], rules },
    },
    ...slices,
  ]);

describe('A slice told by the type behind a reference', () => {
  const profile = sliced('type', 'closed', [slice('organization', `${R4}Organization`, { min: 1, max: '1' })]);

  it.each<[string, readonly Json[], readonly string[]]>([
    ['a literal names its type', [{ reference: 'Organization/1' }], []],
    ['as an absolute one does', [{ reference: 'https://a.nhs.uk/fhir/Organization/1' }], []],
    ['Reference.type says it', [{ type: 'Organization', identifier: { value: '1' } }], []],
    [
      'two of a type are too many',
      [{ reference: 'Organization/1' }, { reference: 'Organization/2' }],
      ['slice-max Observation'],
    ],
    [
      'another type is no member',
      [{ reference: 'Practitioner/1' }],
      ['slice-closed Observation.performer[0]', 'slice-min Observation'],
    ],
    ['what is behind a URN outside is not known', [{ reference: 'urn:oid:1.2.3' }], []],
  ])('%s', (_name, performer, expected) => {
    expect(against(profile, observation({ performer }))).toEqual(expected);
  });

  it('is undecided where nothing tells the type', () => {
    const asked = { profiles: [String(profile['url'])], held: [profile] };
    expect(judge(observation({ performer: [{ reference: 'urn:oid:1.2.3' }] }), asked)).toEqual([
      'undecided slice-undecided Observation.performer[0]',
    ]);
  });
});

describe('A slice told by the profile behind a reference', () => {
  const named = profileOf('Organization', [{ id: 'Organization.name', path: 'Organization.name', min: 1 }], 'named');
  const profile = sliced('profile', 'open', [slice('named', canonical('named'), { min: 1 })]);
  const errorsOf = (resource: Json): string[] => against(profile, resource, { held: [named] });

  it.each<[string, Json, readonly string[]]>([
    ['not to be decided for a resource outside', { performer: [{ reference: 'Organization/1' }] }, []],
    ['decided where its type rules it out', { performer: [{ reference: 'Patient/1' }] }, ['slice-min Observation']],
    [
      'met by a contained resource',
      { contained: [{ resourceType: 'Organization', id: 'o', name: 'A' }], performer: [{ reference: '#o' }] },
      [],
    ],
    [
      'not met by a contained resource',
      {
        contained: [{ resourceType: 'Organization', id: 'o', identifier: [{ value: '1' }] }],
        performer: [{ reference: '#o' }],
      },
      ['slice-min Observation'],
    ],
  ])('%s', (_name, more, expected) => {
    expect(errorsOf(observation(more))).toEqual(expected);
  });
});

describe('A slice told by an element that is sliced itself: the blood pressure of R4', () => {
  const loinc = (code: string): Json => ({ coding: [{ system: 'http://loinc.org', code }] });
  const pressure = { value: 1, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' };
  const part = (code: string, valueQuantity: Json = pressure): Json => ({ code: loinc(code), valueQuantity });
  const SYSTOLIC = '8480-6';
  const DIASTOLIC = '8462-4';
  const MEAN = '8478-0';

  it.each<[string, readonly Json[], readonly string[]]>([
    ['in order', [part(SYSTOLIC), part(DIASTOLIC)], []],
    ['with a third', [part(DIASTOLIC), part(MEAN), part(SYSTOLIC)], []],
    ['without one', [part(SYSTOLIC), part(MEAN)], ['slice-min Observation']],
    ['with one twice', [part(SYSTOLIC), part(SYSTOLIC), part(DIASTOLIC)], ['slice-max Observation']],
    [
      'in another unit',
      [part(SYSTOLIC, { ...pressure, code: 'kPa' }), part(DIASTOLIC)],
      [
        'binding-required Observation.component[0].value.ofType(Quantity)',
        'fixed Observation.component[0].value.ofType(Quantity).code',
      ],
    ],
  ])('%s', (_name, component, expected) => {
    const category = [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
    ];
    const resource = observation({
      category,
      code: loinc('85354-9'),
      subject: { reference: 'Patient/1' },
      effectiveDateTime: '2024-01-01',
      component,
    });
    expect(errors(resource, { profiles: [`${R4}bp`] })).toEqual(expected);
    expect(judge(resource, { profiles: [`${R4}bp`] })).not.toContain('undecided profile-fault Observation');
  });
});

describe('A value that two slices take', () => {
  const SYSTEM = 'http://terminology.hl7.org/CodeSystem/observation-category';
  const coding = (code: string): Json => ({ system: SYSTEM, code });
  const categories = (...codes: readonly (readonly string[])[]): Json => ({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    category: codes.map((own) => ({ coding: own.map(coding) })),
  });
  const sliced = (demand: (code: string) => Json): Json =>
    profileOf('Observation', [
      {
        id: 'Observation.category',
        path: 'Observation.category',
        slicing: { discriminator: [{ type: 'pattern', path: '$this' }], rules: 'open' },
      },
      ...['laboratory', 'survey'].map((code) => ({
        id: `Observation.category:${code}`,
        path: 'Observation.category',
        sliceName: code,
        max: '1',
        ...demand(code),
      })),
    ]);
  const patterns = sliced((code) => ({ patternCodeableConcept: { coding: [coding(code)] } }));
  const bindings = sliced(() => ({
    binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/observation-category' },
  }));
  const several = ['slice-several Observation.category[0]'];
  it.each<[string, Json, readonly (readonly string[])[], readonly string[]]>([
    ['patterns', patterns, [['laboratory'], ['survey']], []],
    ['patterns', patterns, [['laboratory', 'survey']], several],
    ['patterns', patterns, [['survey', 'laboratory'], ['exam']], several],
    ['patterns', patterns, [['exam', 'imaging']], []],
    ['value sets', bindings, [['laboratory', 'survey']], []],
  ])('by %s (%#): %j, %j, %j', (_name, profile, codes, expected) => {
    expect(against(profile, categories(...codes))).toEqual(expected);
  });
});
