import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer, type DemoServer, type PersonaName } from '../../src/demo/index.js';
import { ask, type Ask } from './support.js';

interface Case extends Ask {
  readonly path: string;
  readonly status: number;
  /** `outcome`: an OperationOutcome with an error; otherwise the resource type, or a media type. */
  readonly answer: string;
  readonly header?: readonly [string, RegExp];
}

const NONE = '00000000-0000-4000-8000-000000000000';
const JSON_TYPE: readonly [string, RegExp] = ['content-type', /^application\/fhir\+json/];

const exemplar: readonly Case[] = [
  { path: 'metadata', token: null, status: 200, answer: 'CapabilityStatement', header: JSON_TYPE },
  {
    path: 'metadata',
    headers: { accept: 'application/json' },
    status: 200,
    answer: 'CapabilityStatement',
    header: ['content-type', /^application\/json/],
  },
  {
    path: 'metadata',
    headers: { accept: 'application/fhir+json; fhirVersion=4.0' },
    status: 200,
    answer: 'CapabilityStatement',
  },
  { path: 'metadata', headers: { accept: 'application/fhir+json; fhirVersion=3.0' }, status: 406, answer: 'outcome' },
  { path: 'metadata', headers: { accept: 'application/fhir+xml' }, status: 406, answer: 'outcome' },
  {
    path: 'metadata?_format=json',
    headers: { accept: 'application/fhir+xml' },
    status: 200,
    answer: 'CapabilityStatement',
  },
  { path: 'metadata?_format=application/fhir+json', status: 200, answer: 'CapabilityStatement' },
  { path: 'metadata', headers: { accept: 'application/foobar' }, status: 406, answer: 'outcome' },
  { path: 'metadata', method: 'HEAD', status: 200, answer: '' },
  { path: 'metadata', method: 'PATCH', status: 405, answer: 'outcome', header: ['allow', /GET/] },
  { path: 'metadata', method: 'OPTIONS', headers: { origin: 'https://probe.invalid' }, status: 204, answer: '' },
  { path: '.well-known/smart-configuration', token: null, status: 200, answer: 'application/json' },
  { path: 'Patient?_count=1', token: null, status: 401, answer: 'outcome', header: ['www-authenticate', /^Bearer/] },
  {
    path: 'Patient?_count=1',
    token: 'garbage',
    status: 401,
    answer: 'outcome',
    header: ['www-authenticate', /invalid_token/],
  },
  { path: 'Patient/exm-patient-001', token: null, status: 401, answer: 'outcome' },
  { path: 'Patient/exm-patient-001', status: 200, answer: 'Patient', header: ['etag', /^W\/"\d+"$/] },
  {
    path: 'Patient/exm-patient-001',
    status: 200,
    answer: 'Patient',
    header: ['content-location', /Patient\/exm-patient-001\/_history\/\d+$/],
  },
  { path: 'Patient/exm-patient-020', headers: { 'if-none-match': 'W/"1"' }, status: 304, answer: '' },
  {
    path: 'Patient/exm-patient-020',
    headers: { 'if-modified-since': 'Wed, 01 Jan 2031 00:00:00 GMT' },
    status: 304,
    answer: '',
  },
  { path: 'Patient/exm-patient-020', headers: { 'if-none-match': 'W/"99"' }, status: 200, answer: 'Patient' },
  { path: 'Patient/exm-patient-001/_history/1', status: 200, answer: 'Patient' },
  { path: 'Patient/exm-patient-001/_history/99', status: 404, answer: 'outcome' },
  { path: 'Patient/exm-patient-001/_history', status: 200, answer: 'Bundle' },
  { path: `Patient/${NONE}`, status: 404, answer: 'outcome' },
  { path: `Patient/${'x'.repeat(70)}`, status: 400, answer: 'outcome' },
  { path: 'Patient/a!b', status: 400, answer: 'outcome' },
  { path: 'Zzz', status: 404, answer: 'outcome' },
  { path: 'patient', status: 404, answer: 'outcome' },
  { path: 'Patient/$zz', status: 404, answer: 'outcome' },
  { path: 'Patient/exm-patient-001/Encounter', status: 404, answer: 'outcome' },
  { path: '', status: 400, answer: 'outcome' },
  { path: `Patient?_id=${NONE}`, status: 200, answer: 'Bundle' },
  { path: 'Patient?birthdate=notadate', status: 400, answer: 'outcome' },
  { path: 'Patient?birthdate=2023-02-30', status: 400, answer: 'outcome' },
  { path: 'Patient?_count=abc', status: 400, answer: 'outcome' },
  { path: 'Patient?_count=-1', status: 400, answer: 'outcome' },
  { path: 'Patient?family:zzz=a', status: 400, answer: 'outcome' },
  { path: 'Patient?_query=zz', status: 400, answer: 'outcome' },
  { path: 'Patient?_sort=zz', status: 400, answer: 'outcome' },
  { path: 'Patient?_include=Patient:zz', status: 400, answer: 'outcome' },
  { path: 'Observation?patient.zz=1', status: 400, answer: 'outcome' },
  { path: 'Patient?zz-probe=1&_count=1', status: 200, answer: 'Bundle' },
  { path: 'Patient?zz-probe=1', headers: { prefer: 'handling=strict' }, status: 400, answer: 'outcome' },
  { path: 'Patient?zz-probe=1', headers: { prefer: 'handling=lenient' }, status: 200, answer: 'Bundle' },
  { path: '?_page=nosuchpage', status: 410, answer: 'outcome' },
  {
    path: 'Patient',
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/fhir+json' },
    status: 405,
    answer: 'outcome',
    header: ['allow', /GET/],
  },
  { path: 'Patient/exm-patient-001', method: 'DELETE', status: 405, answer: 'outcome', header: ['allow', /GET/] },
  {
    path: 'Patient/_search',
    method: 'POST',
    body: '_count=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 200,
    answer: 'Bundle',
  },
  {
    path: 'Patient/_search',
    method: 'POST',
    body: '_count=1',
    headers: { 'content-type': 'text/plain' },
    status: 415,
    answer: 'outcome',
  },
];

