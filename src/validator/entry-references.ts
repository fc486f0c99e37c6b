import type { Run } from './run.js';
import { pushTo } from './rules/tree.js';
import { isNode, type Node } from './shape.js';
import { visitTree } from './visit.js';

const NONE: readonly Node[] = [];

/**
 * The literal References in the entries of a Bundle, noted while it is walked. Those to what is contained beside them are left out;
 * those in a Bundle within belong to that Bundle.
 */
export class EntryReferences {
  readonly #byEntry = new Map<number, Node[]>();

  /** `depth` is where the Bundle stands on the way from the root. */
  constructor(readonly depth: number) {}

  note(reference: Node, { steps, indexes }: Pick<Run, 'steps' | 'indexes'>): void {
    const literal = reference['reference'];
    if (typeof literal !== 'string' || literal.startsWith('#')) return;
    const entry = indexes[this.depth];
    if (entry === undefined || steps[this.depth]?.segment !== 'entry' || steps[this.depth + 1]?.segment !== 'resource')
      return;
    pushTo(this.#byEntry, entry, reference);
  }

  of(entry: number): readonly Node[] {
    return this.#byEntry.get(entry) ?? NONE;
  }
}

/** Notes the References within a resource that is not walked. */
export function noteReferences(resource: Node, into: EntryReferences, run: Run): void {
  visitTree(resource, (value) => {
    if (isNode(value) && value['reference'] !== undefined) into.note(value, run);
  });
}
