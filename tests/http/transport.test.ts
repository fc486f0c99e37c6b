import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FhirTransport, RunStopped } from '../../src/http/index.js';
import type { Clock, FhirRequest, TransportOptions } from '../../src/http/index.js';
import { json, makeAuthority, outcome, serve, serveProxy, serveSecurely } from './rig.js';

const NUMBER = '9990000018';
const TOKEN = 'tok-3f9a7c-secret';
const environment = { TOKEN, KEY: 'key-77aa-secret', USER: 'someone', PASSWORD: 'pass-55-secret' };

/** Time that passes only when somebody sleeps. */
const fakeClock = (): Clock & { slept: number[] } => {
  let now = Date.parse('2026-01-05T10:00:00Z');
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    monotonic: () => now,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
};

const open = (base: string, options: Partial<TransportOptions> = {}): FhirTransport =>
  new FhirTransport({ base, environment, proxy: false, clock: fakeClock(), random: () => 0.5, ...options });

const search: FhirRequest = {
  method: 'GET',
  path: 'Patient',
  query: [
    ['identifier', `https://fhir.nhs.uk/Id/nhs-number|${NUMBER}`],
    ['_count', '2'],
  ],
  purpose: 'search',
};

const stopOf = async (run: () => Promise<unknown>): Promise<RunStopped> => {
  try {
    await run();
  } catch (error) {
    if (error instanceof RunStopped) return error;
    throw error;
  }
  throw new Error('the run did not stop');
};

describe('requests', () => {
  it('carry the credential, the ids and the agent, and encode values', async () => {
    const rig = await serve((_, response) => {
      json(response, { resourceType: 'Bundle' });
    });
    const transport = open(rig.url, { auth: { kind: 'bearer', tokenEnv: 'TOKEN' }, version: '1.2.3' });
    await transport.send(search);
    const [request] = rig.seen;
    expect(request?.url).toBe(
      `/fhir/Patient?identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C${NUMBER}&_count=2`,
    );
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'user-agent': 'fhir-readiness/1.2.3',
      accept: 'application/fhir+json',
    });
    expect(request?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(request?.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    [{ kind: 'apikey', keyEnv: 'KEY' } as const, 'apikey', 'key-77aa-secret'],
    [
      { kind: 'apikey', keyEnv: 'KEY', header: 'Ocp-Apim-Subscription-Key' } as const,
      'ocp-apim-subscription-key',
      'key-77aa-secret',
    ],
    [
      { kind: 'basic', userEnv: 'USER', passwordEnv: 'PASSWORD' } as const,
      'authorization',
      `Basic ${Buffer.from('someone:pass-55-secret').toString('base64')}`,
    ],
  ])('authorise with %o', async (auth, header, value) => {
    const rig = await serve((_, response) => {
      json(response, {});
    });
    const transport = open(rig.url, { auth });
    await transport.send({ ...search, credential: 'none' });
    await transport.send({ ...search, credential: 'invalid' });
    await transport.send(search);
    expect(rig.seen[0]?.headers[header]).toBeUndefined();
    expect(rig.seen[1]?.headers[header]).not.toBe(value);
    expect(rig.seen[2]?.headers[header]).toBe(value);
  });

  it('need the environment variable that is named, and say so without its value', () => {
    expect(() => open('http://127.0.0.1:1/fhir', { auth: { kind: 'bearer', tokenEnv: 'NOT_SET' } })).toThrow(/NOT_SET/);
    const broken = (): FhirTransport =>
      open('http://127.0.0.1:1/fhir', {
        auth: { kind: 'bearer', tokenEnv: 'TOKEN' },
        environment: { TOKEN: `${TOKEN} two` },
      });
    expect(broken).toThrow(/TOKEN/);
    expect(broken).not.toThrow(new RegExp(TOKEN));
  });

  it('are not redirected, so that no other host sees the credential', async () => {
    const other = await serve((_, response) => {
      json(response, {});
    });
    const rig = await serve((_, response) => {
      response.writeHead(302, { location: `${other.url}/Patient` }).end();
    });
    const answer = await open(rig.url, { auth: { kind: 'bearer', tokenEnv: 'TOKEN' } }).send(search);
    expect(answer).toMatchObject({ ok: true, status: 302 });
    expect(other.seen).toHaveLength(0);
  });

  it('keep the connection', async () => {
    const rig = await serve((_, response) => {
      json(response, {});
    });
    const transport = open(rig.url);
    await transport.send(search);
    await transport.send(search);
    expect(rig.seen[0]?.socket.remotePort).toBe(rig.seen[1]?.socket.remotePort);
    transport.close();
  });
});

