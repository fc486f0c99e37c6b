import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { snapshotError, type SnapshotProblem } from './problem.js';
import type { Missing, SnapshotSource } from './source.js';
import { treeOf, type Node } from './tree.js';

const MOST_ELEMENTS = 50_000;

/** What the steps of making one snapshot share: where definitions come from, what went wrong, how much may still be made. */
export class Workshop {
  readonly problems: SnapshotProblem[] = [];
  #elements = 0;

  constructor(
    readonly definition: StructureDefinition,
    readonly source: SnapshotSource,
    /** The base as it was, for content references in types that have no definition of their own. */
    readonly base: Node | undefined,
  ) {}

  /** Notes a problem and goes on. */
  report(code: SnapshotProblem['code'], element: string, message: string): void {
    this.problems.push({ profile: this.definition.url, element, code, message });
  }

  /** A definition's snapshot as a tree of its own, which may be changed. */
  tree(canonical: string): Node | Missing {
    const found = this.source.snapshotOf(canonical);
    if (typeof found === 'string') return found;
    const root = treeOf(found.url, found.snapshot?.element ?? []);
    return root ? this.copy(root) : 'broken';
  }

  /** A deep copy; elements themselves are never changed in place and may be shared. */
  copy(node: Node, element: ElementDefinition = node.element): Node {
    if (++this.#elements > MOST_ELEMENTS) {
      throw snapshotError(this.definition.url, `the snapshot would have more than ${MOST_ELEMENTS} elements`);
    }
    return {
      name: node.name,
      element,
      children: node.children.map((child) => this.copy(child)),
      slices: node.slices.map((slice) => this.copy(slice)),
    };
  }
}
