import { packageError } from './package-types.js';

/** How a package is named on the command line. */
export type PackageSpec =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'archive'; readonly path: string }
  | { readonly kind: 'named'; readonly name: string; readonly version: string };

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/** Whether a name and a version may become a folder's name. */
export const isPackageName = (name: string): boolean => NAME.test(name) && name.length <= 200;
export const isPackageVersion = (version: string): boolean =>
  VERSION.test(version) && version.length <= 100 && !version.includes('..');

/** A spec as typed: `x.tgz`, `name#version` (also `name@version`), or a folder. Throws `packages.bad-spec`. */
export function parsePackageSpec(text: string): PackageSpec {
  if (/\.(?:tgz|tar\.gz)$/i.test(text)) return { kind: 'archive', path: text };
  const named = /^([^#@/\\]+)[#@]([^/\\]+)$/.exec(text);
  if (!named) return { kind: 'folder', path: text };
  const [, name = '', version = ''] = named;
  if (isPackageName(name) && isPackageVersion(version)) return { kind: 'named', name, version };
  throw packageError(
    'bad-spec',
    `"${text}" names no package`,
    'Write it as name#version, for example hl7.fhir.uv.ips#1.1.0.',
  );
}

export const packageId = (name: string, version: string): string => `${name}#${version}`;

/** `1.2.x` and `latest` leave the choice to what is there. */
export const isRange = (version: string): boolean => version === 'latest' || /(?:^|\.)[x*]$/i.test(version);

export function satisfies(version: string, range: string): boolean {
  if (range === 'latest') return !version.includes('-');
  if (!isRange(range)) return version === range;
  const start = range.replace(/[x*]$/i, '');
  return version.startsWith(start) && !version.includes('-');
}
