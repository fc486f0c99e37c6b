import { compareVersions } from '../canonical.js';
import { packageId, satisfies } from './package-spec.js';
import { packageError, type Download, type Downloaded } from './package-types.js';

export const PUBLIC_REGISTRIES: readonly string[] = [
  'https://packages.fhir.org',
  'https://packages2.fhir.org/packages',
];

/** FHIR package registries, asked in turn until one has the package. */
export class Registry {
  readonly #bases: readonly string[];
  readonly #download: Download;

  constructor(bases: readonly string[], download: Download) {
    this.#bases = bases.map((base) => base.replace(/\/+$/, ''));
    this.#download = download;
  }

  /** The newest version on offer that fits a range such as `1.0.x` or `latest`. */
  async newestVersion(name: string, range: string): Promise<string> {
    const body = await this.#first(`${name}#${range}`, (base) => `${base}/${encodeURIComponent(name)}`);
    const listing = parseListing(body);
    const tagged = range === 'latest' ? listing.latest : undefined;
    const fitting = listing.versions.filter((version) => satisfies(version, range)).toSorted(compareVersions);
    const newest = tagged ?? fitting.at(-1);
    if (newest === undefined) throw notFound(packageId(name, range), 'none of its versions fits');
    return newest;
  }

  /** The archive of one version. */
  archive(name: string, version: string): Promise<Uint8Array> {
    const path = `${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
    return this.#first(packageId(name, version), (base) => `${base}/${path}`);
  }

  async #first(id: string, urlAt: (base: string) => string): Promise<Uint8Array> {
    const failures: string[] = [];
    for (const base of this.#bases) {
      const answer = await this.#ask(urlAt(base));
      if (typeof answer !== 'string' && answer.status === 200) return answer.body;
      failures.push(`${base}: ${typeof answer === 'string' ? answer : `HTTP ${answer.status}`}`);
    }
    throw notFound(id, failures.join('; '));
  }

  async #ask(url: string): Promise<Downloaded | string> {
    try {
      return await this.#download(url);
    } catch (error) {
      return error instanceof Error ? error.message : 'unreachable';
    }
  }
}

const notFound = (id: string, why: string): Error =>
  packageError(
    'not-found',
    `The package ${id} is in none of the registries (${why})`,
    'Check its name and version, or name other registries.',
  );

function parseListing(body: Uint8Array): { readonly versions: readonly string[]; readonly latest: string | undefined } {
  try {
    const listing = JSON.parse(Buffer.from(body).toString('utf8')) as {
      versions?: Record<string, unknown>;
      'dist-tags'?: { latest?: unknown };
    };
    const latest = listing['dist-tags']?.latest;
    return { versions: Object.keys(listing.versions ?? {}), latest: typeof latest === 'string' ? latest : undefined };
  } catch {
    return { versions: [], latest: undefined };
  }
}
