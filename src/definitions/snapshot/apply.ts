import type { ElementDefinition } from 'fhir/r4.js';
import { asTypeSlice, choiceMeant, sliceByType, typeInName, typeSlicing } from './choice.js';
import type { DiffNode } from './differential.js';
import { walkAgain, walkInto } from './expand.js';
import { lowerMax, mergeConstraints, mergeElement, upperBound } from './merge-element.js';
import { findChild, findSlice, hostOf, type Node } from './tree.js';
import type { Workshop } from './workshop.js';

/** Everything a differential says about one child element: the element itself, and slices of it. */
interface Group {
  plain: DiffNode | undefined;
  readonly slices: DiffNode[];
  /** Slices that stand for shortcuts such as `valueQuantity`. */
  readonly shortcuts: string[];
}

/** Applies what a differential says about a node and all that lies under it. Changes the tree. */
export function applyDifferential(node: Node, diff: DiffNode, shop: Workshop): void {
  if (diff.element) constrain(node, diff.element, diff.id, shop);
  if (diff.children.length === 0) return;
  walkInto(node, diff.id, shop);
  for (const [child, group] of groupChildren(node, diff, shop)) applyGroup(child, group, shop);
}

function groupChildren(node: Node, diff: DiffNode, shop: Workshop): Map<Node, Group> {
  const groups = new Map<Node, Group>();
  const groupOf = (child: Node): Group => {
    const group = groups.get(child) ?? { plain: undefined, slices: [], shortcuts: [] };
    groups.set(child, group);
    return group;
  };
  for (const part of diff.children) {
    const child = findChild(node, part.name);
    const meant = child ? undefined : choiceMeant(node.children, part.name);
    if (child && part.sliceName === undefined) groupOf(child).plain = part;
    else if (child) groupOf(child).slices.push(part);
    else if (meant) placeShortcut(groupOf(meant.choice), meant.choice, asTypeSlice(meant.choice, part, meant.type));
    else if (shop.definition.derivation === 'specialization') groupOf(addChild(node, part)).plain = part;
    else shop.report('unknown-element', part.id, `there is no element "${part.name}" here`);
  }
  return groups;
}

/** Where one type is left, a shortcut means the element itself. */
function placeShortcut(group: Group, choice: Node, slice: DiffNode): void {
  const only = choice.element.type?.length === 1 && choice.slices.length === 0;
  if (only && !group.plain) {
    const { sliceName: _sliceName, ...plain } = slice;
    group.plain = plain;
    return;
  }
  group.slices.push(slice);
  group.shortcuts.push(slice.sliceName ?? '');
}

function addChild(node: Node, part: DiffNode): Node {
  const element: ElementDefinition = { path: part.name, min: 0, max: '1' };
  const child: Node = { name: part.name, element, children: [], slices: [] };
  node.children.push(child);
  return child;
}

function applyGroup(child: Node, group: Group, shop: Workshop): void {
  if (group.plain) applyDifferential(child, group.plain, shop);
  const [only] = group.slices;
  if (only && group.slices.length === 1 && !isSliceable(child)) {
    shop.report(
      'no-slicing',
      only.id,
      'nothing says how the element is sliced; the slice is taken for the element itself',
    );
    applyDifferential(child, asElement(only), shop);
    return;
  }
  const known = new Map<string | undefined, Node>();
  for (const slice of child.slices) if (!known.has(slice.element.sliceName)) known.set(slice.element.sliceName, slice);
  for (const part of group.slices) {
    const sliceName = part.sliceName ?? '';
    const held = sliceName.includes('/') ? findSlice(child, sliceName) : known.get(sliceName);
    const slice = held ?? addSlice(child, part, group, shop);
    if (!known.has(sliceName)) known.set(sliceName, slice);
    applyDifferential(slice, part, shop);
  }
  if (group.shortcuts.length > 0) sliceByType(child, group.shortcuts);
}

