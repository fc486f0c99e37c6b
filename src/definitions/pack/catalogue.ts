import type { Entry } from './format.js';

/**
 * Entries by canonical as text, a line for each: a start looks up a few out of thousands, and to search a text costs far less than to
 * make a table of it.
 */
export class Catalogue {
  readonly #text: string;

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
    if (!PLAIN.test(canonical)) return undefined;
    const start = `\n${canonical}\t`;
    const at = this.#text.indexOf(start);
    if (at < 0) return undefined;
    const from = at + start.length;
    const [offset, length, version] = this.#text.slice(from, this.#text.indexOf('\n', from)).split('\t');
    const slice = [Number(offset), Number(length)] as const;
    return version === undefined ? { slice } : { slice, version };
  }

  canonicals(): readonly string[] {
    return this.#text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.slice(0, line.indexOf('\t')));
  }
}

/** Neither tabs nor ends of lines: what is asked for may come from a record. */
const PLAIN = /^[\x20-\x7e]*$/;
