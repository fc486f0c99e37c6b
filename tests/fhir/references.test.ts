import { describe, expect, it } from 'vitest';
import { indexBundle, parseCanonical, parsePath, parseReference } from '../../src/fhir/index.js';

describe('references by their form', () => {
  it.each([
    ['#a', { kind: 'contained', id: 'a' }],
    ['#', { kind: 'contained', id: '' }],
    ['Patient/1', { kind: 'rest', type: 'Patient', id: '1' }],
    ['Patient/1/_history/2', { kind: 'rest', type: 'Patient', id: '1', version: '2' }],
    ['https://x.example/fhir/Patient/1', { kind: 'rest', base: 'https://x.example/fhir/', type: 'Patient', id: '1' }],
    ['Patient/1#b', { kind: 'rest', type: 'Patient', id: '1', fragment: 'b' }],
    [
      'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0',
      { kind: 'urn', urn: 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0' },
    ],
    ['urn:oid:1.2.3', { kind: 'urn', urn: 'urn:oid:1.2.3' }],
    ['https://x.example/page?id=1', { kind: 'absolute', url: 'https://x.example/page?id=1' }],
    ['Patient', { kind: 'malformed' }],
    ['/Patient/1', { kind: 'malformed' }],
    ['patient/1', { kind: 'malformed' }],
    ['Patient/a b', { kind: 'malformed' }],
    ['', { kind: 'malformed' }],
  ])('%s', (reference, expected) => {
    expect(parseReference(reference)).toEqual(expected);
  });
  it('takes canonicals apart', () => {
    expect(parseCanonical('http://a/b|1.0#c')).toEqual({ url: 'http://a/b', version: '1.0', fragment: 'c' });
    expect(parseCanonical('http://a/b')).toEqual({ url: 'http://a/b' });
  });
});

describe('references inside a Bundle', () => {
  const bundle = indexBundle({
    resourceType: 'Bundle',
    entry: [
      {
        fullUrl: 'https://x.example/fhir/Patient/1',
        resource: { resourceType: 'Patient', id: '1', meta: { versionId: '2' } },
      },
      { fullUrl: 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0', resource: { resourceType: 'Patient', id: '9' } },
      { fullUrl: 'https://y.example/Patient/1', resource: { resourceType: 'Patient', id: '1' } },
      null,
      { fullUrl: 7 },
    ],
  });
  it.each([
    ['Patient/1', 'https://x.example/fhir/Observation/5', [0]],
    ['Patient/1', 'https://y.example/Observation/5', [2]],
    ['Patient/1', 'urn:uuid:00000000-1cbf-4d64-b04d-cd9187a4c6e0', []],
    ['Patient/1', undefined, []],
    ['https://y.example/Patient/1', undefined, [2]],
    ['https://x.example/fhir/Patient/1/_history/2', undefined, [0]],
    ['https://x.example/fhir/Patient/1/_history/3', undefined, []],
    ['urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0', undefined, [1]],
    ['#1', 'https://x.example/fhir/Patient/1', []],
  ])('%s from %s', (reference, from, expected) => {
    expect(bundle.resolve(reference, from).map(({ index }) => index)).toEqual(expected);
  });
});

describe('paths', () => {
  it.each([
    ['Patient.name[0].given[1]', 'Patient', ['name[0]', 'given[1]']],
    ['Observation.value.ofType(Quantity).code', 'Observation', ['value:Quantity', 'code']],
    ['(Observation.value as Quantity)', '', []],
    [
      'Observation.component[2].value.ofType(CodeableConcept).coding[0]',
      'Observation',
      ['component[2]', 'value:CodeableConcept', 'coding[0]'],
    ],
    ['Observation.value[x]', 'Observation', ['value']],
    ['Patient.identifier:nhsNumber[0].value', 'Patient', ['identifier[0]', 'value']],
    ["Patient.extension('u').value", 'Patient', ['extension']],
    ['name[1]', '', ['name[1]']],
    ['$this.name[1]', '', ['name[1]']],
  ])('%s', (expression, root, steps) => {
    const path = parsePath(expression);
    expect(path.root).toBe(root);
    expect(
      path.steps.map(
        ({ name, index, type }) => `${name}${type ? `:${type}` : ''}${index === undefined ? '' : `[${index}]`}`,
      ),
    ).toEqual(steps);
  });
});