describe('bodies', () => {
  const answerTo = async (body: Buffer | string, headers: Record<string, string> = {}): Promise<unknown> => {
    const rig = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/fhir+json', ...headers }).end(body);
    });
    const answer = await open(rig.url, { limits: { maxBody: 1_000_000, timeout: 2000 } }).send({
      ...search,
      retry: false,
    });
    return answer.ok ? answer.body : answer.error;
  };

  it.each([
    ['JSON', '{"a":1}', {}, { kind: 'json', value: { a: 1 } }],
    ['JSON with a byte order mark', '\uFEFF{"a":1}', {}, { kind: 'json', bom: true }],
    ['JSON called text', '{"a":1}', { 'content-type': 'text/plain' }, { kind: 'json' }],
    ['HTML called JSON', '<!DOCTYPE html><html></html>', {}, { kind: 'html' }],
    ['XML', '<Patient xmlns="http://hl7.org/fhir"/>', {}, { kind: 'xml' }],
    ['nothing', '', {}, { kind: 'empty' }],
    [
      'truncated JSON',
      '{"resourceType":"Bundle","entry":[{"resource":{"id":"abc',
      {},
      { kind: 'malformed', reason: 'JSON that ends too early' },
    ],
    ['broken JSON', '{"a":}', {}, { kind: 'malformed', reason: 'not valid JSON' }],
    [
      'bytes that are no UTF-8',
      Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      {},
      { kind: 'malformed', reason: 'not valid UTF-8' },
    ],
    ['gzip', gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }, { kind: 'json', value: { a: 1 } }],
    [
      'broken gzip',
      Buffer.concat([gzipSync(`{"a":"${'x'.repeat(5000)}"}`).subarray(0, 20), Buffer.from('garbage')]),
      { 'content-encoding': 'gzip' },
      { kind: 'malformed' },
    ],
    [
      'truncated gzip',
      gzipSync(`{"a":"${'x'.repeat(5000)}"}`).subarray(0, 20),
      { 'content-encoding': 'gzip' },
      { kind: 'malformed' },
    ],
    ['a body over the limit', `{"a":"${'x'.repeat(1_100_000)}"}`, {}, { kind: 'too-large' }],
    ['a gzip bomb', gzipSync(Buffer.alloc(30_000_000, 'x')), { 'content-encoding': 'gzip' }, { kind: 'too-large' }],
  ])('%s', async (_, body, headers, expected) => {
    expect(await answerTo(body, headers)).toMatchObject(expected);
  });

  it('of open endpoints are dropped, keeping the number of records', async () => {
    const rig = await serve((_, response) => {
      json(response, {
        resourceType: 'Bundle',
        entry: [{ resource: { resourceType: 'Patient', id: 'p' } }, { resource: { resourceType: 'OperationOutcome' } }],
      });
    });
    const answer = await open(rig.url).send({ ...search, discard: true });
    expect(answer).toMatchObject({ ok: true, body: { kind: 'discarded', was: 'json', records: 1 } });
    expect(JSON.stringify(answer)).not.toContain('Patient');
  });
});

