import type { Issue } from '../model/index.js';

const ENOUGH = 3;

/** For how many subjects a text that records brought along was seen: what many carry is no name of one person. */
export class Seen {
  readonly #subjects = new Map<string, Set<string>>();

  add(text: string, subject: string): void {
    const subjects = this.#subjects.get(text) ?? new Set<string>();
    if (subjects.size < ENOUGH) subjects.add(subject);
    this.#subjects.set(text, subjects);
  }

  /** Texts of an issue's parameters and its rule; `system#code` counts for the system too. */
  addIssue({ params, rule }: Issue, subject: string): void {
    if (rule !== undefined) this.add(rule, subject);
    for (const value of Object.values(params)) {
      for (const text of typeof value === 'object' ? value : [value]) {
        if (typeof text !== 'string') continue;
        this.add(text, subject);
        const hash = text.lastIndexOf('#');
        if (hash > 0) this.add(text.slice(0, hash), subject);
      }
    }
  }

  /** Distinct subjects, counted up to three. */
  subjects(text: string): number {
    return this.#subjects.get(text)?.size ?? 0;
  }
}
