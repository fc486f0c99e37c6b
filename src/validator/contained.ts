import type { Run } from './run.js';
import { isNode, maskOf, type Node } from './shape.js';
import { visitTree } from './visit.js';

/**
 * Constraint dom-3 of R4, reported on the contained resource it means: it is referred to from the resource that holds it
 * (the narrative and other contained resources count), or refers to that resource by `#`. It has an id, which is its own
 * (R4 references.html#contained, resource.html#id).
 */
export function checkContainedUse(resource: Node, contained: unknown, run: Run): void {
  if (!Array.isArray(contained) || contained.length === 0) return;
  const used = new Set<string>();
  fragmentsIn(resource, used);
  const ids = new Set<unknown>();
  for (const [i, inner] of contained.entries()) {
    if (!isNode(inner)) continue;
    const place = `${run.path()}.contained[${String(i)}]`;
    const { id } = inner;
    if (id === undefined) run.reportAt(place, 'contained-without-id', 'error', {}, { rule: 'id' });
    else if (typeof id === 'string' && ids.has(id))
      run.reportAt(place, 'duplicate-element-id', 'error', { id: maskOf(id) }, { rule: 'id' });
    ids.add(id);
    if (typeof id === 'string' && used.has(`#${id}`)) continue;
    const own = new Set<string>();
    fragmentsIn(inner, own);
    if (!own.has('#')) run.reportAt(place, 'contained-unused', 'error', {}, { rule: 'dom-3' });
  }
}

const HASH = 35;
const LESS = 60;
const LINK = /(?:href|src)\s*=\s*["'](#[^"']*)["']/g;

/** Every text that is a local reference, and the targets of local links in narratives. */
function fragmentsIn(root: unknown, into: Set<string>): void {
  visitTree(root, (value) => {
    if (typeof value !== 'string') return;
    const first = value.charCodeAt(0);
    if (first === HASH) into.add(value);
    else if (first === LESS) for (const [, target] of value.matchAll(LINK)) if (target !== undefined) into.add(target);
  });
}