describe('trouble', () => {
  it('is retried once under the same X-Request-ID, after the wait asked for', async () => {
    const rig = await serve((_, response) => {
      if (rig.seen.length === 1) json(response, outcome('throttled'), 429, { 'retry-after': '7' });
      else json(response, { resourceType: 'Bundle' });
    });
    const clock = fakeClock();
    const answer = await open(rig.url, { clock }).send(search);
    expect(answer).toMatchObject({ ok: true, status: 200 });
    expect(clock.slept).toContain(7000);
    expect(rig.seen[0]?.headers['x-request-id']).toBe(rig.seen[1]?.headers['x-request-id']);
  });

  it('waits until an HTTP date, and no longer than the cap', async () => {
    const dates = ['Mon, 05 Jan 2026 10:00:09 GMT', 'Mon, 05 Jan 2026 12:00:00 GMT'];
    const rig = await serve((_, response) => {
      const date = dates[(rig.seen.length - 1) / 2];
      if (rig.seen.length % 2 === 1 && date !== undefined)
        json(response, outcome('transient'), 503, { 'retry-after': date });
      else json(response, {});
    });
    const first = fakeClock();
    await open(rig.url, { clock: first }).send(search);
    expect(first.slept).toEqual([9000]);
    const second = fakeClock();
    await open(rig.url, { clock: second }).send(search);
    expect(second.slept).toEqual([120_000]);
  });

  it.each([
    ['429 three times in a row', 429, 'asked us to slow down 3 times'],
    ['server errors five times in a row', 500, '5 requests in a row'],
  ])('%s ends the run', async (_, status, words) => {
    const rig = await serve((_request, response) => {
      json(response, outcome('exception'), status);
    });
    const transport = open(rig.url);
    const stopped = await stopOf(async () => {
      for (let index = 0; index < 9; index += 1) await transport.send(search);
    });
    expect(stopped.because).toBe('server-distress');
    expect(stopped.detail).toContain(words);
    expect(rig.seen.length).toBeLessThanOrEqual(5);
  });

  it('of negative tests does not end the run', async () => {
    const rig = await serve((_, response) => {
      json(response, outcome('exception'), 500);
    });
    const transport = open(rig.url);
    for (let index = 0; index < 12; index += 1) await transport.send({ ...search, provoked: true });
    expect(rig.seen).toHaveLength(12);
  });

  it('with a credential that is refused after it had worked ends the run', async () => {
    const rig = await serve((_, response) => {
      json(response, {}, rig.seen.length > 2 ? 401 : 200);
    });
    const transport = open(rig.url, { auth: { kind: 'bearer', tokenEnv: 'TOKEN' } });
    const stopped = await stopOf(async () => {
      for (let index = 0; index < 9; index += 1) await transport.send(search);
    });
    expect(stopped.because).toBe('credential');
    expect(rig.seen).toHaveLength(5);
  });

  it.each([
    ['a closed port', 'refused'],
    ['a connection that is dropped', 'reset'],
    ['no answer', 'timeout'],
    ['a body that never ends', 'timeout'],
    ['something that is not HTTP', 'http'],
  ])('%s is told apart as %s', async (what, kind) => {
    const rig = await serve((request, response) => {
      if (what === 'a connection that is dropped') request.socket.destroy();
      if (what === 'something that is not HTTP') request.socket.end('SSH-2.0-OpenSSH_9\r\n\r\n');
      if (what === 'a body that never ends') response.writeHead(200).write('{');
    });
    if (what === 'a closed port') await rig.close();
    const transport = new FhirTransport({ base: rig.url, proxy: false, environment, limits: { timeout: 250 } });
    const answer = await transport.send({ ...search, retry: false });
    expect(answer).toMatchObject({ ok: false, error: { kind } });
  });
});

