import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer, type DemoServer } from '../../src/demo/index.js';
import { ReadinessError } from '../../src/model/index.js';
import { describeWithShared, sharedPath } from '../support/shared.js';
import { ask, matchIds } from './support.js';

describe('a folder of resources', () => {
  let folder: string;
  let server: DemoServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-data-'));
    await mkdir(join(folder, 'deep', 'er'), { recursive: true });
    const files: Readonly<Record<string, unknown>> = {
      'a.json': { resourceType: 'Patient', id: 'a' },
      'deep/er/b.json': { resourceType: 'Patient', id: 'b', meta: { versionId: 'x"\r\nEvil: 1', lastUpdated: 'soon' } },
      'no-id.json': { resourceType: 'Flag', status: 'active' },
      'odd-id.json': { resourceType: 'Patient', id: 'o d/d ü' },
      'again.json': { resourceType: 'Patient', id: 'b' },
      'list.json': [1, 2],
      'config.json': { name: 'not a resource' },
      'type.json': { resourceType: '__proto__' },
      'search.json': { resourceType: 'Bundle', id: 'kept', type: 'searchset', entry: [] },
      'transaction.json': {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          { fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient' } },
          {
            fullUrl: 'urn:uuid:2',
            resource: { resourceType: 'Condition', id: 'c', subject: { reference: 'urn:uuid:1' } },
          },
        ],
      },
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(content));
    await writeFile(join(folder, 'cut.json'), '{"resourceType":');
    await writeFile(
      join(folder, 'two.ndjson'),
      [
        {
          resourceType: 'Encounter',
          id: 'e',
          meta: { versionId: '2', lastUpdated: '2024-02-01T00:00:00Z' },
          status: 'finished',
        },
        {
          resourceType: 'Encounter',
          id: 'e',
          meta: { versionId: '1', lastUpdated: '2024-01-01T00:00:00Z' },
          status: 'planned',
        },
      ]
        .map((each) => JSON.stringify(each))
        .join('\n'),
    );
    await writeFile(join(folder, 'readme.txt'), 'not read');
    server = await startDemoServer({ data: folder });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('is served whole, at any depth', () => {
    expect(server.counts).toEqual({ Bundle: 1, Condition: 1, Encounter: 1, Flag: 1, Patient: 4 });
  });

  it('names each file that is no resource, with the reason', () => {
    expect([...server.problems].toSorted()).toEqual([
      'config.json: no resource (no resourceType)',
      'cut.json: not JSON',
      'deep/er/b.json: a second Patient with the id of an earlier one',
      'list.json: no resource (no resourceType)',
      'type.json: no resource (resourceType is no type name)',
    ]);
  });

  it('gets an id and a version where a resource has none', async () => {
    const flag = (await ask(server, 'Flag')).json.entry?.[0]?.resource;
    expect(flag?.id).toMatch(/^flag-\d+$/);
    expect((await ask(server, `Flag/${flag?.id ?? ''}`)).headers['etag']).toBe('W/"1"');
  });

  it('serves the newest version, and the older under its number', async () => {
    expect((await ask(server, 'Encounter/e')).json['status']).toBe('finished');
    expect((await ask(server, 'Encounter/e/_history/1')).json['status']).toBe('planned');
  });

  it('turns the links inside a transaction into addresses', async () => {
    const condition = (await ask(server, 'Condition/c')).json;
    const { reference } = condition['subject'] as { reference: string };
    expect(reference).toMatch(/^Patient\/patient-\d+$/);
    expect((await ask(server, reference)).status).toBe(200);
    expect(matchIds(await ask(server, `Condition?patient=${reference}`))).toEqual(['c']);
  });

  it('puts nothing wild from a resource into headers', async () => {
    const found = await ask(server, 'Patient?_count=50');
    for (const entry of found.json.entry ?? []) {
      const reply = await ask(server, entry.fullUrl ?? '');
      expect([200, 400]).toContain(reply.status);
      expect(reply.headers['evil']).toBeUndefined();
    }
  });

  it('offers search parameters for whatever types are there', async () => {
    expect(matchIds(await ask(server, 'Flag?status=active'))).toHaveLength(1);
  });
});

it('is refused where it is missing or holds no resource', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'demo-empty-'));
  await expect(startDemoServer({ data: empty })).rejects.toThrow(ReadinessError);
  await expect(startDemoServer({ data: join(empty, 'nowhere') })).rejects.toMatchObject({
    code: 'demo.no-data',
    exitCode: 2,
  });
  await rm(empty, { recursive: true });
});

it('says so where the port is taken', async () => {
  const first = await startDemoServer();
  const port = Number(new URL(first.url).port);
  await expect(startDemoServer({ port })).rejects.toMatchObject({ code: 'demo.no-port' });
  await first.close();
});

describeWithShared('real UK Core examples', () => {
  it('are served, every one, and read back as they are', async () => {
    const server = await startDemoServer({ data: sharedPath('uk-core', 'examples', 'json') });
    expect(server.problems).toEqual([]);
    for (const type of Object.keys(server.counts)) {
      const found = await ask(server, `${type}?_count=200`);
      expect(found.json.total, type).toBe(server.counts[type]);
      for (const entry of found.json.entry ?? []) {
        expect((await ask(server, entry.fullUrl ?? '', { headers: { accept: 'application/fhir+json' } })).json).toEqual(
          entry.resource,
        );
      }
    }
    await server.close();
  });
});
