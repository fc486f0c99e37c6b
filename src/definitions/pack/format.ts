/** A slice of a pack's data file, in bytes. */
export type Slice = readonly [offset: number, length: number];

/** A slice that holds a JSON object of `T` by key. */
export type TableSlice<T> = Slice & { readonly holds?: T };

/** Where a definition lies; its version where it differs from the pack's, empty for none. */
export interface Entry {
  readonly slice: Slice;
  readonly version?: string;
}

/** A slice that holds a catalogue: an entry for each canonical. */
export type CatalogueSlice = Slice & { readonly holds?: 'catalogue' };

/**
 * The small file that is read on opening a pack. What it points to lies in the data file and is read when first needed:
 * a catalogue for each kind, and tables of canonicals by base type, code system and resource type.
 */
export interface PackHeader {
  readonly name: string;
  readonly version: string;
  readonly kinds: Readonly<Record<string, CatalogueSlice>>;
  readonly searchParameters: TableSlice<readonly string[]>;
  readonly supplements: TableSlice<readonly string[]>;
  readonly ukCoreProfiles: TableSlice<string>;
  readonly resourceTypes: readonly string[];
}

export const headerFile = (id: string): string => `${id}.index.json`;
export const dataFile = (id: string): string => `${id}.data`;
