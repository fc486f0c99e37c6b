import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer, type DemoServer } from '../../src/demo/index.js';
import { ask, idsOf, link, type Reply } from './support.js';

async function walk(server: DemoServer, query: string): Promise<readonly Reply[]> {
  const pages = [await ask(server, query)];
  for (let next = link(pages[0]!, 'next'); next !== undefined && pages.length < 100;) {
    const page = await ask(server, next);
    pages.push(page);
    next = link(page, 'next');
  }
  return pages;
}

describe('pages of the exemplar', () => {
  let server: DemoServer;
  beforeAll(async () => {
    server = await startDemoServer();
  });
  afterAll(() => server.close());

  it.each([7, 20, 50])('hold every patient once, %i at a time', async (count) => {
    const pages = await walk(server, `Patient?_count=${count}`);
    const ids = pages.flatMap((page) => idsOf(page, 'match'));
    expect(ids).toHaveLength(server.counts['Patient']!);
    expect(new Set(ids).size).toBe(ids.length);
    expect(pages.every((page) => idsOf(page, 'match').length <= count)).toBe(true);
    expect(pages).toHaveLength(Math.ceil(ids.length / count));
  });

  it('lead back to the page before', async () => {
    const [first, second] = await walk(server, 'Patient?_count=30');
    const back = await ask(server, link(second!, 'previous') ?? '');
    expect(idsOf(back, 'match')).toEqual(idsOf(first!, 'match'));
  });

  it('have links that tell nothing of the search', async () => {
    const reply = await ask(server, `Patient/_search`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'family=Z&_count=2',
    });
    expect(link(reply, 'next')).toMatch(/\?_page=[0-9a-f-]{36}$/);
  });

  it('are gone under a garbled token', async () => {
    const next = link(await ask(server, 'Patient?_count=2'), 'next') ?? '';
    const garbled = next.slice(0, -1) + (next.endsWith('a') ? 'b' : 'a');
    expect((await ask(server, garbled)).status).toBe(410);
  });
});

it('end early on the developing persona, where a type has no next link', async () => {
  const server = await startDemoServer({ persona: 'developing' });
  expect(link(await ask(server, 'Observation?_count=5'), 'next')).toBeUndefined();
  expect(link(await ask(server, 'Condition?_count=5'), 'next')).toBeDefined();
  await server.close();
});

it('carry offset and count on the HAPI persona', async () => {
  const server = await startDemoServer({ persona: 'hapi' });
  const first = await ask(server, 'Patient?_count=2');
  expect(link(first, 'next')).toMatch(/\?_getpages=[0-9a-f-]{36}&_getpagesoffset=2&_count=2&_bundletype=searchset$/);
  expect(idsOf(await ask(server, link(first, 'next') ?? ''), 'match')).toHaveLength(2);
  expect((await ask(server, 'Patient?_summary=count')).json.link).toBeUndefined();
  await server.close();
});
