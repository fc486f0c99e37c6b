import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FhirResource } from 'fhir/r4.js';
import { EXIT, ReadinessError } from '../../model/errors.js';
import type { Holding, Shelf } from '../shelf.js';
import { dataFile, headerFile, type Entry, type PackHeader, type Slice, type TableSlice } from './format.js';

/** `dist/data`, where the build leaves the packs; the same place seen from `src` and from `dist`. */
export const packFolder = (): string => fileURLToPath(new URL('../../../dist/data/', import.meta.url));

/** A pack of the build: its header is read on opening, everything else when it is asked for. */
export class PackedShelf implements Shelf {
  readonly #data: string;
  readonly #tables = new Map<number, unknown>();

  private constructor(
    readonly header: PackHeader,
    data: string,
  ) {
    this.#data = data;
  }

  /** Opens the pack `id`; throws `definitions.not-built` where the build has not left it. */
  static open(id: string, folder = packFolder()): PackedShelf {
    let text: string;
    try {
      text = readFileSync(folder + headerFile(id), 'utf8');
    } catch (cause) {
      throw new ReadinessError(
        'definitions.not-built',
        `The packed definitions "${id}" are not in ${folder}`,
        EXIT.internal,
        'Run "npm run build" once.',
        { cause },
      );
    }
    return new PackedShelf(JSON.parse(text) as PackHeader, folder + dataFile(id));
  }

  get kinds(): readonly string[] {
    return Object.keys(this.header.kinds);
  }

  find(kind: string, url: string): readonly Holding[] {
    const entry = valueAt(this.#entries(kind), url);
    if (!entry) return [];
    const [offset, length, version = this.header.version] = entry;
    return [
      {
        version: version === '' ? undefined : version,
        ready: true,
        load: () => this.#read([offset, length]) as FhirResource,
      },
    ];
  }

  canonicals(kind: string): readonly string[] {
    return Object.keys(this.#entries(kind));
  }

  searchParameters(base: string): readonly string[] {
    return valueAt(this.#table(this.header.searchParameters), base) ?? [];
  }

  supplements(codeSystem: string): readonly string[] {
    return valueAt(this.#table(this.header.supplements), codeSystem) ?? [];
  }

  ukCoreProfile(type: string): string | undefined {
    return valueAt(this.#table(this.header.ukCoreProfiles), type);
  }

  #entries(kind: string): Readonly<Record<string, Entry>> {
    const slice = valueAt(this.header.kinds, kind);
    return slice ? this.#table(slice) : {};
  }

  #table<T>(slice: TableSlice<T>): Readonly<Record<string, T>> {
    const [offset] = slice;
    const known = this.#tables.get(offset);
    const table = known ?? this.#read(slice);
    this.#tables.set(offset, table);
    return table as Readonly<Record<string, T>>;
  }

  #read([offset, length]: Slice): unknown {
    const buffer = Buffer.allocUnsafe(length);
    const file = openSync(this.#data, 'r');
    try {
      readSync(file, buffer, 0, length, offset);
    } finally {
      closeSync(file);
    }
    return JSON.parse(buffer.toString('utf8'));
  }
}

const valueAt = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