describe('limits', () => {
  const ok = (): ReturnType<typeof serve> =>
    serve((_, response) => {
      json(response, { filler: 'x'.repeat(1000) });
    });

  it('hold the number of requests', async () => {
    const rig = await ok();
    const transport = open(rig.url, { limits: { maxRequests: 3 } });
    const stopped = await stopOf(async () => {
      for (;;) await transport.send(search);
    });
    expect(stopped).toMatchObject({ because: 'budget' });
    expect(rig.seen).toHaveLength(3);
    expect(transport.requests).toMatchObject({ total: 3, failed: 0 });
  });

  it('hold the bytes of a run', async () => {
    const rig = await ok();
    const transport = open(rig.url, { limits: { maxBytes: 2500 } });
    expect(
      await stopOf(async () => {
        for (;;) await transport.send(search);
      }),
    ).toMatchObject({ because: 'budget' });
    expect(rig.seen).toHaveLength(3);
  });

  it('hold the duration of a run', async () => {
    const rig = await serve((_, response) => {
      json(response, {}, 429, { 'retry-after': '100' });
    });
    const transport = open(rig.url, { limits: { maxDuration: 50_000 } });
    expect(await stopOf(() => transport.send(search))).toMatchObject({ because: 'budget' });
  });

  it('pace requests to other hosts at the rate, with a fifth of variation, and leave loopback alone', async () => {
    const { TokenBucket } = await import('../../src/http/token-bucket.js');
    const clock = fakeClock();
    const bucket = new TokenBucket(clock, 2, 1, () => 1);
    for (let index = 0; index < 4; index += 1) await bucket.take();
    expect(clock.slept.map(Math.round)).toEqual([600, 600, 600]);
    bucket.halve();
    await bucket.take();
    expect(clock.slept.at(-1)).toBeCloseTo(1200);
    const rig = await ok();
    const here = fakeClock();
    const transport = open(rig.url, { clock: here });
    for (let index = 0; index < 20; index += 1) await transport.send(search);
    expect(here.slept).toEqual([]);
  });

  it('end at once when the run is interrupted', async () => {
    const rig = await serve(() => undefined);
    const controller = new AbortController();
    const transport = new FhirTransport({ base: rig.url, proxy: false, environment, signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 50);
    expect(await stopOf(() => transport.send(search))).toMatchObject({ because: 'interrupted' });
  });
});

it.each([
  '',
  'fhir.example',
  'ftp://fhir.example/R4',
  'https://user:pw-secret@fhir.example/R4',
  'https://fhir.example/R4?token=pw-secret',
])('the base "%s" is refused without repeating it', (base) => {
  expect(() => open(base)).toThrow(/base URL/);
  expect(() => open(base)).not.toThrow(/pw-secret/);
});

describe('redaction', () => {
  it('keeps shapes and nothing of ids, values, tokens or bodies', async () => {
    const rig = await serve((request, response) => {
      if (request.url?.includes('broken') === true) request.socket.destroy();
      else json(response, { resourceType: 'Patient', id: NUMBER, name: [{ family: 'ZZTESTFAMILY' }] });
    });
    const transport = open(rig.url, { auth: { kind: 'bearer', tokenEnv: 'TOKEN' } });
    await transport.send(search);
    await transport.send({ method: 'GET', path: `Patient/${NUMBER}/_history/3`, purpose: 'read' });
    await transport.send({
      method: 'POST',
      path: 'Patient/_search',
      form: [
        ['identifier', NUMBER],
        ['_count', '20'],
      ],
      purpose: 'search',
    });
    await transport.send({
      method: 'GET',
      link: new URL(`${rig.url}?_getpages=${NUMBER}&_count=20&9990000018=1&who=ZZTESTFAMILY`),
      purpose: 'search',
    });
    await transport.send({
      method: 'GET',
      link: new URL(`${rig.url.replace('/fhir', '')}/pages/${NUMBER}`),
      purpose: 'search',
    });
    await transport.send({ method: 'GET', path: `Patient/broken-${NUMBER}`, purpose: 'read' });
    expect(transport.exchanges.map((one) => one.shape)).toEqual([
      'Patient?identifier={}&_count=2',
      'Patient/{id}/_history/{id}',
      'Patient/_search?identifier={}&_count=20',
      '?_getpages={}&_count=20&{}={}&who={}',
      '/{}/{id}',
      'Patient/{id}',
      'Patient/{id}',
    ]);
    const kept = JSON.stringify([transport.exchanges, transport.traffic, transport.requests]);
    for (const secret of [NUMBER, TOKEN, 'ZZTESTFAMILY', '127.0.0.1']) expect(kept).not.toContain(secret);
  });

  it('refuses headers that would change method, credential or target', async () => {
    const rig = await serve((_, response) => {
      json(response, {});
    });
    for (const name of ['X-HTTP-Method-Override', 'Authorization', 'Host', 'Cookie', 'If-None-Exist'])
      await expect(open(rig.url).send({ ...search, headers: { [name]: 'DELETE' } })).rejects.toThrow(/allow-list/);
    await expect(open(rig.url).send({ ...search, headers: { 'X-A': 'b\r\nX-C: d' } })).rejects.toThrow(/line break/);
    expect(rig.seen).toHaveLength(0);
  });
});

describe('TLS and proxies', () => {
  it('trust a configured authority beside the public ones, and nothing else', async () => {
    const authority = await makeAuthority();
    const rig = await serveSecurely(await authority.issue(), (_, response) => {
      json(response, {});
    });
    expect(await open(rig.url).send({ ...search, retry: false })).toMatchObject({ ok: false, error: { kind: 'tls' } });
    expect(await open(rig.url, { tls: { ca: [authority.cert] } }).send(search)).toMatchObject({ ok: true });
    expect(await open(rig.url, { tls: { insecure: true } }).send(search)).toMatchObject({ ok: true });
    expect(
      await open(rig.url.replace('127.0.0.1', 'localhost'), {
        tls: { ca: [authority.cert], servername: 'other.example' },
      }).send({ ...search, retry: false }),
    ).toMatchObject({ ok: false });
  });

  it('present the client certificate to the endpoint, through a CONNECT proxy too', async () => {
    const authority = await makeAuthority();
    const server = await authority.issue({ hosts: ['fhir.trust.example'] });
    const client = await authority.issue({ client: true });
    const rig = await serveSecurely(
      { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
      (_, response) => {
        json(response, {});
      },
    );
    const proxy = await serveProxy(rig.port);
    const base = `https://fhir.trust.example:${rig.port}/fhir`;
    const tls = { ca: [authority.cert], cert: client.cert, key: client.key };
    const via = { HTTPS_PROXY: `http://who:what-secret@127.0.0.1:${proxy.port}`, TOKEN };
    const transport = new FhirTransport({
      base,
      tls,
      environment: via,
      clock: fakeClock(),
      auth: { kind: 'bearer', tokenEnv: 'TOKEN' },
    });
    expect(await transport.send(search)).toMatchObject({ ok: true, status: 200 });
    expect(await transport.send(search)).toMatchObject({ ok: true, status: 200 });
    expect(proxy.tunnels).toEqual([
      {
        authority: `fhir.trust.example:${rig.port}`,
        authorization: `Basic ${Buffer.from('who:what-secret').toString('base64')}`,
      },
    ]);
    expect(rig.seen[0]?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}` });
    expect(rig.seen[0]?.headers['proxy-authorization']).toBeUndefined();
    const without = new FhirTransport({ base, tls: { ca: [authority.cert] }, environment: via, clock: fakeClock() });
    expect(await without.send({ ...search, retry: false })).toMatchObject({ ok: false });
    transport.close();
    without.close();
  });

  it('blame the proxy, not the endpoint, when the proxy refuses', async () => {
    const proxy = await serveProxy(1, 407);
    const transport = new FhirTransport({
      base: 'https://fhir.trust.example/fhir',
      proxy: `http://127.0.0.1:${proxy.port}`,
      environment,
      clock: fakeClock(),
    });
    expect(await transport.send({ ...search, retry: false })).toMatchObject({ ok: false, error: { kind: 'proxy' } });
  });

  it.each([
    [{ HTTPS_PROXY: 'http://p:1' }, 'https://a.example/', true],
    [{ https_proxy: 'p:1' }, 'https://a.example/', true],
    [{ HTTP_PROXY: 'http://p:1' }, 'https://a.example/', false],
    [{ ALL_PROXY: 'http://p:1' }, 'https://a.example/', true],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.example' }, 'https://a.example/', false],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '.example' }, 'https://a.example/', false],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example' }, 'https://notexample/', true],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.example:8443' }, 'https://a.example/', true],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, 'https://a.example/', false],
    [{ HTTPS_PROXY: 'http://p:1' }, 'https://localhost:8443/', false],
    [{ HTTPS_PROXY: ' ' }, 'https://a.example/', false],
  ])('follow the environment %o for %s', async (variables, url, expected) => {
    const { proxyFor } = await import('../../src/http/index.js');
    expect(proxyFor(new URL(url), undefined, variables) !== undefined).toBe(expected);
    expect(proxyFor(new URL(url), false, variables)).toBeUndefined();
  });
});
