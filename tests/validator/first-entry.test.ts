import { describe, expect, it } from 'vitest';
import { against, profileOf, type Json } from './support/judge.js';

const patient = (more: Json = {}): Json => ({ resourceType: 'Patient', ...more });

const bundle = (...resources: readonly Json[]): Json => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource, i) => ({
    fullUrl: `urn:uuid:2f1e6d0c-8a4b-4c3d-9e5f-00000000000${String(i)}`,
    resource,
  })),
});
const female = profileOf('Patient', [{ id: 'Patient.gender', path: 'Patient.gender', min: 1 }]);
const encounter = { resourceType: 'Encounter', status: 'planned', class: { code: 'AMB' } };

describe('a profile asked for with a Bundle', () => {
  it.each<[string, Json, string[]]>([
    ['is for the first entry where it is of its type', bundle(patient()), ['cardinality-min Bundle.entry[0].resource']],
    ['is met by it', bundle(patient({ gender: 'female' })), []],
    ['is for no entry but the first', bundle(patient({ gender: 'female' }), patient()), []],
    ['is wrong where another comes first', bundle(encounter, patient()), ['profile-wrong-type Bundle']],
    ['is wrong where no entry is', { resourceType: 'Bundle', type: 'collection' }, ['profile-wrong-type Bundle']],
  ])('%s', (_name, resource, expected) => {
    expect(against(female, resource)).toEqual(expected);
  });
});
