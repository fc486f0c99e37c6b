import { describe, expect, it } from 'vitest';
import { judgeHit, parameterOf } from '../../src/probe/criteria/criterion.js';
import { dateRange } from '../../src/probe/criteria/date.js';
import { readExpression } from '../../src/probe/criteria/expression.js';
import { harvest } from '../../src/probe/criteria/harvest.js';
import type { WireResource } from '../../src/probe/index.js';

const base = new URL('https://fhir.example/R4');

const observation = (fields: Record<string, unknown>): WireResource => ({
  resourceType: 'Observation',
  id: 'o',
  ...fields,
});
const patient = (fields: Record<string, unknown>): WireResource => ({ resourceType: 'Patient', id: 'p', ...fields });

const judge = (type: string, expression: string, value: string, resource: WireResource): string => {
  const parameter = parameterOf({ code: 'x', type, expression });
  if (parameter === undefined) throw new Error('not a parameter that can be judged');
  return judgeHit(resource, { parameter, value }, base);
};

describe('expressions', () => {
  const select = (expression: string, resource: WireResource): unknown =>
    readExpression(expression)
      .select(resource)
      ?.map((one) => one.value);
  const sample = observation({
    subject: { reference: 'Patient/1' },
    valueQuantity: { value: 5 },
    component: [{ valueQuantity: { value: 6 } }, { valueString: 'x' }],
    effectivePeriod: { start: '2020' },
  });
  it.each([
    ['Observation.subject', [{ reference: 'Patient/1' }]],
    ['Patient.subject | Observation.subject', [{ reference: 'Patient/1' }]],
    ['Observation.subject.where(resolve() is Patient)', [{ reference: 'Patient/1' }]],
    ['Observation.subject.where(resolve() is Group)', []],
    ['(Observation.value as Quantity)', [{ value: 5 }]],
    ['(Observation.value as Quantity) | (Observation.value as SampledData)', [{ value: 5 }]],
    ['(Observation.component.value as Quantity)', [{ value: 6 }]],
    ['Observation.value.as(Quantity)', [{ value: 5 }]],
    ['(Observation.value as CodeableConcept).text', []],
    ['Observation.effective', [{ start: '2020' }]],
    ['Resource.id', ['o']],
    ["Patient.telecom.where(system='email')", []],
    ['Patient.deceased.exists() and Patient.deceased != false', []],
  ])('%s', (expression, expected) => {
    expect(select(expression, sample)).toEqual(expected);
  });
  it('filters by a literal, and says when it does not understand', () => {
    const telecom = [
      { system: 'email', value: 'a' },
      { system: 'phone', value: 'b' },
    ];
    expect(select("Patient.telecom.where(system='email')", patient({ telecom }))).toEqual([telecom[0]]);
    expect(select('Patient.deceased.exists() and Patient.deceased != false', patient({}))).toBeUndefined();
  });
});

const identifier = [{ system: 'https://a', value: 'X1' }];
const coding = { coding: [{ system: 'http://snomed.info/sct', code: '1' }, { code: 'local' }] };

