import type { ElementDefinition } from 'fhir/r4.js';
import { snapshotError } from './problem.js';

/** An element of a snapshot with what hangs under it. Without children: not walked into, or a primitive. */
export interface Node {
  /** Last part of the path: `identifier`, `value[x]`. */
  readonly name: string;
  element: ElementDefinition;
  children: Node[];
  /** The slices of this element; the slices of a slice are its reslices. */
  slices: Node[];
}

const MOST_LEVELS = 100;

/** A snapshot's list of elements as a tree. Throws for paths nested beyond reason. */
export function treeOf(profile: string, elements: readonly ElementDefinition[]): Node | undefined {
  let root: Node | undefined;
  const line: Node[] = [];
  for (const element of elements) {
    const parts = element.path.split('.');
    if (parts.length > MOST_LEVELS)
      throw snapshotError(profile, `an element lies more than ${MOST_LEVELS} levels deep`);
    const name = parts.at(-1) ?? '';
    const node: Node = { name, element, children: [], slices: [] };
    const depth = parts.length - 1;
    const parent = line[depth - 1];
    if (depth === 0) root ??= node;
    else if (!parent) continue;
    else attach(parent, node);
    line.length = depth;
    line.push(node);
  }
  return root;
}

function attach(parent: Node, node: Node): void {
  const { sliceName } = node.element;
  const unsliced = sliceName === undefined ? undefined : parent.children.findLast((child) => child.name === node.name);
  if (!unsliced || sliceName === undefined) parent.children.push(node);
  else hostOf(unsliced, sliceName).slices.push(node);
}

/** Where a slice belongs: the element itself, or for `a/b` the slice `a`. */
export function hostOf(unsliced: Node, sliceName: string): Node {
  const bar = sliceName.lastIndexOf('/');
  if (bar < 0) return unsliced;
  return findSlice(unsliced, sliceName.slice(0, bar)) ?? unsliced;
}

export function findSlice(unsliced: Node, sliceName: string): Node | undefined {
  for (const slice of unsliced.slices) {
    if (slice.element.sliceName === sliceName) return slice;
    const reslice = sliceName.startsWith(`${slice.element.sliceName ?? ''}/`) ? findSlice(slice, sliceName) : undefined;
    if (reslice) return reslice;
  }
  return undefined;
}

export const findChild = (node: Node, name: string): Node | undefined =>
  node.children.find((child) => child.name === name);

/** The node at a path below the root, by names alone. */
export const nodeAt = (root: Node, names: readonly string[]): Node | undefined =>
  names.reduce<Node | undefined>((node, name) => node && findChild(node, name), root);

/** The tree as a snapshot's list, with paths and ids made anew: ids name slices by their `sliceName`. */
export function elementsOf(root: Node): ElementDefinition[] {
  const elements: ElementDefinition[] = [];
  const write = (node: Node, path: string, unslicedId: string, id: string): void => {
    elements.push({ ...node.element, id, path });
    for (const child of node.children) {
      const childId = `${id}.${child.name}`;
      write(child, `${path}.${child.name}`, childId, childId);
    }
    for (const slice of node.slices) write(slice, path, unslicedId, `${unslicedId}:${slice.element.sliceName ?? ''}`);
  };
  write(root, root.name, root.name, root.name);
  return elements;
}
