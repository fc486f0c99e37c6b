import { visitTree } from '../visit.js';
import { isTree, type Tree } from './tree.js';
import { parseXhtml } from './xhtml-parse.js';

/** Adds the ids of all elements and resources of a tree. */
export function elementIds(holder: Tree, into: Set<string>): void {
  visitTree(holder, (value) => {
    if (isTree(value) && typeof value['id'] === 'string') into.add(value['id']);
  });
}

/** What local links may lead to, anywhere in a document: ids of elements, and anchors of narratives. */
export function fragmentsIn(root: Tree): ReadonlySet<string> {
  const targets = new Set<string>();
  elementIds(root, targets);
  visitTree(root, (value) => {
    const div = isTree(value) ? value['div'] : undefined;
    if (typeof div === 'string') for (const anchor of parseXhtml(div).anchors) targets.add(anchor);
  });
  return targets;
}