describe('hits are judged by', () => {
  it.each([
    ['token', 'Patient.identifier', 'https://a|X1', patient({ identifier }), 'match'],
    ['token', 'Patient.identifier', 'https://b|X1', patient({ identifier }), 'mismatch'],
    ['token', 'Patient.identifier', 'X1', patient({ identifier }), 'match'],
    ['token', 'Patient.identifier', '|X1', patient({ identifier }), 'mismatch'],
    ['token', 'Patient.identifier', '|X1', patient({ identifier: [{ value: 'X1' }] }), 'match'],
    ['token', 'Patient.identifier', 'https://a|', patient({ identifier }), 'match'],
    ['token', 'Patient.gender', 'female', patient({ gender: 'female' }), 'match'],
    ['token', 'Patient.gender', 'http://x|female', patient({ gender: 'female' }), 'undecided'],
    ['token', 'Patient.gender', 'male', patient({ gender: 'female' }), 'mismatch'],
    ['token', 'Patient.active', 'true', patient({ active: true }), 'match'],
    ['token', 'Patient.active', 'true', patient({}), 'mismatch'],
    ['token', 'Observation.code', 'http://snomed.info/sct|1', observation({ code: coding }), 'match'],
    ['token', 'Observation.code', 'http://snomed.info/sct|2', observation({ code: coding }), 'mismatch'],
    ['reference', 'Observation.subject', '1', observation({ subject: { reference: 'Patient/1' } }), 'match'],
    [
      'reference',
      'Observation.subject',
      'Patient/1',
      observation({ subject: { reference: 'Patient/1/_history/2' } }),
      'match',
    ],
    [
      'reference',
      'Observation.subject',
      'https://fhir.example/R4/Patient/1',
      observation({ subject: { reference: 'Patient/1' } }),
      'match',
    ],
    [
      'reference',
      'Observation.subject',
      '1',
      observation({ subject: { reference: 'https://fhir.example/R4/Patient/2' } }),
      'mismatch',
    ],
    [
      'reference',
      'Observation.subject',
      '1',
      observation({ subject: { reference: 'https://other/Patient/2' } }),
      'undecided',
    ],
    ['reference', 'Observation.subject', '1', observation({ subject: { reference: 'urn:uuid:1' } }), 'undecided'],
    ['reference', 'Observation.subject', '1', observation({ subject: { identifier: { value: '1' } } }), 'undecided'],
    [
      'reference',
      'Observation.subject.where(resolve() is Patient)',
      '1',
      observation({ subject: { reference: 'Group/1' } }),
      'mismatch',
    ],
    [
      'reference',
      'Observation.subject.where(resolve() is Patient)',
      '2',
      observation({ subject: { identifier: { value: '1' } } }),
      'undecided',
    ],
    ['date', 'Patient.birthDate', '1970-01-02', patient({ birthDate: '1970-01-02' }), 'match'],
    ['date', 'Patient.birthDate', '1970', patient({ birthDate: '1970-06' }), 'match'],
    ['date', 'Patient.birthDate', '1970-06-10', patient({ birthDate: '1970-06' }), 'mismatch'],
    ['date', 'Patient.birthDate', 'ge1970-01-05', patient({ birthDate: '1970-01-04' }), 'undecided'],
    ['date', 'Patient.birthDate', 'ge1970-01-05', patient({ birthDate: '1970-01-03' }), 'mismatch'],
    ['date', 'Patient.birthDate', 'lt1970-01-05', patient({ birthDate: '1970-01-03' }), 'match'],
    ['date', 'Patient.birthDate', 'gt1970', patient({ birthDate: '1971-02-01' }), 'match'],
    ['date', 'Patient.birthDate', 'le1970', patient({ birthDate: '1971-02-01' }), 'mismatch'],
    [
      'date',
      'Observation.issued',
      'ge2024-01-01T10:00:00Z',
      observation({ issued: '2024-01-01T10:00:00.5Z' }),
      'match',
    ],
    [
      'date',
      'Observation.issued',
      'ge2024-01-01T10:00:01Z',
      observation({ issued: '2024-01-01T10:00:00Z' }),
      'mismatch',
    ],
    [
      'date',
      'Observation.issued',
      '2024-01-01T11:00:00+01:00',
      observation({ issued: '2024-01-01T10:00:00Z' }),
      'match',
    ],
    [
      'date',
      'Observation.effective',
      'ge2020-03',
      observation({ effectivePeriod: { start: '2020-01-01T00:00:00Z' } }),
      'match',
    ],
    [
      'date',
      'Observation.effective',
      'le2019',
      observation({ effectivePeriod: { start: '2020-02-01T00:00:00Z' } }),
      'mismatch',
    ],
    [
      'date',
      'Observation.effective',
      '2020-02',
      observation({ effectivePeriod: { start: '2020-01-01T00:00:00Z', end: '2020-06-01T00:00:00Z' } }),
      'undecided',
    ],
    ['date', 'Observation.effective', '2020', observation({ effectiveTiming: { event: ['2021'] } }), 'undecided'],
    ['string', 'Patient.name', 'müll', patient({ name: [{ family: 'Muller' }] }), 'match'],
    ['string', 'Patient.name', 'ana', patient({ name: [{ given: ['Joana'] }] }), 'undecided'],
    ['string', 'Patient.name', 'Smith', patient({ name: [{ family: 'Jones', use: 'official' }] }), 'mismatch'],
    ['string', 'Patient.name', 'official', patient({ name: [{ family: 'Jones', use: 'official' }] }), 'mismatch'],
    ['uri', 'Patient.meta.profile', 'http://a', patient({ meta: { profile: ['http://a'] } }), 'match'],
    ['uri', 'Patient.meta.profile', 'http://A', patient({ meta: { profile: ['http://a'] } }), 'mismatch'],
    ['quantity', '(Observation.value as Quantity)', '5.4', observation({ valueQuantity: { value: 5.44 } }), 'match'],
    ['quantity', '(Observation.value as Quantity)', '5.4', observation({ valueQuantity: { value: 5.46 } }), 'mismatch'],
    [
      'quantity',
      '(Observation.value as Quantity)',
      '5.4|http://unitsofmeasure.org|mg',
      observation({ valueQuantity: { value: 5400, code: 'ug' } }),
      'undecided',
    ],
  ])('%s: %s=%s', (type, expression, value, resource, expected) => {
    expect(judge(type, expression, value, resource)).toBe(expected);
  });

  it('nothing where hits cannot be judged', () => {
    expect(parameterOf({ code: 'near', type: 'special', expression: 'Location.position' })).toBeUndefined();
    expect(parameterOf({ code: 'phonetic', type: 'string', expression: 'Patient.name' })).toBeUndefined();
    expect(parameterOf({ code: 'x', type: 'composite', expression: 'Observation' })).toBeUndefined();
  });
});