const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } } as const;

const tables: Readonly<Record<PersonaName, readonly Case[]>> = {
  exemplar,
  developing: [
    { path: 'metadata', token: null, status: 200, answer: 'CapabilityStatement' },
    { path: '.well-known/smart-configuration', status: 404, answer: 'text/plain' },
    { path: 'Patient?_count=1', token: null, status: 401, answer: 'outcome' },
    { path: 'Patient?family:zzz=a', status: 200, answer: 'Bundle' },
    { path: 'Patient?birthdate=notadate', status: 200, answer: 'Bundle' },
    { path: `Patient/${NONE}`, status: 404, answer: 'text/plain' },
    { path: 'Patient/dev-patient-001/_history', status: 404, answer: 'text/plain' },
    { path: 'metadata', headers: { accept: 'application/foobar' }, status: 200, answer: 'CapabilityStatement' },
    { path: 'Flag', status: 200, answer: 'Bundle' },
  ],
  silo: [
    { path: 'metadata', status: 200, answer: 'CapabilityStatement' },
    { path: 'Patient?_count=1', token: null, status: 200, answer: 'Bundle' },
    { path: 'Patient/sil-patient-001', token: null, status: 200, answer: 'Patient' },
    { path: `Patient/${NONE}`, status: 404, answer: 'text/html' },
    { path: 'Zzz', status: 200, answer: 'Bundle' },
    { path: 'Patient/_search', ...form, body: '_count=1', status: 405, answer: 'text/html' },
    { path: 'Patient/sil-patient-001/_history/1', status: 404, answer: 'text/html' },
  ],
  hapi: [
    { path: 'Patient?zz-probe=1', headers: { prefer: 'handling=lenient' }, status: 400, answer: 'outcome' },
    { path: 'Patient?family:foo=a', status: 200, answer: 'Bundle' },
    { path: `Patient/${'x'.repeat(70)}`, status: 404, answer: 'outcome' },
    { path: 'Patient/exm-patient-001/Encounter', status: 400, answer: 'outcome' },
    { path: 'Patient/$zz', status: 400, answer: 'outcome' },
    { path: 'metadata', headers: { accept: 'application/foobar' }, status: 200, answer: 'CapabilityStatement' },
    { path: 'metadata', headers: { accept: 'text/html' }, status: 200, answer: 'text/html' },
    { path: '?_getpages=nosuchpage', status: 410, answer: 'outcome' },
    { path: 'Patient/%00', status: 400, answer: 'text/html' },
    { path: 'Patient?_count=1', token: null, status: 200, answer: 'Bundle' },
  ],
};

