import { describe, expect, it } from 'vitest';
import { against, canonical, judge, profileOf, type Json } from './support/judge.js';

const UCUM = 'http://unitsofmeasure.org';
const element = (path: string, more: Json = {}): Json => ({ id: path, path, ...more });
const patient = (more: Json = {}): Json => ({ resourceType: 'Patient', ...more });
const observation = (more: Json = {}): Json => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  ...more,
});
const regex = (valueString: string): Json => ({
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/regex', valueString }],
});
const limit = (name: string, valueInteger: number): Json => ({
  extension: [{ url: `http://hl7.org/fhir/StructureDefinition/${name}`, valueInteger }],
});
const R5 = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.';
const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
const alternatives: Json = { extension: [{ url: `${R5}valueAlternatives`, valueCanonical: ABSENT }] };
const mass = (value: number, code: string, system = UCUM): Json => ({ valueQuantity: { value, system, code } });

/** Elements of a profile on Patient, what the patient holds, and the errors found. */
const PATIENTS: readonly (readonly [string, readonly Json[], Json, readonly string[]])[] = [
  [
    'a pattern names the part that differs',
    [element('Patient.identifier', { patternIdentifier: { system: 'urn:x:a', type: { text: 't' } } })],
    { identifier: [{ system: 'urn:x:b', type: { text: 't' } }] },
    ['pattern Patient.identifier[0].system'],
  ],
  [
    'a pattern names the part that is missing',
    [element('Patient.name', { patternHumanName: { use: 'official' } })],
    { name: [{ family: 'x' }, { use: 'official', family: 'y' }] },
    ['pattern Patient.name[0].use'],
  ],
  [
    'a coding that a pattern asks for is missed by its concept',
    [
      element('Patient.maritalStatus', {
        patternCodeableConcept: { coding: [{ system: 'http://acme.com/s', code: 'a' }] },
      }),
    ],
    { maritalStatus: { coding: [{ system: 'http://acme.com/s', code: 'b' }] } },
    ['pattern Patient.maritalStatus'],
  ],
  [
    'more than a pattern asks for',
    [element('Patient.name.period', { patternPeriod: { start: '2020' } })],
    { name: [{ period: { start: '2020', end: '2021' } }] },
    [],
  ],
  ['an alternative to a value: the value', [element('Patient.birthDate', alternatives)], { birthDate: '2020' }, []],
  [
    'an alternative to a value',
    [element('Patient.birthDate', alternatives)],
    { _birthDate: { extension: [{ url: ABSENT, valueCode: 'unknown' }] } },
    [],
  ],
  [
    'another extension than the alternative to a value',
    [element('Patient.birthDate', alternatives)],
    { _birthDate: { extension: [{ url: 'http://acme.com/x', valueCode: 'y' }] } },
    ['value-alternatives Patient.birthDate'],
  ],
  ['an alternative to a value: neither', [element('Patient.birthDate', alternatives)], {}, []],
  [
    'a regular expression on an element',
    [element('Patient.address.postalCode', regex('[A-Z]{2}[0-9]'))],
    { address: [{ postalCode: 'AB1' }, { postalCode: 'AB12' }] },
    ['value-format Patient.address[1].postalCode'],
  ],
  [
    'a regular expression on a type',
    [element('Patient.address.postalCode', { type: [{ code: 'string', ...regex('[A-Z]+') }] })],
    { address: [{ postalCode: 'ab' }] },
    ['value-format Patient.address[0].postalCode'],
  ],
  [
    'a least length',
    [element('Patient.name.family', limit('minLength', 3))],
    { name: [{ family: 'abc' }, { family: 'ab' }] },
    ['min-length Patient.name[1].family'],
  ],
  [
    'a regular expression and no value',
    [element('Patient.birthDate', regex('[0-9]{4}'))],
    { _birthDate: { extension: [{ url: 'http://acme.com/x', valueCode: 'y' }] } },
    [],
  ],
  [
    'a regular expression by Unicode property',
    [element('Patient.address.city', regex('\\p{Lu}[\\p{L}-]*'))],
    { address: [{ city: 'Ærø-By' }, { city: 'ærø' }] },
    ['value-format Patient.address[1].city'],
  ],
  [
    'a regular expression for another engine',
    [element('Patient.address.city', regex('\\A\\p{Alpha}+\\Z'))],
    { address: [{ city: 'Leeds' }, { city: '1' }] },
    [],
  ],
  [
    'a regular expression with classes that intersect',
    [element('Patient.address.city', regex('[a-z&&[^b]]+'))],
    { address: [{ city: 'aaa' }] },
    [],
  ],
  [
    'a regular expression that cannot be read',
    [element('Patient.address.postalCode', regex('['))],
    { address: [{ postalCode: 'ab' }] },
    [],
  ],
];

