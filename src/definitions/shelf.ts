import type { FhirResource } from 'fhir/r4.js';

/** A definition that is read when it is asked for. */
export interface Holding {
  readonly version: string | undefined;
  /** The build has made its snapshot: nothing is left to check. */
  readonly ready: boolean;
  load(): FhirResource;
}

/** A place definitions are held: the packed R4 core, a UK Core pack, a loaded package, single resources. */
export interface Shelf {
  readonly kinds: readonly string[];
  /** All versions of a canonical of a kind that are held here. */
  find(kind: string, url: string): readonly Holding[];
  canonicals(kind: string): readonly string[];
  /** Search parameters by a base type, inherited ones apart. */
  searchParameters(base: string): readonly string[];
  /** Canonicals of the supplements to a code system. */
  supplements(codeSystem: string): readonly string[];
  /** The UK Core profile that applies to a type. */
  ukCoreProfile(type: string): string | undefined;
}