/** A slice starts as what the unsliced element has become, children included, but is optional until it says otherwise. */
function addSlice(unsliced: Node, part: DiffNode, group: Group, shop: Workshop): Node {
  const sliceName = part.sliceName ?? '';
  const host = hostOf(unsliced, sliceName);
  if (!group.shortcuts.includes(sliceName)) assureSlicing(host, part, shop);
  const { slicing: _slicing, mustSupport, ...element } = host.element;
  const supported = mustSupport === true && part.element?.mustSupport !== false;
  const type = typeInName(unsliced.name, sliceName, element.type ?? []);
  const slice = shop.copy(
    { ...host, slices: [] },
    { ...element, ...(supported ? { mustSupport } : {}), ...(type ? { type: [type] } : {}), sliceName, min: 0 },
  );
  host.slices.push(slice);
  if (type && element.type?.length !== 1) walkAgain(slice, part.id, shop);
  return slice;
}

const isExtension = (node: Node): boolean =>
  node.element.type?.length === 1 && node.element.type[0]?.code === 'Extension';

/** Sliced already, or of a kind that is sliced without a word. */
const isSliceable = (node: Node): boolean =>
  node.element.slicing !== undefined || node.slices.length > 0 || node.name.endsWith('[x]') || isExtension(node);

function asElement({ sliceName: _own, element, ...part }: DiffNode): DiffNode {
  if (!element) return part;
  const { sliceName: _sliceName, ...plain } = element;
  return { ...part, element: plain };
}

/** Extensions are sliced by url and choices by type without a word; anything else must say how. */
function assureSlicing(host: Node, part: DiffNode, shop: Workshop): void {
  if (host.element.slicing) return;
  if (isExtension(host)) {
    const slicing = {
      discriminator: [{ type: 'value' as const, path: 'url' }],
      ordered: false,
      rules: 'open' as const,
    };
    host.element = { ...host.element, slicing };
  } else if (host.name.endsWith('[x]')) host.element = { ...host.element, slicing: typeSlicing };
  else shop.report('no-slicing', part.id, 'the element has slices, but nothing says what tells them apart');
}

function constrain(node: Node, diff: ElementDefinition, id: string, shop: Workshop): void {
  const before = node.element;
  const merged = mergeElement(before, diff, shop.definition.url);
  node.element = underProfile(merged, diff, shop);
  checkCardinality(node, before, id, shop);
  if (!diff.type || !before.type) return;
  if (diff.type.some((type) => type.profile) && before.sliceName !== undefined) node.children = [];
  else if (typesOf(before) !== typesOf(node.element)) walkAgain(node, id, shop);
}

const typesOf = (element: ElementDefinition): string =>
  JSON.stringify(element.type?.map((type) => [type.code, type.profile]));

/** What the root of a profile on the type adds: its invariants, and for an extension whether it modifies and how often it may occur. */
function underProfile(element: ElementDefinition, diff: ElementDefinition, shop: Workshop): ElementDefinition {
  const [type, ...others] = diff.type ?? [];
  const profiles = type?.profile ?? [];
  const [profile] = profiles;
  if (profile === undefined || profiles.length > 1 || others.length > 0 || profile.includes('#')) return element;
  const found = shop.source.snapshotOf(profile);
  const root = typeof found === 'string' ? undefined : found.snapshot?.element[0];
  if (!root || typeof found === 'string') return element;
  const constraint = mergeConstraints(element.constraint ?? [], root.constraint ?? [], found.url);
  const merged: ElementDefinition = constraint.length > 0 ? { ...element, constraint } : element;
  if (type?.code !== 'Extension') return merged;
  const max = diff.max ?? lowerMax(element.max, root.max);
  return {
    ...merged,
    ...(max === undefined ? {} : { max }),
    ...(root.isModifier === undefined || diff.isModifier !== undefined ? {} : { isModifier: root.isModifier }),
  };
}

/** A profile may only narrow. */
function checkCardinality(node: Node, before: ElementDefinition, id: string, shop: Workshop): void {
  const { min = 0, max } = node.element;
  if (min < (before.min ?? 0)) {
    shop.report('looser-cardinality', id, `min ${min} is below the base's ${before.min ?? 0}, which stands`);
    node.element = { ...node.element, min: before.min ?? 0 };
  }
  if (upperBound(max) > upperBound(before.max)) {
    shop.report('looser-cardinality', id, `max ${max ?? '*'} is above the base's ${before.max ?? '*'}, which stands`);
    node.element = { ...node.element, max: before.max ?? '*' };
  }
}
