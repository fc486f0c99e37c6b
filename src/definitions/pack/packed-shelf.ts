import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FhirResource } from 'fhir/r4.js';
import { EXIT, ReadinessError } from '../../model/errors.js';
import type { Holding, Shelf } from '../shelf.js';
import { Catalogue } from './catalogue.js';
import { dataFile, headerFile, type PackHeader, type Slice, type TableSlice } from './format.js';

/** `dist/data`, where the build leaves the packs; the same place seen from `src` and from `dist`. */
export const packFolder = (): string => fileURLToPath(new URL('../../../dist/data/', import.meta.url));

/** A pack of the build: its header is read on opening, everything else when it is asked for. */
export class PackedShelf implements Shelf {
  readonly #data: string;
  readonly #catalogues = new Map<string, Catalogue>();
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
    const entry = this.#catalogue(kind)?.find(url);
    if (!entry) return [];
    const { slice, version = this.header.version } = entry;
    return [
      {
        version: version === '' ? undefined : version,
        ready: true,
        load: () => JSON.parse(this.#text(slice)) as FhirResource,
      },
    ];
  }

  canonicals(kind: string): readonly string[] {
    return this.#catalogue(kind)?.canonicals() ?? [];
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

  #catalogue(kind: string): Catalogue | undefined {
    let catalogue = this.#catalogues.get(kind);
    if (catalogue) return catalogue;
    const slice = valueAt(this.header.kinds, kind);
    if (!slice) return undefined;
    catalogue = new Catalogue(this.#text(slice, 'latin1'));
    this.#catalogues.set(kind, catalogue);
    return catalogue;
  }

  #table<T>(slice: TableSlice<T>): Readonly<Record<string, T>> {
    const [offset] = slice;
    const known = this.#tables.get(offset);
    const table = known ?? (JSON.parse(this.#text(slice)) as unknown);
    this.#tables.set(offset, table);
    return table as Readonly<Record<string, T>>;
  }

  #text([offset, length]: Slice, encoding: 'utf8' | 'latin1' = 'utf8'): string {
    const buffer = Buffer.allocUnsafe(length);
    const file = openSync(this.#data, 'r');
    try {
      readSync(file, buffer, 0, length, offset);
    } finally {
      closeSync(file);
    }
    return buffer.toString(encoding);
  }
}

const valueAt = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
