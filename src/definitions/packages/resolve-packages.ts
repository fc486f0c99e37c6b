import { ReadinessError } from '../../model/errors.js';
import { PackageCache } from './cache.js';
import { loadWith } from './load-package.js';
import { Lock } from './lock.js';
import { isRange, packageId, satisfies } from './package-spec.js';
import type { PackageOptions, PackageProblem, ReadPackage } from './package-types.js';

const MOST_PACKAGES = 200;

export interface ResolvedPackages {
  /** Those asked for first, then what they depend on; several versions of one package may stand side by side. */
  readonly packages: readonly ReadPackage[];
  readonly problems: readonly PackageProblem[];
}

/** R4 itself is built in. */
const isBuiltIn = (name: string, version: string): boolean =>
  name === 'hl7.fhir.r4.core' && (satisfies('4.0.1', version) || version === '4.0.0');

/**
 * Loads packages and all they depend on. A package asked for that cannot be had throws; a dependency that cannot is a problem,
 * since most profiles do without it.
 */
export async function resolvePackages(
  specs: readonly string[],
  options: PackageOptions = {},
): Promise<ResolvedPackages> {
  const lock = await Lock.open(options.lockFile);
  const loaded = new Map<string, ReadPackage>();
  const missing: PackageProblem[] = [];
  for (const spec of specs) keep(loaded, await loadWith(spec, options, lock));
  const seen = new Set<string>();
  for (const dependent of loaded.values()) {
    for (const [name, version] of Object.entries(dependent.dependencies)) {
      const id = packageId(name, version);
      if (seen.has(id) || isBuiltIn(name, version) || isHeld(loaded, name, version)) continue;
      seen.add(id);
      if (loaded.size >= MOST_PACKAGES) missing.push(notHad(dependent, id, `more than ${MOST_PACKAGES} packages`));
      else await follow(dependent, id);
    }
  }
  await lock.save();
  const packages = [...loaded.values()];
  return { packages, problems: [...packages.flatMap(({ problems }) => problems), ...missing] };

  async function follow(dependent: ReadPackage, id: string): Promise<void> {
    try {
      keep(loaded, await loadWith(id, options, lock));
    } catch (error) {
      if (!(error instanceof ReadinessError) || isAttack(error)) throw error;
      missing.push(notHad(dependent, id, error.message));
    }
  }
}

const isAttack = ({ code }: ReadinessError): boolean =>
  code === 'packages.unsafe-archive' || code === 'packages.integrity';

const notHad = (dependent: ReadPackage, id: string, why: string): PackageProblem => ({
  package: packageId(dependent.name, dependent.version),
  code: 'missing-dependency',
  message: `${packageId(dependent.name, dependent.version)} depends on ${id}: ${why}`,
});

function keep(loaded: Map<string, ReadPackage>, found: ReadPackage): void {
  const id = packageId(found.name, found.version);
  if (!loaded.has(id)) loaded.set(id, found);
}

const isHeld = (loaded: ReadonlyMap<string, ReadPackage>, name: string, version: string): boolean =>
  isRange(version)
    ? [...loaded.values()].some((found) => found.name === name && satisfies(found.version, version))
    : loaded.has(packageId(name, version));

/** The packages that are installed. */
export const listPackages = ({ cacheFolder }: PackageOptions = {}): Promise<
  readonly { readonly name: string; readonly version: string }[]
> => new PackageCache(cacheFolder).list();

/** Installs everything the lock file pins, byte for byte. Returns the ids. */
export async function syncPackages(
  options: PackageOptions & { readonly lockFile: string },
): Promise<readonly string[]> {
  const lock = await Lock.open(options.lockFile);
  for (const id of lock.packages) await loadWith(id, options, lock);
  await lock.save();
  return lock.packages;
}
