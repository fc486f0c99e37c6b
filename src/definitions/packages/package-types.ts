import type { LoadedPackage } from '../definitions.js';
import { EXIT, ReadinessError } from '../../model/errors.js';

/** What a download brought back. Redirects are the downloader's business. */
export interface Downloaded {
  readonly status: number;
  readonly body: Uint8Array;
}

/** Fetches a URL by GET; rejects where the host cannot be reached. */
export type Download = (url: string) => Promise<Downloaded>;

export interface PackageOptions {
  /** Where packages are installed; default `~/.fhir/packages`, shared with other FHIR tools. */
  readonly cacheFolder?: string;
  /** Base URLs of package registries, in the order they are asked. */
  readonly registries?: readonly string[];
  /** Without it nothing is downloaded, as with `offline`. */
  readonly download?: Download;
  readonly offline?: boolean;
  /** A JSON file that pins versions and their sha512; read where it exists, written as packages come in. */
  readonly lockFile?: string;
  readonly limits?: Partial<ArchiveLimits>;
}

/** What an archive may hold before it is taken for an attack. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of all files, unpacked. */
  readonly bytes: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Unpacked bytes for each packed one, looked at beyond the first 10 MB. */
  readonly ratio: number;
}

/** Something in a package that cannot be used; the rest of it can. */
export interface PackageProblem {
  readonly package: string;
  /** File inside the package. */
  readonly file?: string;
  readonly code: 'malformed-json' | 'no-resource' | 'missing-dependency' | 'conflicting-manifest';
  readonly message: string;
}

/** A package as read: what definitions need of it, its dependencies, and what was wrong with it. */
export interface ReadPackage extends LoadedPackage {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly problems: readonly PackageProblem[];
}

export const packageError = (code: string, message: string, hint?: string, cause?: unknown): ReadinessError =>
  new ReadinessError(`packages.${code}`, message, EXIT.usage, hint, cause === undefined ? undefined : { cause });