describe('dates cover', () => {
  it.each([
    ['2024', '2024-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2024-02-29T10:00', '2024-02-29T10:00:00.000Z', '2024-02-29T10:00:59.999Z'],
    ['2024-02-29T10:00:05-05:00', '2024-02-29T15:00:05.000Z', '2024-02-29T15:00:05.999Z'],
  ])('%s', (text, low, high) => {
    const range = dateRange(text);
    expect([new Date(range?.low ?? 0).toISOString(), new Date(range?.high ?? 0).toISOString()]).toEqual([low, high]);
  });
  it.each(['', 'x', '24', '2024-1', '2024-01-01 10:00', '10:00'])('nothing: %s', (text) => {
    expect(dateRange(text)).toBeUndefined();
  });
});

describe('values are harvested', () => {
  const take = (type: string, expression: string, resource: WireResource): string | undefined => {
    const parameter = parameterOf({ code: 'x', type, expression });
    return parameter && harvest(parameter, resource, base);
  };
  it.each([
    [
      'token',
      'Observation.code',
      observation({
        code: {
          coding: [
            { system: 'urn:l', code: 'l' },
            { system: 'http://snomed.info/sct', code: '1' },
          ],
        },
      }),
      'http://snomed.info/sct|1',
    ],
    [
      'token',
      'Patient.identifier',
      patient({ identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }] }),
      undefined,
    ],
    [
      'token',
      'Patient.identifier',
      patient({
        identifier: [
          { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' },
          { system: 'https://t/mrn', value: 'M1' },
        ],
      }),
      'https://t/mrn|M1',
    ],
    ['token', 'Patient.telecom', patient({ telecom: [{ system: 'phone', value: '07700900000' }] }), '07700900000'],
    ['token', 'Observation.code', observation({ code: { coding: [{ code: 'a,b' }] } }), undefined],
    ['date', 'Patient.birthDate', patient({ birthDate: '1970-01' }), '1970-01'],
    [
      'date',
      'Observation.effective',
      observation({ effectiveDateTime: '2024-01-01T10:00:00Z' }),
      'ge2024-01-01T10:00:00Z',
    ],
    ['date', 'Observation.effective', observation({ effectivePeriod: { start: '2024' } }), 'ge2024'],
    [
      'reference',
      'Observation.subject',
      observation({ subject: { reference: 'https://fhir.example/R4/Patient/1' } }),
      'Patient/1',
    ],
    ['reference', 'Observation.subject', observation({ subject: { reference: 'https://other/Patient/1' } }), undefined],
    ['string', 'Patient.name', patient({ name: [{ text: 'Anna Bell', family: 'Bell' }] }), 'Bell'],
    [
      'quantity',
      '(Observation.value as Quantity)',
      observation({ valueQuantity: { value: 5.4, system: 'http://unitsofmeasure.org', code: 'mg' } }),
      '5.4|http://unitsofmeasure.org|mg',
    ],
  ])('%s from %s', (type, expression, resource, expected) => {
    expect(take(type, expression, resource)).toBe(expected);
  });
});
