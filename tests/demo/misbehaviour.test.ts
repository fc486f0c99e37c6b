import { describe, expect, it } from 'vitest';
import { startDemoServer, type DemoServer, type Misbehaviour } from '../../src/demo/index.js';
import { ask, idsOf, link } from './support.js';

async function withFault<T>(how: Misbehaviour['how'], run: (server: DemoServer) => Promise<T>, after = 1): Promise<T> {
  const server = await startDemoServer({ quirks: { misbehaviour: { after, how } } });
  try {
    expect((await ask(server, 'metadata')).status).toBe(200);
    return await run(server);
  } finally {
    await server.close();
  }
}

describe('a server that misbehaves after its first answer', () => {
  it('never answers, and can still be closed', async () => {
    await withFault('hang', async (server) => {
      const answer = ask(server, 'Patient').then(
        () => 'answered',
        () => 'closed',
      );
      const first = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 150, 'waiting'))]);
      expect(first).toBe('waiting');
    });
  });

  it('hangs up', async () => {
    await withFault('reset', (server) => expect(ask(server, 'Patient')).rejects.toThrow(/hang up|reset/i));
  });

  it.each([
    ['html', 200, /^text\/html/],
    ['truncated', 200, /^application\/fhir\+json/],
    ['throttled', 429, /^application\/fhir\+json/],
    ['unavailable', 503, /^application\/fhir\+json/],
  ] as const)('sends %s', async (how, status, type) => {
    const reply = await withFault(how, (server) => ask(server, 'Patient'));
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toMatch(type);
    if (how === 'throttled') expect(reply.headers['retry-after']).toBe('1');
    if (how === 'truncated') expect(() => JSON.parse(reply.text) as unknown).toThrow();
  });

  it('sends more than twenty megabytes', async () => {
    const reply = await withFault('huge', (server) => ask(server, 'Patient'));
    expect(reply.text.length).toBeGreaterThan(20 * 1024 * 1024);
  });

  it('links on for ever', async () => {
    await withFault('endless-next', async (server) => {
      let page = await ask(server, 'Organization?_count=40');
      const seen = new Set<string>();
      for (let n = 0; n < 10; n++) {
        const next = link(page, 'next') ?? '';
        expect(seen.has(next)).toBe(false);
        seen.add(next);
        page = await ask(server, next);
      }
    });
  });

  it('links to another host', async () => {
    const reply = await withFault('foreign-next', (server) => ask(server, 'Patient?_count=2'));
    expect(link(reply, 'next')).toMatch(/^https:\/\/elsewhere\.invalid\//);
  });

  it('repeats a record', async () => {
    const ids = idsOf(await withFault('repeated-page', (server) => ask(server, 'Patient?_count=5')), 'match');
    expect([ids.length, new Set(ids).size]).toEqual([6, 5]);
  });

  it('slips in a record of another patient', async () => {
    const reply = await withFault('wrong-patient', (server) => ask(server, 'Condition?patient=exm-patient-003'));
    const subjects = (reply.json.entry ?? []).map(
      (entry) => (entry.resource?.['subject'] as { reference: string }).reference,
    );
    expect(new Set(subjects).size).toBe(2);
  });
});

it('a single quirk changes one behaviour and leaves the rest', async () => {
  const server = await startDemoServer({ quirks: { unknownParameter: 'refuse', delay: 30 } });
  const before = performance.now();
  expect((await ask(server, 'Patient?zz=1')).status).toBe(400);
  expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  expect((await ask(server, 'Patient?_count=1')).status).toBe(200);
  await server.close();
});
