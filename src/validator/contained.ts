import type { Run } from './run.js';
import { isNode, maskOf, type Node } from './shape.js';

/**
 * Constraint dom-3 of R4, reported on the contained resource it means: it is referred to from the resource that holds it
 * (the narrative counts), or refers to that resource by `#`. Its id is its own (R4 references.html#contained).
 */
export function checkContainedUse(resource: Node, run: Run): void {
  const { contained } = resource;
  if (!Array.isArray(contained) || contained.length === 0) return;
  const used = new Set<string>();
  fragmentsIn(resource, used);
  const ids = new Set<unknown>();
  for (const [i, inner] of contained.entries()) {
    if (!isNode(inner)) continue;
    const id = inner['id'];
    if (typeof id === 'string' && ids.has(id)) {
      const at = `${run.path()}.contained[${String(i)}]`;
      run.reportAt(at, 'duplicate-element-id', 'error', { id: maskOf(id) }, { rule: 'id' });
    }
    ids.add(id);
    if (typeof id === 'string' && used.has(`#${id}`)) continue;
    const own = new Set<string>();
    fragmentsIn(inner, own);
    if (own.has('#')) continue;
    run.reportAt(`${run.path()}.contained[${String(i)}]`, 'contained-unused', 'error', {}, { rule: 'dom-3' });
  }
}

const LINK = /(?:href|src)\s*=\s*["'](#[^"']*)["']/g;

/** Every text that is a local reference, and the targets of local links in narratives. */
function fragmentsIn(value: unknown, into: Set<string>): void {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const at = open.pop();
    if (typeof at === 'string') {
      if (at.startsWith('#')) into.add(at);
      else if (at.startsWith('<'))
        for (const [, target] of at.matchAll(LINK)) if (target !== undefined) into.add(target);
    } else if (Array.isArray(at)) {
      for (const item of at as readonly unknown[]) open.push(item);
    } else if (isNode(at)) {
      for (const key in at) open.push(at[key]);
    }
  }
}
