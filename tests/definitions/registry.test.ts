import { createHash } from 'node:crypto';
import { readdir, readFile, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  listPackages,
  loadPackage,
  resolvePackages,
  syncPackages,
  type Download,
  type PackageOptions,
} from '../../src/definitions/packages/index.js';
import { packageTgz, tgz, type PackageContent } from './archives.js';

const download: Download = (url) =>
  new Promise((resolve, reject) => {
    get(url, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
      });
    }).on('error', reject);
  });

const valueSet = (url: string): unknown => ({ resourceType: 'ValueSet', url, status: 'draft' });

/** A registry on loopback: `/{name}` lists versions, `/{name}/{version}` is the archive. */
class LocalRegistry {
  readonly asked: string[] = [];
  readonly #archives = new Map<string, Buffer>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = decodeURIComponent(request.url ?? '');
      this.asked.push(path);
      const archive = this.#archives.get(path);
      const name = path.slice(1);
      const versions = [...this.#archives.keys()]
        .filter((key) => key.startsWith(`/${name}/`))
        .map((key) => key.slice(name.length + 2));
      if (archive) response.end(archive);
      else if (versions.length > 0) {
        response.end(JSON.stringify({ name, versions: Object.fromEntries(versions.map((version) => [version, {}])) }));
      } else response.writeHead(404).end('<html>');
    });
  }

  static async start(): Promise<LocalRegistry> {
    const registry = new LocalRegistry();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  put(name: string, version: string, archive: Buffer): void {
    this.#archives.set(`/${name}/${version}`, archive);
  }

  async publish(content: PackageContent): Promise<void> {
    this.put(content.name, content.version, await packageTgz(content));
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let registry: LocalRegistry;
let options: PackageOptions & { readonly cacheFolder: string; readonly lockFile: string };

beforeEach(async () => {
  registry = await LocalRegistry.start();
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  options = {
    cacheFolder: join(folder, 'cache'),
    lockFile: join(folder, 'lock.json'),
    registries: [registry.url],
    download,
  };
});
afterEach(() => registry.stop());

const lock = async (): Promise<unknown> => JSON.parse(await readFile(options.lockFile, 'utf8')) as unknown;

describe('a package from a registry', () => {
  test('is installed once, and read from the cache after that', async () => {
    await registry.publish({ name: 'a.b', version: '1.0.0', files: { 'v.json': valueSet('urn:v') } });
    const first = await loadPackage('a.b#1.0.0', options);
    const second = await loadPackage('a.b#1.0.0', { ...options, offline: true });
    expect(second).toEqual(first);
    expect(first.resources).toHaveLength(1);
    expect(registry.asked).toEqual(['/a.b/1.0.0']);
    expect(await listPackages(options)).toEqual([{ name: 'a.b', version: '1.0.0' }]);
  });

  test('is pinned by its sha512', async () => {
    const archive = await packageTgz({ name: 'a.b', version: '1.0.0' });
    registry.put('a.b', '1.0.0', archive);
    await loadPackage('a.b#1.0.0', options);
    const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
    expect(await lock()).toEqual({ lockVersion: 1, requests: {}, packages: { 'a.b#1.0.0': { integrity } } });
  });

  test('that is not what was pinned is refused, and not installed', async () => {
    await registry.publish({ name: 'a.b', version: '1.0.0' });
    await loadPackage('a.b#1.0.0', options);
    await registry.publish({ name: 'a.b', version: '1.0.0', files: { 'v.json': valueSet('urn:changed') } });
    const elsewhere = { ...options, cacheFolder: `${options.cacheFolder}2` };
    await expect(loadPackage('a.b#1.0.0', elsewhere)).rejects.toMatchObject({ code: 'packages.integrity' });
    expect(await listPackages(elsewhere)).toEqual([]);
  });

  test.each([
    ['1.x', '1.10.0'],
    ['1.2.x', '1.2.9'],
    ['latest', '2.0.0'],
  ])('asked for as %s is %s, and stays so by the lock file', async (range, version) => {
    for (const known of ['1.2.0', '1.2.9', '1.10.0', '2.0.0', '3.0.0-ballot'])
      await registry.publish({ name: 'a.b', version: known });
    expect((await loadPackage(`a.b#${range}`, options)).version).toBe(version);
    await registry.publish({ name: 'a.b', version: '2.9.0' });
    await registry.publish({ name: 'a.b', version: '1.2.10' });
    expect((await loadPackage(`a.b#${range}`, options)).version).toBe(version);
  });

  test('that the first registry lacks is taken from the next', async () => {
    const other = await LocalRegistry.start();
    await other.publish({ name: 'a.b', version: '1.0.0' });
    const registries = ['http://127.0.0.1:1/', registry.url, other.url];
    expect((await loadPackage('a.b#1.0.0', { ...options, registries })).name).toBe('a.b');
    expect(registry.asked).toEqual(['/a.b/1.0.0']);
    await other.stop();
  });

  test('that none has is named, with what each answered', async () => {
    await expect(loadPackage('a.b#1.0.0', options)).rejects.toMatchObject({
      code: 'packages.not-found',
      message: expect.stringMatching(/a\.b#1\.0\.0 .*HTTP 404/) as string,
    });
  });

  test.each([
    ['an HTML page', Buffer.from('<html></html>'), 'packages.unreadable'],
    ['a wicked archive', undefined, 'packages.unsafe-archive'],
  ])('that is %s is not installed', async (_name, bytes, code) => {
    registry.put('a.b', '1.0.0', bytes ?? (await tgz([{ name: '../x', content: '' }])));
    await expect(loadPackage('a.b#1.0.0', options)).rejects.toMatchObject({ code });
    expect(await readdir(options.cacheFolder).catch(() => [])).toEqual([]);
  });

  test.each([
    ['offline', true],
    ['without a downloader', false],
  ])('%s is only what is installed', async (_name, offline) => {
    const { download: _download, ...rest } = options;
    const without = offline ? { ...options, offline: true } : rest;
    await expect(loadPackage('a.b#1.0.0', without)).rejects.toMatchObject({ code: 'packages.offline' });
    await expect(loadPackage('a.b#latest', without)).rejects.toMatchObject({ code: 'packages.offline' });
    await registry.publish({ name: 'a.b', version: '1.0.3' });
    await loadPackage('a.b#1.0.3', options);
    expect((await loadPackage('a.b#1.0.x', without)).version).toBe('1.0.3');
    expect(registry.asked).toEqual(['/a.b/1.0.3']);
  });

  test('that calls itself by another name is a problem', async () => {
    registry.put('a.b', '1.0.0', await packageTgz({ name: 'other', version: '1.0.0' }));
    const loaded = await loadPackage('a.b#1.0.0', options);
    expect(loaded.problems).toMatchObject([{ code: 'conflicting-manifest' }]);
  });
});

describe('dependencies', () => {
  test('are followed, R4 itself apart', async () => {
    await registry.publish({
      name: 'a',
      version: '1.0.0',
      dependencies: { 'hl7.fhir.r4.core': '4.0.1', b: '1.0.x', c: '1.0.0' },
    });
    await registry.publish({ name: 'b', version: '1.0.7', dependencies: { c: '2.0.0', a: '1.0.0' } });
    await registry.publish({ name: 'c', version: '1.0.0' });
    await registry.publish({ name: 'c', version: '2.0.0' });
    const { packages, problems } = await resolvePackages(['a#1.0.0'], options);
    expect(packages.map(({ name, version }) => `${name}#${version}`)).toEqual([
      'a#1.0.0',
      'b#1.0.7',
      'c#1.0.0',
      'c#2.0.0',
    ]);
    expect(problems).toEqual([]);
  });

  test('that cannot be had are problems that name who needs them', async () => {
    await registry.publish({ name: 'a', version: '1.0.0', dependencies: { lost: '1.0.0', '../x': '1.0.0' } });
    const { packages, problems } = await resolvePackages(['a#1.0.0'], options);
    expect(packages).toHaveLength(1);
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['missing-dependency', expect.stringMatching(/^a#1\.0\.0 depends on lost#1\.0\.0/)],
      ['missing-dependency', expect.stringMatching(/^a#1\.0\.0 depends on \.\.\/x#1\.0\.0/)],
    ]);
  });

  test('that are attacks stop everything', async () => {
    await registry.publish({ name: 'a', version: '1.0.0', dependencies: { b: '1.0.0' } });
    registry.put('b', '1.0.0', await tgz([{ name: '/x', content: '' }]));
    await expect(resolvePackages(['a#1.0.0'], options)).rejects.toMatchObject({ code: 'packages.unsafe-archive' });
  });
});

describe('sync', () => {
  test('installs what the lock file pins', async () => {
    await registry.publish({ name: 'a', version: '1.0.0', dependencies: { b: '1.0.x' } });
    await registry.publish({ name: 'b', version: '1.0.1' });
    await resolvePackages(['a#1.0.0'], options);
    await registry.publish({ name: 'b', version: '1.0.2' });
    const elsewhere = { ...options, cacheFolder: `${options.cacheFolder}2` };
    expect(await syncPackages(elsewhere)).toEqual(['a#1.0.0', 'b#1.0.1']);
    expect(await listPackages(elsewhere)).toHaveLength(2);
  });

  test('a lock file that is none is named', async () => {
    await writeFile(options.lockFile, 'x');
    await expect(syncPackages(options)).rejects.toMatchObject({ code: 'packages.bad-lock' });
  });
});
