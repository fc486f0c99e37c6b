import type { Run } from './run.js';
import { isNode, type Node } from './shape.js';
import { visitTree } from './visit.js';

const NONE: readonly Node[] = [];
const HASH = 35;

/** The URL of a narrative, with the id of a part of it behind a `#`, and the entry that names it. */
export interface NarrativeLink {
  readonly entry: number;
  readonly url: string;
}

/**
 * The literal References in the entries of a Bundle, noted while it is walked. Those to what is contained beside them are left out;
 * those in a Bundle within belong to that Bundle.
 */
export class EntryReferences {
  /** In the order of the entries, which is that of the walk. */
  readonly #references: Node[] = [];
  /** By entry where its references begin. */
  readonly #starts: number[] = [];
  /** Where data says which part of a narrative shows it, in the order of the walk. */
  readonly narrativeLinks: NarrativeLink[] = [];

  /** `depth` is where the Bundle stands on the way from the root. */
  constructor(readonly depth: number) {}

  note(reference: Node, literal: string, { steps, indexes }: Pick<Run, 'steps' | 'indexes'>): void {
    if (literal.charCodeAt(0) === HASH) return;
    const entry = indexes[this.depth];
    if (entry === undefined || steps[this.depth]?.segment !== 'entry' || steps[this.depth + 1]?.segment !== 'resource')
      return;
    while (this.#starts.length <= entry) this.#starts.push(this.#references.length);
    this.#references.push(reference);
  }

  noteLink(url: unknown, { indexes }: Pick<Run, 'indexes'>): void {
    const entry = indexes[this.depth];
    if (entry !== undefined && typeof url === 'string') this.narrativeLinks.push({ entry, url });
  }

  of(entry: number): readonly Node[] {
    const start = this.#starts[entry];
    return start === undefined ? NONE : this.#references.slice(start, this.#starts[entry + 1]);
  }
}

/** Notes the References within a resource that is not walked. */
export function noteReferences(resource: Node, into: EntryReferences, run: Run): void {
  visitTree(resource, (value) => {
    if (isNode(value) && typeof value['reference'] === 'string') into.note(value, value['reference'], run);
  });
}
