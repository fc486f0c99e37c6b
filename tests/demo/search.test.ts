import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer, type DemoServer } from '../../src/demo/index.js';
import { ask, idsOf, link, matchIds } from './support.js';

const NHS = 'https://fhir.nhs.uk/Id/nhs-number';

const patients = [
  {
    resourceType: 'Patient',
    id: 'a',
    meta: { versionId: '3', lastUpdated: '2024-01-01T00:00:00Z', profile: ['http://x.example/P|1.0'] },
    active: true,
    identifier: [{ system: NHS, value: '9991000038' }],
    name: [{ family: 'Müller', given: ['Ana', 'Beth'] }],
    gender: 'female',
    birthDate: '1975-03-10',
  },
  {
    resourceType: 'Patient',
    id: 'b',
    meta: { lastUpdated: '2024-06-01T00:00:00Z' },
    active: false,
    identifier: [{ system: 'http://local.example', value: '9991000038' }, { value: 'NOSYS' }],
    name: [{ family: 'Mullerson', given: ['Ben'] }, { text: 'Old, Comma' }],
    gender: 'male',
    birthDate: '1975-03',
  },
  { resourceType: 'Patient', id: 'c', meta: { lastUpdated: '2024-12-01T00:00:00Z' }, birthDate: '1980' },
];

