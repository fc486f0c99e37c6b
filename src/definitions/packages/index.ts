export { loadPackage } from './load-package.js';
export { listPackages, resolvePackages, syncPackages, type ResolvedPackages } from './resolve-packages.js';
export { PUBLIC_REGISTRIES } from './registry.js';
export type {
  ArchiveLimits,
  Download,
  Downloaded,
  PackageOptions,
  PackageProblem,
  ReadPackage,
} from './package-types.js';
