import { readFile } from 'node:fs/promises';
import { compareVersions } from '../canonical.js';
import { readArchive } from './archive.js';
import { PackageCache } from './cache.js';
import { integrityOf, Lock } from './lock.js';
import { isPackageVersion, isRange, packageId, parsePackageSpec, satisfies } from './package-spec.js';
import { packageError, type PackageOptions, type ReadPackage } from './package-types.js';
import { packageOf, readPackageArchive, readPackageFolder } from './read-package.js';
import { PUBLIC_REGISTRIES, Registry } from './registry.js';

/**
 * Loads one package: a folder, a `.tgz`, or `name#version` from the cache, and from the registries where it is not there.
 * Throws `packages.*` errors that say what to do. Dependencies are not followed; see `resolvePackages`.
 */
export async function loadPackage(spec: string, options: PackageOptions = {}): Promise<ReadPackage> {
  const lock = await Lock.open(options.lockFile);
  const loaded = await loadWith(spec, options, lock);
  await lock.save();
  return loaded;
}

/** The same with a lock file that is open already, and is not saved. */
export async function loadWith(spec: string, options: PackageOptions, lock: Lock): Promise<ReadPackage> {
  const parsed = parsePackageSpec(spec);
  if (parsed.kind === 'folder') return readPackageFolder(parsed.path);
  if (parsed.kind === 'archive') return loadArchive(parsed.path, options, lock);
  return loadNamed(parsed.name, parsed.version, options, lock);
}

async function loadArchive(path: string, options: PackageOptions, lock: Lock): Promise<ReadPackage> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw packageError(
      'not-found',
      `There is no package file ${path}`,
      'Name a folder, a .tgz file or name#version.',
      error,
    );
  });
  const loaded = await readPackageArchive(path, bytes, options.limits);
  lock.verify(packageId(loaded.name, loaded.version), integrityOf(bytes));
  return loaded;
}

async function loadNamed(name: string, asked: string, options: PackageOptions, lock: Lock): Promise<ReadPackage> {
  const cache = new PackageCache(options.cacheFolder);
  const version = await chooseVersion(name, asked, options, lock, cache);
  const id = packageId(name, version);
  if (!(await cache.has(id))) await download(name, version, options, lock, cache);
  else await verifyInstalled(id, lock, cache);
  const loaded = await readPackageFolder(cache.folderOf(id));
  if (loaded.name === name && loaded.version === version) return loaded;
  const message = `${id} calls itself ${packageId(loaded.name, loaded.version)}`;
  return { ...loaded, problems: [...loaded.problems, { package: id, code: 'conflicting-manifest', message }] };
}

async function verifyInstalled(id: string, lock: Lock, cache: PackageCache): Promise<void> {
  const integrity = await cache.integrity(id);
  if (integrity === undefined) return;
  lock.verify(id, integrity);
  lock.pin(id, integrity);
}

/** A range is what the lock file says, then the newest on offer, then, without network, the newest installed. */
async function chooseVersion(
  name: string,
  asked: string,
  options: PackageOptions,
  lock: Lock,
  cache: PackageCache,
): Promise<string> {
  if (!isRange(asked)) return asked;
  const request = packageId(name, asked);
  const pinned = lock.versionFor(request);
  if (pinned !== undefined && isPackageVersion(pinned)) return pinned;
  const registry = registryOf(options);
  const chosen = registry ? await registry.newestVersion(name, asked) : await newestInstalled(name, asked, cache);
  if (chosen === undefined || !isPackageVersion(chosen)) throw offlineError(request);
  lock.choose(request, chosen);
  return chosen;
}

async function newestInstalled(name: string, range: string, cache: PackageCache): Promise<string | undefined> {
  const installed = await cache.list();
  return installed
    .filter((found) => found.name === name && satisfies(found.version, range))
    .map(({ version }) => version)
    .toSorted(compareVersions)
    .at(-1);
}

async function download(
  name: string,
  version: string,
  options: PackageOptions,
  lock: Lock,
  cache: PackageCache,
): Promise<void> {
  const id = packageId(name, version);
  const registry = registryOf(options);
  if (!registry) throw offlineError(id);
  const bytes = await registry.archive(name, version);
  const integrity = integrityOf(bytes);
  lock.verify(id, integrity);
  const files = await readArchive(id, bytes, options.limits);
  packageOf(id, files);
  await cache.install(id, files, integrity);
  lock.pin(id, integrity);
}

const registryOf = ({
  offline = false,
  download: fetch,
  registries = PUBLIC_REGISTRIES,
}: PackageOptions): Registry | undefined => (offline || !fetch ? undefined : new Registry(registries, fetch));

const offlineError = (id: string): Error =>
  packageError(
    'offline',
    `${id} is not installed, and nothing may be downloaded`,
    'Run "fhir-readiness packages add" where there is a network.',
  );
