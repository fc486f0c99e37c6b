import type { ElementDefinition } from 'fhir/r4.js';
import type { Definitions } from '../../../src/definitions/index.js';
import type { InvariantSource } from '../../../src/validator/invariant/index.js';

export type Tree = Record<string, unknown>;

/** A node of a resource with one invariant asked of it. */
export interface Visit extends InvariantSource {
  readonly node: unknown;
  readonly resource: Tree;
  readonly rootResource: Tree;
}

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Walks a resource by the base definitions and calls back for every node and invariant of R4. */
export class Visitor {
  readonly #elements = new Map<string, ReadonlyMap<string, ElementDefinition>>();

  constructor(readonly definitions: Definitions) {}

  resource(resource: Tree, root: Tree, visit: (visit: Visit) => void): void {
    const type = String(resource['resourceType']);
    this.#node(resource, type, type, type, { resource, rootResource: root }, visit);
  }

  elements(type: string): ReadonlyMap<string, ElementDefinition> {
    let held = this.#elements.get(type);
    if (held === undefined) {
      held = new Map((this.definitions.base(type)?.snapshot?.element ?? []).map((element) => [element.path, element]));
      this.#elements.set(type, held);
    }
    return held;
  }

  /** The definition of a property, and the type it has there. */
  child(
    type: string,
    path: string,
    key: string,
  ): { readonly element: ElementDefinition; readonly type: string } | undefined {
    const elements = this.elements(type);
    const direct = elements.get(`${path}.${key}`);
    if (direct !== undefined) return { element: direct, type: direct.type?.[0]?.code ?? '' };
    for (const [at, element] of elements) {
      if (!at.endsWith('[x]') || !at.startsWith(`${path}.`) || at.slice(path.length + 1).includes('.')) continue;
      const stem = at.slice(path.length + 1, -3);
      const found = element.type?.find(({ code }) => key === stem + code.charAt(0).toUpperCase() + code.slice(1));
      if (found !== undefined) return { element, type: found.code };
    }
    return undefined;
  }

  #node(
    node: unknown,
    path: string,
    definition: string,
    type: string,
    context: Pick<Visit, 'resource' | 'rootResource'>,
    visit: (visit: Visit) => void,
  ): void {
    this.#ask(this.elements(definition).get(path), node, type, context, visit);
    if (!isTree(node)) return;
    for (const [key, held] of Object.entries(node)) {
      if (key === 'resourceType' || key.startsWith('_')) continue;
      const child = this.child(definition, path, key);
      if (child === undefined) continue;
      for (const value of Array.isArray(held) ? (held as unknown[]) : [held]) {
        if (value === null) continue;
        const reference = child.element.contentReference;
        if (isTree(value) && typeof value['resourceType'] === 'string') {
          this.resource(value, key === 'contained' ? context.rootResource : value, visit);
        } else if (reference !== undefined) {
          this.#node(
            value,
            reference.slice(reference.indexOf('#') + 1),
            definition,
            reference.slice(reference.indexOf('#') + 1),
            context,
            visit,
          );
        } else if (child.type === 'BackboneElement' || child.type === 'Element') {
          this.#node(value, child.element.path, definition, child.element.path, context, visit);
        } else if (!child.type.startsWith('http')) {
          this.#ask(child.element, value, child.type, context, visit, true);
          this.#node(value, child.type, child.type, child.type, context, visit);
        }
      }
    }
  }

  #ask(
    element: ElementDefinition | undefined,
    node: unknown,
    type: string,
    context: Pick<Visit, 'resource' | 'rootResource'>,
    visit: (visit: Visit) => void,
    own = false,
  ): void {
    for (const { key, expression } of element?.constraint ?? []) {
      if (expression === undefined || (key === 'ele-1' && (own || !isTree(node)))) continue;
      visit({ ...context, node, key, expression, type });
    }
  }
}
