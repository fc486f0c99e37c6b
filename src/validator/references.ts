import type { Identifiers } from './identifiers.js';
import { isRelativeTo, slashOfRelative } from './literal.js';
import { isPlainUrn, isPlainText } from './primitive.js';
import { checkTargetType } from './reference-target.js';
import { checkReference } from './rules/reference.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';
import type { Prop } from './type-schema.js';

/** Judges References: what they say of themselves, and the types they may lead to. */
export class References {
  /** True where nobody asks that what a literal leads to exists. */
  readonly #isQuick: boolean;

  constructor(
    readonly schemas: Schemas,
    readonly identifiers: Identifiers,
  ) {
    const { externalReferences = 'ignore' } = schemas.options;
    this.#isQuick = externalReferences === 'ignore';
  }

  /**
   * True for a Reference of `reference` or `identifier`, and perhaps `display`, that meets all that is asked of one: by `[type]/[id]`
   * or a UUID to an allowed type.
   */
  isPlain(node: Node, { targets }: Prop, run: Run): boolean {
    let literal: string | undefined;
    let holds = false;
    for (const key in node) {
      const value = node[key];
      if (key === 'identifier') {
        if (!isNode(value) || !this.identifiers.isPlain(value, run)) return false;
      } else if (!isPlainText(value)) return false;
      else if (key === 'reference') literal = value;
      else if (key !== 'display') return false;
      holds = true;
    }
    if (literal === undefined) return holds;
    if (!this.#isQuick || !this.#leadsTo(literal, targets, run)) return false;
    run.references?.note(node, literal, run);
    return true;
  }

  #leadsTo(literal: string, targets: readonly string[], run: Run): boolean {
    if (targets.length > 0) {
      if (isRelativeTo(literal, targets)) return true;
      if (!isPlainUrn(literal)) return false;
      const target = run.resolve(literal);
      return !isNode(target) || targets.includes(target['resourceType'] as string);
    }
    const slash = slashOfRelative(literal);
    return slash < 0 ? isPlainUrn(literal) : this.schemas.definitions.isResource(literal.slice(0, slash));
  }

  /** A Reference at the current node. */
  check(node: Node, prop: Prop | undefined, run: Run): void {
    const { reference } = node;
    if (typeof reference === 'string') run.references?.note(node, reference, run);
    checkReference(node, run, this.schemas.definitions, this.schemas.options);
    if (prop !== undefined && prop.targets.length > 0)
      checkTargetType(node, prop.targets, prop.name, this.schemas, run);
  }
}
