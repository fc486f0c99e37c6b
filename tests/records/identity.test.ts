import { describe, expect, it } from 'vitest';
import { factOf } from './helpers.js';

const SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';
const STATUS = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
const CODES = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland';
/** Synthetic numbers of the 999 range. */
const [A, B] = ['9990000018', '9990000026'] as const;

const status = (code: string, system = CODES) => ({
  extension: [{ url: STATUS, valueCodeableConcept: { coding: [{ system, code }] } }],
});
const patient = (id: string, value: string | undefined, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  gender: id,
  identifier: [{ system: SYSTEM, ...(value === undefined ? {} : { value }), ...more }],
});

describe('NHS Numbers', () => {
  it.each<[string, string | undefined, 'synthetic' | 'live', object]>([
    ['a test number, among test data', A, 'synthetic', { valid: { k: 1, n: 1 }, testRange: 1 }],
    ['a test number, among live data', A, 'live', { valid: { k: 0, n: 1 }, testRange: 1 }],
    ['a wrong check digit', '9990000019', 'synthetic', { valid: { k: 0, n: 1 }, checkDigit: 1, malformed: 0 }],
    ['nine digits', '999000001', 'synthetic', { valid: { k: 0, n: 1 }, malformed: 1, checkDigit: 0 }],
    ['spaces', '999 000 0018', 'synthetic', { valid: { k: 0, n: 1 }, malformed: 1 }],
    ['no value', undefined, 'synthetic', { withNumber: { k: 0, n: 1 }, valid: { k: 0, n: 0 } }],
  ])('%s', (_, value, lens, expected) => {
    expect(factOf('identity', [patient('1', value)], { lens })).toMatchObject(expected);
  });

  it('counts Patients with and without one', () => {
    const without = { resourceType: 'Patient', id: '3', identifier: [{ system: 'urn:local', value: A }] };
    const fact = factOf('identity', [patient('1', A), patient('2', B), without], { populations: { Patient: 3 } });
    expect(fact.withNumber).toEqual({ k: 2, n: 3, clusters: 3, population: 3 });
    expect(fact.valid).toEqual({ k: 2, n: 2, clusters: 2, population: 2 });
  });

  it.each<[string, object, number]>([
    ['a status of England', status('01'), 1],
    ['a status under a local system', status('01', 'urn:local'), 0],
    ['no status', {}, 0],
  ])('verified: %s', (_, more, k) => {
    expect(factOf('identity', [patient('1', A, more)]).verified).toMatchObject({ k, n: 1 });
  });

  it('finds a number that two records in use share, though they be equal', () => {
    expect(factOf('identity', [patient('1', A), patient('2', A), patient('3', B)]).shared).toBe(1);
    const twins = ['1', '2'].map((id) => ({ ...patient('x', A), id }));
    expect(factOf('identity', twins).shared).toBe(1);
  });

  it.each<[string, object]>([
    ['inactive', { active: false }],
    ['replaced', { link: [{ type: 'replaced-by', other: { reference: 'Patient/1' } }] }],
  ])('does not count a record that is %s', (_, more) => {
    expect(factOf('identity', [patient('1', A), { ...patient('2', A), ...more }]).shared).toBe(0);
  });

  it('lets no number out', () => {
    expect(JSON.stringify(factOf('identity', [patient('1', A), patient('2', '9990000019')]))).not.toMatch(/\d{9}/);
  });
});

describe('organisations', () => {
  const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';
  const organisation = (id: string, system: string, value: string) => ({
    resourceType: 'Organization',
    id,
    name: id,
    identifier: [{ system, value }],
  });

  it.each([
    [ODS, 'RR8', 1],
    [ODS, 'A81001', 1],
    [ODS, 'rr8', 0],
    [ODS, 'R-8', 0],
    [ODS, 'RR', 0],
    ['https://fhir.nhs.uk/Id/ods-site-code', 'RR801', 1],
    ['https://fhir.nhs.uk/Id/ods-site-code', 'rr801', 0],
    ['urn:local', 'RR8', 0],
  ])('%s %s', (system, value, k) => {
    const fact = factOf('organisations', [organisation('1', system, value)]);
    expect(fact.wellFormed).toEqual({ k, n: 1, clusters: 1 });
    expect(fact.register).toBeUndefined();
  });

  it('looks codes up where a register is given', () => {
    const given = [organisation('1', ODS, 'RR8'), organisation('2', ODS, 'ZZ9')];
    expect(factOf('organisations', given, { register: new Set(['RR8']) }).register).toMatchObject({ k: 1, n: 2 });
  });
});
