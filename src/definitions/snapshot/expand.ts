import type { ElementDefinitionType } from 'fhir/r4.js';
import { canonicalOfType, isSystemType } from './source.js';
import { findChild, nodeAt, type Node } from './tree.js';
import type { Workshop } from './workshop.js';

/** Gives a node the children of what it is made of, where it has none yet: a content reference, a profile, a type. */
export function walkInto(node: Node, id: string, shop: Workshop): void {
  if (node.children.length > 0) return;
  if (node.element.contentReference !== undefined) followReference(node, node.element.contentReference, id, shop);
  else node.children = childrenOf(node.element.type ?? [], id, shop);
}

/** Children for types that a constraint has changed. What the element's children already say stays. */
export function walkAgain(node: Node, id: string, shop: Workshop): void {
  if (node.children.length === 0) return;
  const before = node.children;
  const children = childrenOf(node.element.type ?? [], id, shop);
  if (children.length === 0) return;
  node.children = children.map((child) => before.find((known) => known.name === child.name) ?? child);
}

function childrenOf(types: readonly ElementDefinitionType[], id: string, shop: Workshop): Node[] {
  const codes = [...new Set(types.map((type) => type.code))];
  const [code] = codes;
  if (code === undefined || isSystemType(code)) return [];
  if (codes.length > 1) return treeChildren(canonicalOfType('Element'), id, shop) ?? [];
  const profiles = types.flatMap((type) => type.profile ?? []);
  const [profile] = profiles;
  if (types.length === 1 && profiles.length === 1 && profile !== undefined) {
    const children = treeChildren(profile, id, shop);
    if (children) return children;
  }
  return treeChildren(canonicalOfType(code), id, shop) ?? [];
}

function treeChildren(canonical: string, id: string, shop: Workshop): Node[] | undefined {
  const [url = canonical, fragment] = canonical.split('#', 2);
  const root = shop.tree(url);
  if (typeof root === 'string') {
    shop.report('unknown-profile', id, `${canonical} is needed here and is ${root === 'unknown' ? 'not held' : root}`);
    return undefined;
  }
  const start = fragment === undefined ? root : nodeAt(root, fragment.split('.').slice(1));
  return start?.children;
}

/** A content reference brings what the type itself defines, not what a profile makes of the element it names. */
function followReference(node: Node, reference: string, id: string, shop: Workshop): void {
  const path = reference.slice(reference.lastIndexOf('#') + 1);
  const [type = '', ...names] = path.split('.');
  const tree = shop.tree(canonicalOfType(type));
  const own = shop.base?.name === type ? shop.base : undefined;
  const target = typeof tree === 'string' ? own && nodeAt(own, names) : nodeAt(tree, names);
  if (!target) {
    shop.report('unknown-content-reference', id, `${reference} leads nowhere`);
    return;
  }
  node.children = target.children.map((child) => shop.copy(child));
  const { contentReference: _followed, ...element } = node.element;
  node.element = target.element.type ? { ...element, type: target.element.type } : element;
}

/** The child of that name, walking into the node if need be. */
export function childNamed(node: Node, name: string, id: string, shop: Workshop): Node | undefined {
  walkInto(node, id, shop);
  return findChild(node, name);
}
