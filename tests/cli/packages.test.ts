import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageTgz, tgz } from '../definitions/archives.js';
import { runCli, temporaryFolder } from '../support/cli.js';
import type { CliResult } from '../support/cli.js';

const archives = new Map<string, Buffer>();
let server: Server;
let registry: string;
let folder: string;

const cli = (...args: readonly string[]): Promise<CliResult> =>
  runCli(['packages', ...args, '--cache', 'cache'], { cwd: folder });
const add = (...args: readonly string[]): Promise<CliResult> => cli('add', ...args, '--registry', registry);

const profile = (url: string): unknown => ({ resourceType: 'ValueSet', url, status: 'draft' });

beforeAll(async () => {
  folder = temporaryFolder();
  archives.set(
    '/base.vs/1.0.0',
    await packageTgz({ name: 'base.vs', version: '1.0.0', files: { 'a.json': profile('urn:a') } }),
  );
  archives.set(
    '/our.profiles/1.2.0',
    await packageTgz({
      name: 'our.profiles',
      version: '1.2.0',
      dependencies: { 'base.vs': '1.0.0' },
      files: { 'b.json': profile('urn:b') },
    }),
  );
  archives.set('/half/1.0.0', await packageTgz({ name: 'half', version: '1.0.0', dependencies: { gone: '1.0.0' } }));
  archives.set('/evil/1.0.0', await tgz([{ name: 'package/../../evil.json', content: '{}' }]));
  server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const archive = archives.get(path);
    const versions = [...archives.keys()].flatMap((key) =>
      key.startsWith(`${path}/`) ? [key.slice(path.length + 1)] : [],
    );
    if (archive !== undefined) response.end(archive);
    else if (versions.length > 0)
      response.end(JSON.stringify({ versions: Object.fromEntries(versions.map((version) => [version, {}])) }));
    else response.writeHead(404).end('<html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => server.close());

describe('packages', { timeout: 60_000 }, () => {
  it('adds a package with what it depends on, lists both, pins both', async () => {
    const added = await add('our.profiles#1.2.x');
    expect(added.out).toMatch(/^our\.profiles#1\.2\.0 {2}\d+ resources?\nbase\.vs#1\.0\.0 /);
    expect(added.code).toBe(0);
    const listed = await cli('list', '--json');
    expect(JSON.parse(listed.out)).toMatchObject({
      installed: [
        { name: 'base.vs', version: '1.0.0' },
        { name: 'our.profiles', version: '1.2.0' },
      ],
    });
    const lock = JSON.parse(readFileSync(join(folder, 'fhir-packages.lock.json'), 'utf8')) as { packages: object };
    expect(Object.keys(lock.packages)).toEqual(['base.vs#1.0.0', 'our.profiles#1.2.0']);
  });

  it('syncs what is pinned, offline where it is all here', async () => {
    const there = await cli('sync', '--offline');
    expect(there.err).toContain('2 packages as pinned.');
    expect(there.code).toBe(0);
    const empty = await runCli(['packages', 'sync', '--offline', '--cache', 'empty'], { cwd: folder });
    expect(empty.err).toMatch(/is not installed, and nothing may be downloaded/);
    expect(empty.code).toBe(2);
    const fresh = await runCli(['packages', 'sync', '--cache', 'fresh', '--registry', registry], { cwd: folder });
    expect(fresh.code).toBe(0);
  });

  it('refuses bytes that are not those pinned', async () => {
    const lock = readFileSync(join(folder, 'fhir-packages.lock.json'), 'utf8');
    writeFileSync(join(folder, 'other.lock.json'), lock.replace(/sha512-..../g, 'sha512-AAAA'));
    const { code, err } = await cli('sync', '--lock', 'other.lock.json');
    expect(err).toMatch(/its sha512 differs/);
    expect(code).toBe(2);
  });

  it('tells of a dependency that cannot be had: exit 3', async () => {
    const { code, out, err } = await add('half#1.0.0', '--lock', 'half.lock.json');
    expect(out).toContain('half#1.0.0');
    expect(err).toMatch(/half#1\.0\.0 depends on gone#1\.0\.0/);
    expect(code).toBe(3);
  });

  it.each([
    ['an archive that climbs out of its folder', 'evil#1.0.0', /evil/],
    ['a package that nobody has', 'nothing#1.0.0', /is in none of the registries/],
    ['a folder that is not there', './nowhere', /no package folder/],
  ])('refuses %s', async (_, spec, says) => {
    const { code, err } = await add(spec, '--lock', 'refused.lock.json');
    expect(err).toMatch(says);
    expect(err).not.toContain('internal error');
    expect(code).toBe(2);
  });
});
