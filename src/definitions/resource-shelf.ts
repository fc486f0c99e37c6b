import type { FhirResource } from 'fhir/r4.js';
import type { Holding, Shelf } from './shelf.js';
import { supplementsBySystem } from './supplements.js';
import { plainUkCoreProfiles } from './uk-core.js';

interface Conformance {
  readonly resourceType: string;
  readonly url: string;
  readonly version?: unknown;
}

const isConformance = (value: unknown): value is Conformance =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<Conformance>).url === 'string' &&
  typeof (value as Partial<Conformance>).resourceType === 'string';

/** Conformance resources held in memory. Resources without a canonical are passed over. */
export class ResourceShelf implements Shelf {
  readonly #byKind = new Map<string, Map<string, Holding[]>>();
  readonly #searchParameters = new Map<string, string[]>();
  readonly #supplements: ReadonlyMap<string, readonly string[]>;
  readonly #ukCoreProfiles: ReadonlyMap<string, string>;

  constructor(resources: readonly FhirResource[]) {
    for (const resource of resources) if (isConformance(resource)) this.#add(resource, resource);
    this.#supplements = supplementsBySystem(resources);
    this.#ukCoreProfiles = plainUkCoreProfiles(resources);
  }

  #add(found: Conformance, resource: FhirResource): void {
    const byUrl = this.#byKind.get(found.resourceType) ?? new Map<string, Holding[]>();
    this.#byKind.set(found.resourceType, byUrl);
    const version = typeof found.version === 'string' ? found.version : undefined;
    const holdings = byUrl.get(found.url) ?? [];
    byUrl.set(found.url, holdings);
    holdings.push({ version, ready: false, load: () => resource });
    if (resource.resourceType !== 'SearchParameter' || !Array.isArray(resource.base)) return;
    for (const base of resource.base) {
      this.#searchParameters.set(base, [...(this.#searchParameters.get(base) ?? []), found.url]);
    }
  }

  get kinds(): readonly string[] {
    return [...this.#byKind.keys()];
  }

  find(kind: string, url: string): readonly Holding[] {
    return this.#byKind.get(kind)?.get(url) ?? [];
  }

  canonicals(kind: string): readonly string[] {
    return [...(this.#byKind.get(kind)?.keys() ?? [])];
  }

  searchParameters(base: string): readonly string[] {
    return this.#searchParameters.get(base) ?? [];
  }

  supplements(codeSystem: string): readonly string[] {
    return this.#supplements.get(codeSystem) ?? [];
  }

  ukCoreProfile(type: string): string | undefined {
    return this.#ukCoreProfiles.get(type);
  }
}
