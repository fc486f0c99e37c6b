import { randomUUID } from 'node:crypto';
import type { FhirRecord } from '../record.js';
import type { Query } from './query.js';

/** A search whose pages can still be asked for. */
export interface Result {
  readonly query: Query;
  readonly matches: readonly FhirRecord[];
}

export interface Page extends Result {
  readonly offset: number;
}

const REMEMBERED = 4000;

/** Hands out opaque tokens for pages and remembers the most recent ones. */
export class Pages {
  readonly #pages = new Map<string, Page>();
  readonly #tokens = new WeakMap<Result['matches'], Map<number, string>>();

  token(page: Page): string {
    const known = this.#tokens.get(page.matches) ?? new Map<number, string>();
    this.#tokens.set(page.matches, known);
    const token = known.get(page.offset) ?? randomUUID();
    known.set(page.offset, token);
    this.#pages.delete(token);
    this.#pages.set(token, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= REMEMBERED) break;
      this.#pages.delete(oldest);
    }
    return token;
  }

  find(token: string): Page | undefined {
    return this.#pages.get(token);
  }
}