const observations = [
  {
    resourceType: 'Observation',
    id: 'o1',
    meta: { lastUpdated: '2024-02-01T00:00:00Z' },
    status: 'final',
    subject: { reference: 'Patient/a' },
    code: {
      coding: [
        { system: 'http://s.example', code: 'X' },
        { system: 'http://l.example', code: 'Y' },
      ],
      text: 'Pulse rate',
    },
    effectiveDateTime: '2024-05-01T10:00:00Z',
    valueQuantity: { value: 5.4, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  },
  {
    resourceType: 'Observation',
    id: 'o2',
    meta: { lastUpdated: '2024-03-01T00:00:00Z' },
    status: 'amended',
    subject: { reference: 'Patient/b' },
    code: { coding: [{ code: 'X' }] },
    effectivePeriod: { start: '2024-05-01', end: '2024-05-03' },
    valueQuantity: { value: 6 },
  },
  {
    resourceType: 'Observation',
    id: 'o3',
    meta: { lastUpdated: '2024-04-01T00:00:00Z' },
    status: 'final',
    subject: { identifier: { system: NHS, value: '9991000038' } },
    code: { coding: [{ system: 'http://other.example', code: 'X' }] },
    effectivePeriod: { start: '2024-06-01' },
  },
  {
    resourceType: 'Observation',
    id: 'o4',
    meta: { lastUpdated: '2024-05-01T00:00:00Z' },
    status: 'final',
    subject: { reference: 'Device/a' },
    code: { text: 'Note' },
    effectiveDateTime: '2023',
  },
];

let folder: string;
let server: DemoServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-search-'));
  await writeFile(join(folder, 'Patient.ndjson'), patients.map((each) => JSON.stringify(each)).join('\n'));
  for (const each of observations) await writeFile(join(folder, `${each.id}.json`), JSON.stringify(each));
  server = await startDemoServer({ data: folder });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe('what a search finds', () => {
  const cases: readonly (readonly [query: string, ids: string])[] = [
    ['Patient?_id=a', 'a'],
    ['Patient?_id=a,c,zz', 'a c'],
    [`Patient?identifier=${NHS}|9991000038`, 'a'],
    ['Patient?identifier=9991000038', 'a b'],
    [`Patient?identifier=${NHS}|`, 'a'],
    ['Patient?identifier=|NOSYS', 'b'],
    ['Patient?identifier=|9991000038', ''],
    ['Patient?identifier=http://wrong.example|9991000038', ''],
    ['Patient?identifier=', 'a b c'],
    ['Patient?family=mull', 'a b'],
    ['Patient?family=M%C3%BCller', 'a b'],
    ['Patient?family:exact=M%C3%BCller', 'a'],
    ['Patient?family:exact=muller', ''],
    ['Patient?family:contains=lers', 'b'],
    ['Patient?given=beth', 'a'],
    ['Patient?name=ben', 'b'],
    ['Patient?name=old%5C,%20comma', 'b'],
    ['Patient?family=zz,mullers', 'b'],
    ['Patient?family=mull&given=ben', 'b'],
    ['Patient?family:missing=true', 'c'],
    ['Patient?family:missing=false', 'a b'],
    ['Patient?gender=male', 'b'],
    ['Patient?gender=http://hl7.org/fhir/administrative-gender|male', 'b'],
    ['Patient?gender=http://wrong.example|male', ''],
    ['Patient?gender:not=male', 'a c'],
    ['Patient?active=true', 'a'],
    ['Patient?birthdate=1975-03-10', 'a'],
    ['Patient?birthdate=1975-03', 'a b'],
    ['Patient?birthdate=1975', 'a b'],
    ['Patient?birthdate=ne1975', 'c'],
    ['Patient?birthdate=gt1975-03-10', 'b c'],
    ['Patient?birthdate=ge1975-03-11', 'b c'],
    ['Patient?birthdate=lt1975-03-10', 'b'],
    ['Patient?birthdate=le1975-03-10', 'a b'],
    ['Patient?birthdate=sa1975-03-31', 'c'],
    ['Patient?birthdate=sa1975-03-10', 'c'],
    ['Patient?birthdate=eb1975-03-10', ''],
    ['Patient?birthdate=ap1975-03', 'a b c'],
    ['Patient?birthdate=eb1975-03-11', 'a'],
    ['Patient?birthdate=ge1975-03&birthdate=lt1975-04', 'a b'],
    ['Patient?_lastUpdated=ge2024-06-01', 'b c'],
    ['Patient?_lastUpdated=lt2024-06-01T00:00:00%2B01:00', 'a'],
    ['Patient?_profile=http://x.example/P', 'a'],
    ['Observation?patient=a', 'o1'],
    ['Observation?patient=Patient/a', 'o1'],
    ['Observation?patient={base}/Patient/a', 'o1'],
    ['Observation?patient=http://elsewhere.example/Patient/a', ''],
    ['Observation?patient=Device/a', ''],
    ['Observation?subject=a', 'o1 o4'],
    ['Observation?subject:Patient=a', 'o1'],
    ['Observation?subject:Device=a', 'o4'],
    [`Observation?subject:identifier=${NHS}|9991000038`, 'o3'],
    [`Observation?patient.identifier=${NHS}|9991000038`, 'o1'],
    ['Observation?subject:Patient.family=mullerson', 'o2'],
    ['Observation?patient.family=nobody', ''],
    ['Observation?code=X', 'o1 o2 o3'],
    ['Observation?code=http://s.example|X', 'o1'],
    ['Observation?code=|X', 'o2'],
    ['Observation?code=http://s.example|Z', ''],
    ['Observation?code:text=pulse', 'o1'],
    ['Observation?code=Y,http://other.example|X', 'o1 o3'],
    ['Observation?date=2024-05-01', 'o1'],
    ['Observation?date=2024-05', 'o1 o2'],
    ['Observation?date=ge2024-05-03', 'o2 o3'],
    ['Observation?date=lt2024', 'o4'],
    ['Observation?date=sa2024-05-03', 'o3'],
    ['Observation?value-quantity=5.4', 'o1'],
    ['Observation?value-quantity=5', 'o1'],
    ['Observation?value-quantity=gt5.4', 'o2'],
    ['Observation?value-quantity=5.4|http://unitsofmeasure.org|mmol/L', 'o1'],
    ['Observation?value-quantity=5.4|http://unitsofmeasure.org|mg', ''],
    ['Observation?status=final&patient=a', 'o1'],
  ];

  it.each(cases)('%s', async (query, ids) => {
    const reply = await ask(server, query.replace('{base}', server.url));
    expect(reply.status).toBe(200);
    expect(matchIds(reply)).toEqual(ids === '' ? [] : ids.split(' '));
    expect(reply.json.total).toBe(ids === '' ? 0 : ids.split(' ').length);
  });

  it.each(cases)('%s by POST', async (query, ids) => {
    const [type = '', body = ''] = query.replace('{base}', server.url).split('?');
    const reply = await ask(server, `${type}/_search`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(matchIds(reply)).toEqual(ids === '' ? [] : ids.split(' '));
  });

  it.each([
    'value-quantity=abc',
    'date=2024-13',
    'date=ge',
    'status:missing=perhaps',
    'code:in=http://x.example',
    'subject:Medication=a',
  ])('Observation?%s is refused', async (query) => {
    expect((await ask(server, `Observation?${query}`)).status).toBe(400);
  });
});

describe('how results are shown', () => {
  it('sorts up and down, records without a value last', async () => {
    expect(idsOf(await ask(server, 'Patient?_sort=birthdate'), 'match')).toEqual(['b', 'a', 'c']);
    expect(idsOf(await ask(server, 'Patient?_sort=-_lastUpdated'), 'match')).toEqual(['c', 'b', 'a']);
    expect(idsOf(await ask(server, 'Patient?_sort=family'), 'match')).toEqual(['a', 'b', 'c']);
    expect(idsOf(await ask(server, 'Patient?_sort=-family'), 'match')).toEqual(['b', 'a', 'c']);
  });

  it.each(['_summary=count', '_count=0'])('counts only with %s', async (query) => {
    const reply = await ask(server, `Patient?${query}`);
    expect([reply.json.total, reply.json.entry]).toEqual([3, undefined]);
  });

  it('leaves the total out when asked to', async () => {
    expect((await ask(server, 'Patient?_total=none')).json.total).toBeUndefined();
    expect((await ask(server, 'Patient?_total=accurate')).json.total).toBe(3);
  });

  it('cuts to the elements asked for and says so', async () => {
    const reply = await ask(server, 'Observation?_id=o1&_elements=subject');
    const resource = reply.json.entry?.[0]?.resource;
    expect(Object.keys(resource ?? {}).toSorted()).toEqual(['code', 'id', 'meta', 'resourceType', 'status', 'subject']);
    expect(resource?.['meta']).toMatchObject({ tag: [{ code: 'SUBSETTED' }] });
  });

  it('cuts to the summary', async () => {
    const resource = (await ask(server, 'Patient?_id=a&_summary=true')).json.entry?.[0]?.resource;
    expect(resource).toHaveProperty('name');
    expect(resource?.['meta']).toMatchObject({ tag: [{ code: 'SUBSETTED' }] });
  });

  it('includes what matches refer to, and what refers to them', async () => {
    const forward = await ask(server, 'Observation?_id=o1&_include=Observation:subject');
    expect([matchIds(forward), idsOf(forward, 'include')]).toEqual([['o1'], ['a']]);
    const backward = await ask(server, 'Patient?_id=b&_revinclude=Observation:patient');
    expect([matchIds(backward), idsOf(backward, 'include')]).toEqual([['b'], ['o2']]);
  });

  it('states what it applied in the self link, and nothing it did not', async () => {
    const self = new URL(
      link(await ask(server, 'Patient?zz-probe=1&family=mull&_count=500&_format=json'), 'self') ?? '',
    );
    expect(Object.fromEntries(self.searchParams)).toEqual({ family: 'mull', _count: '200' });
  });

  it('gives each match the address it is read from', async () => {
    const entries = (await ask(server, 'Patient')).json.entry ?? [];
    for (const entry of entries) expect((await ask(server, entry.fullUrl ?? '')).json).toEqual(entry.resource);
  });
});