/** Limits of a quantity, its value, and the errors found. */
const QUANTITIES: readonly (readonly [string, Json, Json, readonly string[]])[] = [
  ['above, in another unit', { maxValueQuantity: { value: 1, system: UCUM, code: 'kg' } }, mass(1001, 'g'), ['max']],
  ['equal, in another unit', { maxValueQuantity: { value: 1, system: UCUM, code: 'kg' } }, mass(1000, 'g'), []],
  ['below, in another unit', { minValueQuantity: { value: 10, system: UCUM, code: 'g' } }, mass(100, 'mg'), ['min']],
  ['within, in another unit', { minValueQuantity: { value: 10, system: UCUM, code: 'g' } }, mass(1, 'kg'), []],
  ['another dimension', { minValueQuantity: { value: 10, system: UCUM, code: 'g' } }, mass(1, 'm'), []],
  ['another system', { minValueQuantity: { value: 10, system: UCUM, code: 'g' } }, mass(1, 'kg', 'urn:x:y'), []],
];

describe('what a profile asks of values', () => {
  it.each(PATIENTS)('%s', (_name, elements, holds, expected) => {
    expect(against(profileOf('Patient', elements), patient(holds))).toEqual(expected);
  });

  it.each(QUANTITIES)('a quantity %s', (_name, limit, value, expected) => {
    const profile = profileOf('Observation', [
      element('Observation.value[x]', { type: [{ code: 'Quantity' }], ...limit }),
    ]);
    const found = expected.map((side) => `${side}-value Observation.value.ofType(Quantity)`);
    expect(against(profile, observation(value))).toEqual(found);
  });

  it.each([
    ['1', []],
    ['1.25', []],
    ['1.250', ['decimal-places Observation.value.ofType(Quantity).value']],
  ])('decimal places of %s as it is written', (value, expected) => {
    const profile = profileOf('Observation', [
      element('Observation.value[x]', { type: [{ code: 'Quantity' }] }),
      element('Observation.value[x].value', limit('maxDecimalPlaces', 2)),
    ]);
    const text = `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":${value}}}`;
    expect(against(profile, text)).toEqual(expected);
  });

  it('asks for what imposed profiles ask, those of its base included', () => {
    const imposed = profileOf('Patient', [element('Patient.gender', { min: 1 })], 'imposed');
    const base = profileOf('Patient', [], 'base', {
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile',
          valueCanonical: canonical('imposed'),
        },
      ],
    });
    const derived = profileOf('Patient', [element('Patient.name', { min: 1 })], 'derived', {
      baseDefinition: canonical('base'),
    });
    const held = [imposed, base];
    expect(against(derived, patient({ name: [{ text: 'x' }] }), { held })).toEqual(['cardinality-min Patient']);
    expect(against(derived, patient({ name: [{ text: 'x' }], gender: 'other' }), { held })).toEqual([]);
    const declared = patient({ meta: { profile: [canonical('base')] } });
    expect(judge(declared, { held }).filter((line) => line.startsWith('error'))).toEqual([
      'error cardinality-min Patient',
    ]);
  });

  it('does not impose what a profile only says it complies with', () => {
    const other = profileOf('Patient', [element('Patient.gender', { min: 1 })], 'other');
    const profile = profileOf('Patient', [], 'complies', {
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/structuredefinition-compliesWithProfile',
          valueCanonical: canonical('other'),
        },
      ],
    });
    expect(against(profile, patient({ birthDate: '1970' }), { held: [other] })).toEqual([]);
  });

  it.each([
    ['of every value', [], ['binding-required Observation.category[0]']],
    ['of one of the values', [{ url: 'any', valueBoolean: true }], []],
    ['in a context', [{ url: 'usage', valueUsageContext: {} }], []],
  ])('asks for an additional binding %s', (_name, more, expected) => {
    const R4 = 'http://hl7.org/fhir/ValueSet/';
    const additional = {
      url: 'http://hl7.org/fhir/tools/StructureDefinition/additional-binding',
      extension: [
        { url: 'purpose', valueCode: 'required' },
        { url: 'valueSet', valueCanonical: `${R4}administrative-gender` },
        ...more,
      ],
    };
    const profile = profileOf('Observation', [
      element('Observation.category', {
        binding: { strength: 'example', valueSet: `${R4}observation-category`, extension: [additional] },
      }),
    ]);
    const gender = 'http://hl7.org/fhir/administrative-gender';
    const category = [
      { coding: [{ system: 'http://acme.com/s', code: 'x' }] },
      { coding: [{ system: gender, code: 'male' }] },
    ];
    expect(against(profile, observation({ category }))).toEqual(expected);
  });
});
