import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FhirTransport, createDownload } from '../../src/http/index.js';
import type { FhirRequest } from '../../src/http/index.js';

const HOST = 'https://fhir.trust.example';
const BASE = `${HOST}/R4`;
const OTHER = 'https://elsewhere.example';

/** Everything that would leave this machine is caught; what no test expects fails it. */
describe('requests to a public host', () => {
  const stray: string[] = [];
  beforeAll(() => {
    nock.disableNetConnect();
    nock.emitter.on('no match', (request: { method?: string; path?: string }) => {
      stray.push(`${request.method ?? ''} ${request.path ?? ''}`);
    });
  });
  afterEach(() => {
    expect(stray.splice(0)).toEqual([]);
    nock.cleanAll();
  });
  afterAll(() => {
    nock.emitter.removeAllListeners('no match');
    nock.enableNetConnect();
    nock.restore();
  });

  const open = (): FhirTransport =>
    new FhirTransport({
      base: BASE,
      auth: { kind: 'bearer', tokenEnv: 'TOKEN' },
      environment: { TOKEN: 'secret-of-the-trust' },
      proxy: false,
      limits: { rate: 1000 },
    });

  it('carry the token, an id of their own and a name that can be told in the audit trail', async () => {
    nock(HOST, {
      reqheaders: {
        authorization: 'Bearer secret-of-the-trust',
        'x-request-id': /^[0-9a-f-]{36}$/,
        'user-agent': /fhir-readiness/,
      },
    })
      .get('/R4/Patient')
      .query({ _count: '1' })
      .reply(200, { resourceType: 'Bundle', type: 'searchset' }, { 'content-type': 'application/fhir+json' });
    const transport = open();
    const answer = await transport.send({ method: 'GET', path: 'Patient', query: [['_count', '1']], purpose: 'read' });
    expect(answer.ok && answer.status).toBe(200);
    expect(JSON.stringify(transport.exchanges)).not.toContain('secret-of-the-trust');
    expect(nock.isDone()).toBe(true);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'POST', 'TRACE', 'CONNECT', 'MERGE'])(
    'never are a %s to a record',
    async (method) => {
      const target = nock(HOST).intercept('/R4/Patient/1', method).reply(200, {});
      await expect(open().send({ method, path: 'Patient/1' } as unknown as FhirRequest)).rejects.toThrow();
      expect(target.isDone()).toBe(false);
    },
  );

  it('do not follow a redirect to another host, and never hand it the token', async () => {
    nock(HOST)
      .get('/R4/Patient/1')
      .reply(302, '', { location: `${OTHER}/R4/Patient/1` });
    const elsewhere = nock(OTHER).get('/R4/Patient/1').reply(200, {});
    const answer = await open().send({ method: 'GET', path: 'Patient/1', purpose: 'read' });
    expect(answer.ok && answer.status).toBe(302);
    expect(elsewhere.isDone()).toBe(false);
  });
});

describe('downloads of packages', () => {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    nock.cleanAll();
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
  const download = createDownload({ proxy: false, environment: {} });

  it('follow redirects, without credentials', async () => {
    nock('https://packages.example', { badheaders: ['authorization'] })
      .get('/a/1.0.0')
      .reply(302, '', { location: 'https://cdn.example/a.tgz' });
    nock('https://cdn.example', { badheaders: ['authorization'] })
      .get('/a.tgz')
      .reply(200, 'archive');
    const { status, body } = await download('https://packages.example/a/1.0.0');
    expect([status, Buffer.from(body).toString()]).toEqual([200, 'archive']);
  });

  it('refuse to leave https, to go round in circles, and say which host failed', async () => {
    nock('https://packages.example').get('/down').reply(302, '', { location: 'http://packages.example/plain' });
    await expect(download('https://packages.example/down')).rejects.toThrow(
      'https://packages.example redirects to http://packages.example',
    );
    nock('https://packages.example').persist().get('/loop').reply(302, '', { location: '/loop' });
    await expect(download('https://packages.example/loop')).rejects.toThrow('redirects without end');
    await expect(download('https://unknown.example/x')).rejects.toThrow('https://unknown.example cannot be reached');
  });
});
