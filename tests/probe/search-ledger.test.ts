import { expect, it } from 'vitest';
import { readPage } from '../../src/probe/bundle.js';
import { parameterOf } from '../../src/probe/criteria/criterion.js';
import { SearchLedger } from '../../src/probe/search-ledger.js';

const base = new URL('https://fhir.example/R4');
const parameter = parameterOf({
  code: 'patient',
  type: 'reference',
  expression: 'Observation.subject.where(resolve() is Patient)',
});
if (parameter === undefined) throw new Error('patient can be judged');

const page = (entry: readonly object[]): NonNullable<ReturnType<typeof readPage>> => {
  const read = readPage(
    { kind: 'json', bom: false, value: { resourceType: 'Bundle', type: 'searchset', entry } },
    'Observation',
  );
  if (read === undefined) throw new Error('a searchset');
  return read;
};

const hit = (subject: object, rest: object = {}): object => ({
  resource: { resourceType: 'Observation', id: 'o', subject },
  ...rest,
});

it.each([
  ['another patient', { reference: 'Patient/b' }, { a: false, b: false }, 1, 1],
  ['another patient, not sampled', { reference: 'Patient/b' }, { a: false }, 1, 1],
  ['another patient, by absolute reference', { reference: 'https://fhir.example/R4/Patient/b' }, { a: false }, 1, 1],
  ['a patient who is the same person', { reference: 'Patient/b' }, { a: false, b: true }, 1, 0],
  ['another record of a person with two', { reference: 'Patient/b' }, { a: true }, 1, 0],
  ['a patient of whom nothing is known', { reference: 'Patient/b' }, {}, 1, 0],
  ['the patient, by version', { reference: 'Patient/a/_history/3' }, { a: false }, 0, 0],
  ['the patient by another name', { identifier: { value: 'x' } }, { a: false }, 0, 0],
  ['a patient of another server', { reference: 'https://other.example/Patient/b' }, { a: false }, 0, 0],
  ['a patient within the Bundle', { reference: 'urn:uuid:0c1d' }, { a: false }, 0, 0],
  ['a group', { reference: 'Group/b' }, { a: false }, 1, 0],
])('patient=a and a record of %s', (_, subject, linked: Readonly<Record<string, boolean>>, breaches, others) => {
  const ledger = new SearchLedger(base, (id) => linked[id]);
  ledger.judge('Observation', page([hit(subject)]), [{ parameter, value: 'Patient/a' }]);
  const count = (rows: readonly { readonly count: number }[]): number => rows.reduce((sum, one) => sum + one.count, 0);
  expect([count(ledger.hits.breaches), count(ledger.hits.otherPatient)]).toEqual([breaches, others]);
});

it('included records and outcomes are not hits', () => {
  const ledger = new SearchLedger(base, () => false);
  const found = page([
    hit({ reference: 'Patient/b' }, { search: { mode: 'include' } }),
    { resource: { resourceType: 'OperationOutcome' } },
    { resource: { resourceType: 'Patient', id: 'b' } },
  ]);
  ledger.judge('Observation', found, [{ parameter, value: 'Patient/a' }]);
  expect(ledger.hits).toMatchObject({ hits: 0, breaches: [], otherPatient: [] });
});

it('entries are counted by what is wrong with them', () => {
  const ledger = new SearchLedger(base, () => false);
  const resource = { resourceType: 'Observation', id: 'o', meta: { versionId: '1' } };
  const mode = { search: { mode: 'match' } };
  const entries = [
    { fullUrl: 'https://fhir.example/R4/Observation/o', resource, ...mode },
    { fullUrl: 'https://fhir.example/R4/Observation/o', resource, ...mode },
    { fullUrl: 'https://fhir.example/R4/Observation/other', resource, ...mode },
    { fullUrl: 'urn:uuid:1', resource, response: { status: '200' } },
    { search: { mode: 'match' } },
  ];
  ledger.note(page(entries), 2);
  expect(ledger.bundles).toEqual({
    bundles: 1,
    entries: 5,
    withoutResource: 1,
    withResponse: 1,
    wrongFullUrl: 1,
    duplicateFullUrl: 1,
    withoutMode: 1,
    selfMissing: 1,
  });
  expect(ledger.counted).toEqual({ pages: 1, over: 1 });
});
