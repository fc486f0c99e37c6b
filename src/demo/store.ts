import type { FhirRecord } from './record.js';

/** Every version of every resource, in memory. Read-only once filled. */
export class Store {
  readonly #versions = new Map<string, FhirRecord[]>();
  readonly #current = new Map<string, FhirRecord[]>();
  readonly #deleted: ReadonlySet<string>;

  /** `deleted` holds `Type/id` of resources that were there once. */
  constructor(records: readonly FhirRecord[], deleted: readonly string[] = []) {
    this.#deleted = new Set(deleted);
    for (const record of records) {
      const key = `${record.resourceType}/${record.id}`;
      const versions = this.#versions.get(key);
      if (versions) versions.push(record);
      else this.#versions.set(key, [record]);
    }
    for (const [key, versions] of this.#versions) {
      versions.sort((a, b) => Date.parse(a.meta.lastUpdated) - Date.parse(b.meta.lastUpdated));
      const last = versions.at(-1);
      if (!last || this.#deleted.has(key)) continue;
      const all = this.#current.get(last.resourceType);
      if (all) all.push(last);
      else this.#current.set(last.resourceType, [last]);
    }
  }

  types(): readonly string[] {
    return [...this.#current.keys()].sort();
  }

  /** Current versions of a type. */
  all(type: string): readonly FhirRecord[] {
    return this.#current.get(type) ?? [];
  }

  /** `reference` is `Type/id`. */
  current(reference: string): FhirRecord | undefined {
    return this.#deleted.has(reference) ? undefined : this.#versions.get(reference)?.at(-1);
  }

  /** Oldest first; undefined for a resource that never was. */
  history(reference: string): readonly FhirRecord[] | undefined {
    return this.#versions.get(reference);
  }

  isDeleted(reference: string): boolean {
    return this.#deleted.has(reference);
  }
}