describe.each(Object.entries(tables) as [PersonaName, readonly Case[]][])('the %s persona', (persona, cases) => {
  let server: DemoServer;
  beforeAll(async () => {
    server = await startDemoServer({ persona });
  });
  afterAll(() => server.close());

  it.each(cases)('$method $path with $headers answers $status $answer', async (each) => {
    const reply = await ask(server, each.path, each);
    expect(reply.status).toBe(each.status);
    if (each.answer === '') expect(reply.text).toBe('');
    else if (each.answer.includes('/')) expect(reply.headers['content-type']).toMatch(each.answer);
    else if (each.answer === 'outcome') expect(reply.json.issue?.[0]?.severity).toBe('error');
    else expect(reply.json['resourceType']).toBe(each.answer);
    if (each.header) expect(reply.headers[each.header[0]]).toMatch(each.header[1]);
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('headers and tokens', () => {
  let server: DemoServer;
  beforeAll(async () => {
    server = await startDemoServer();
  });
  afterAll(() => server.close());

  it('sends a request id back, and makes one where there is none', async () => {
    const id = '3d5a8b9e-1f8e-4f5c-9b5e-5a7f0c0a1b2c';
    expect((await ask(server, 'metadata', { headers: { 'x-request-id': id } })).headers['x-request-id']).toBe(id);
    expect((await ask(server, 'metadata')).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('compresses for those who take it, with the same content', async () => {
    const zipped = await ask(server, 'metadata', { headers: { 'accept-encoding': 'gzip' } });
    const plain = await ask(server, 'metadata', { headers: { 'accept-encoding': 'identity' } });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(zipped.text).toBe(plain.text);
  });

  it('keeps a narrow token to its types', async () => {
    const token = server.narrowToken ?? null;
    expect((await ask(server, 'Organization?_count=1', { token })).status).toBe(200);
    expect((await ask(server, 'Patient?_count=1', { token })).status).toBe(403);
  });

  it('does not let a narrow token read on from another page link', async () => {
    const next = (await ask(server, 'Patient?_count=1')).json.link?.find((each) => each.relation === 'next')?.url ?? '';
    expect((await ask(server, next, { token: server.narrowToken ?? null })).status).toBe(403);
  });

  it('refuses a token request from an unknown client', async () => {
    const origin = new URL(server.url).origin;
    const reply = await ask(server, `${origin}/auth/token`, {
      ...form,
      token: null,
      body: 'grant_type=client_credentials',
    });
    expect([reply.status, reply.json['error']]).toEqual([401, 'invalid_client']);
    const other = await ask(server, `${origin}/auth/token`, { ...form, token: null, body: 'grant_type=password' });
    expect([other.status, other.json['error']]).toEqual([400, 'unsupported_grant_type']);
  });

  it('shows its documentation to anyone', async () => {
    const reply = await ask(server, `${new URL(server.url).origin}/docs`, { token: null });
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('gives a Binary as itself, or as a resource for those who ask for FHIR', async () => {
    expect((await ask(server, 'Binary/exm-binary-001', { headers: { accept: '*/*' } })).headers['content-type']).toBe(
      'text/plain',
    );
    const asked = await ask(server, 'Binary/exm-binary-001', { headers: { accept: 'application/fhir+json' } });
    expect(asked.json['resourceType']).toBe('Binary');
  });

  it('reads the same resource that a search finds', async () => {
    const read = await ask(server, 'Condition/exm-condition-001');
    const found = await ask(server, 'Condition?_id=exm-condition-001');
    expect(found.json.entry?.map((entry) => entry.resource)).toEqual([read.json]);
  });
});
