import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { FhirResource } from 'fhir/r4.js';
import { readArchive, type PackageFiles } from './archive.js';
import { isPackageName, isPackageVersion, packageId } from './package-spec.js';
import { packageError, type ArchiveLimits, type PackageProblem, type ReadPackage } from './package-types.js';

const MANIFEST = 'package.json';

/** Reads a package from the bytes of its archive. `name` is for messages. */
export async function readPackageArchive(
  name: string,
  bytes: Uint8Array,
  limits?: Partial<ArchiveLimits>,
): Promise<ReadPackage> {
  return packageOf(name, await readArchive(name, bytes, limits));
}

/** The package that an archive's files make. */
export function packageOf(name: string, files: PackageFiles): ReadPackage {
  if (!files.has(MANIFEST))
    throw packageError('unreadable', `${name} has no package/package.json`, 'It is no FHIR package.');
  return readFiles(name, files, { name, version: '0' });
}

/**
 * Reads a package from a folder: `package.json` and resources, or a folder `package` with them. A folder of resources alone is a
 * package named after the folder.
 */
export async function readPackageFolder(path: string): Promise<ReadPackage> {
  const inner = join(path, 'package');
  const folder = (await isFolder(inner)) ? inner : path;
  const files = new Map<string, Buffer>();
  for (const entry of await listFolder(folder)) {
    if (entry.isFile() && entry.name.endsWith('.json')) files.set(entry.name, await readFile(join(folder, entry.name)));
  }
  return readFiles(path, files, { name: basename(resolve(path)), version: '0.0.0' });
}

async function listFolder(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw packageError(
      'not-found',
      `There is no package folder ${folder}`,
      'Name a folder, a .tgz file or name#version.',
      error,
    );
  }
}

export const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readFiles(source: string, files: PackageFiles, unnamed: Manifest): ReadPackage {
  const problems: PackageProblem[] = [];
  const manifest = files.has(MANIFEST) ? readManifest(source, files.get(MANIFEST)) : unnamed;
  const id = packageId(manifest.name, manifest.version);
  const resources: FhirResource[] = [];
  for (const [file, bytes] of files) {
    if (file === MANIFEST || file.startsWith('.')) continue;
    const value = parse(bytes);
    if (value === undefined)
      problems.push({ package: id, file, code: 'malformed-json', message: `${id}: ${file} is not JSON` });
    else if (isResource(value)) resources.push(value);
    else if (!files.has(MANIFEST)) continue;
    else problems.push({ package: id, file, code: 'no-resource', message: `${id}: ${file} holds no resource` });
  }
  return {
    name: manifest.name,
    version: manifest.version,
    resources,
    dependencies: manifest.dependencies ?? {},
    problems,
  };
}

function readManifest(source: string, bytes: Buffer | undefined): Manifest {
  const value = bytes && parse(bytes);
  if (!isManifest(value)) {
    throw packageError('bad-manifest', `package.json of ${source} names no package`, 'It needs a name and a version.');
  }
  return { name: value.name, version: value.version, dependencies: stringsOf(value.dependencies) };
}

const isManifest = (value: unknown): value is Manifest => {
  const { name, version } = (value ?? {}) as Partial<Record<keyof Manifest, unknown>>;
  return typeof name === 'string' && typeof version === 'string' && isPackageName(name) && isPackageVersion(version);
};

const stringsOf = (value: unknown): Record<string, string> =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
    : {};

const isResource = (value: unknown): value is FhirResource =>
  typeof value === 'object' && value !== null && typeof (value as { resourceType?: unknown }).resourceType === 'string';

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}
