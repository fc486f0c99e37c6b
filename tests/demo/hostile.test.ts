import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer, type DemoServer } from '../../src/demo/index.js';
import { ask, speak } from './support.js';

let server: DemoServer;
beforeAll(async () => {
  server = await startDemoServer();
});
afterAll(() => server.close());

describe('hostile requests', () => {
  const cases: readonly (readonly [path: string, status: number])[] = [
    ['Patient/%zz', 400],
    ['Patient/%00', 400],
    ['Patient/%c0%af', 400],
    ['Patient?family=%zz', 400],
    ['Patient?family=%00', 400],
    ['Patient?%ff=1', 400],
    ['Patient/..%2f..%2fetc%2fpasswd', 400],
    ['Patient/../../etc/passwd', 404],
    ['//etc/passwd', 404],
    ['Patient//', 400],
    ['__proto__', 404],
    ['constructor/x', 404],
    ['Patient?__proto__=1&_count=1', 200],
    ['Patient?constructor=1&_count=1', 200],
    ['Patient?_elements=__proto__&_count=1', 200],
    ['Patient?_sort=__proto__', 400],
    ['Patient?_include=__proto__:constructor', 400],
    ['Patient?identifier=%7C%7C%7C', 200],
    ['Patient?birthdate=9999999999-01-01', 400],
    [`Patient?family=${'a'.repeat(9000)}`, 200],
    [`Patient?family=${'a'.repeat(20_000)}`, 414],
    [`Patient?family=${'%2C'.repeat(3000)}`, 200],
    [`Observation?patient${'.subject'.repeat(900)}=1`, 400],
    [`Observation?${'patient.organization.partof.'.repeat(1)}partof.partof.name=x`, 400],
    ['Patient?_count=99999999999999999999', 400],
    ["Patient?family=';DROP TABLE--", 200],
  ];

  it.each(cases)('%s answers %i and the server lives on', async (path, status) => {
    const reply = await ask(server, path.replaceAll(' ', '%20'));
    expect(reply.status).toBe(status);
    if (status >= 400) expect(reply.json.issue?.[0]?.severity).toBe('error');
    expect((await ask(server, 'metadata')).status).toBe(200);
  });

  it('repeats no value of a refused request', async () => {
    const value = '9991000038';
    for (const query of [`birthdate=${value}`, `family:${value}=1`, `_count=x${value}`, `_sort=${value}`]) {
      const reply = await ask(server, `Patient?${query}`, { headers: { prefer: 'handling=strict' } });
      expect(reply.status).toBe(400);
      if (!query.startsWith('family')) expect(reply.text).not.toContain(value);
    }
  });

  it('refuses a body that is too large', async () => {
    const reply = await ask(server, 'Patient/_search', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a='.padEnd(2_000_000, 'x'),
    });
    expect(reply.status).toBe(413);
  });

  it.each([
    ['no HTTP at all', 'hello there\r\n\r\n', /^HTTP\/1\.1 400 .*OperationOutcome/s],
    ['a broken header', 'GET /fhir/metadata HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['an unknown verb', 'BREW /fhir/metadata HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['TRACE', 'TRACE /fhir/metadata HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 405 /],
    [
      'headers without end',
      `GET /fhir/metadata HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(70_000)}\r\n\r\n`,
      /^HTTP\/1\.1 4\d\d /,
    ],
  ])('answers %s', async (_name, bytes, expected) => {
    expect(await speak(server, bytes)).toMatch(expected);
    expect((await ask(server, 'metadata')).status).toBe(200);
  });
});
