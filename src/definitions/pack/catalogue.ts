import type { Entry } from './format.js';

/** From here on a table pays for itself. */
const MANY_QUESTIONS = 100;

/**
 * Entries by canonical as text, a line for each: a start looks up a few out of thousands, and to search a text costs far less than to
 * make a table of it.
 */
export class Catalogue {
  readonly #text: string;
  #asked = 0;
  #table: ReadonlyMap<string, string> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Writes entries as the text of a catalogue; it is ASCII, so that bytes and characters are the same. */
  static write(entries: Readonly<Record<string, Entry>>): string {
    const lines = Object.entries(entries).map(([canonical, { slice, version }]) => {
      const fields = [canonical, ...slice.map(String), ...(version === undefined ? [] : [version])];
      if (fields.some((field) => !PLAIN.test(field))) throw new Error(`${canonical} cannot stand in a catalogue`);
      return fields.join('\t');
    });
    return `\n${lines.map((line) => `${line}\n`).join('')}`;
  }

  find(canonical: string): Entry | undefined {
    const fields = this.#fields(canonical);
    if (fields === undefined) return undefined;
    const [offset, length, version] = fields.split('\t');
    const slice = [Number(offset), Number(length)] as const;
    return version === undefined ? { slice } : { slice, version };
  }

  canonicals(): readonly string[] {
    return [...this.#lines().keys()];
  }

  #fields(canonical: string): string | undefined {
    if (this.#asked++ >= MANY_QUESTIONS) return this.#lines().get(canonical);
    if (!PLAIN.test(canonical)) return undefined;
    const start = `\n${canonical}\t`;
    const at = this.#text.indexOf(start);
    const from = at + start.length;
    return at < 0 ? undefined : this.#text.slice(from, this.#text.indexOf('\n', from));
  }

  #lines(): ReadonlyMap<string, string> {
    this.#table ??= new Map(
      this.#text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const tab = line.indexOf('\t');
          return [line.slice(0, tab), line.slice(tab + 1)];
        }),
    );
    return this.#table;
  }
}

/** Neither tabs nor ends of lines: what is asked for may come from a record. */
const PLAIN = /^[\x20-\x7e]*$/;
