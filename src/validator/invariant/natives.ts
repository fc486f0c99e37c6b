import { pushTo } from '../rules/tree.js';
import { visitTree } from '../visit.js';
import type { Invariant, InvariantContext, InvariantSource } from './invariant.js';
import { equalItems, Primitive } from './items.js';
import { compareTemporal } from './temporal.js';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

const contained = (node: unknown): readonly unknown[] | undefined => {
  const held = isTree(node) ? node['contained'] : undefined;
  return Array.isArray(held) ? held : undefined;
};

/** ele-1: a value, or content beside an id. */
function hasContent(node: unknown): boolean {
  if (!isTree(node)) return node !== undefined && node !== null;
  if (node instanceof Primitive) return node.value !== undefined || hasContent(node.element);
  for (const key in node) if (key !== 'id' && key !== '_id') return true;
  return false;
}

/** ext-1: extensions or a value, not both and not neither. */
function extensionOrValue(node: unknown): boolean {
  if (!isTree(node)) return false;
  const nested = Array.isArray(node['extension']) && node['extension'].length > 0;
  for (const key in node) if (key.startsWith('value') || key.startsWith('_value')) return !nested;
  return nested;
}

const everyContained = (test: (one: Tree) => boolean): Invariant => {
  return (node) => contained(node)?.every((one) => !isTree(one) || test(one)) ?? true;
};

const metaLacks =
  (...keys: readonly string[]) =>
  (resource: Tree): boolean => {
    const meta = resource['meta'];
    return !isTree(meta) || keys.every((key) => meta[key] === undefined && meta['_' + key] === undefined);
  };

/** dom-3: every contained resource is referred to, or refers to its container by `#`. */
function containedAreUsed(node: unknown): boolean {
  const all = contained(node);
  if (all === undefined) return true;
  const used = new Set<string>();
  collectFragments(node, used);
  return all.every((one) => {
    if (!isTree(one)) return true;
    if (typeof one['id'] === 'string' && used.has('#' + one['id'])) return true;
    const own = new Set<string>();
    collectFragments(one, own);
    return own.has('#');
  });
}

function collectFragments(value: unknown, into: Set<string>): void {
  visitTree(value, (at) => {
    if (typeof at === 'string' && at.startsWith('#')) into.add(at);
  });
}

/** dom-6: a narrative. */
const hasNarrative = (node: unknown): boolean =>
  isTree(node) && isTree(node['text']) && (node['text']['div'] !== undefined || node['text']['_div'] !== undefined);

/** ref-1: `#id` names a contained resource; `#` alone is the container. */
function fragmentIsContained(node: unknown, context: InvariantContext): boolean {
  const reference = isTree(node) ? node['reference'] : undefined;
  if (typeof reference !== 'string' || reference.charCodeAt(0) !== 35 || reference === '#') return true;
  const ids = context.containedIds?.() ?? idsOfContained(context.rootResource);
  return ids.has(reference.slice(1));
}

/** Ids of what a resource contains. */
export const idsOfContained = (resource: unknown): ReadonlySet<unknown> =>
  new Set((contained(resource) ?? []).map((one) => (isTree(one) ? one['id'] : undefined)));

/** bdl-7: no two entries share fullUrl and version, except in a history. */
function fullUrlsAreDistinct(node: unknown, context: InvariantContext): boolean {
  if (!isTree(node) || node['type'] === 'history' || !Array.isArray(node['entry'])) return true;
  if (context.haveOwnUrls?.(node) === true) return true;
  const seen = new Set<string>();
  for (const entry of node['entry'] as readonly unknown[]) {
    if (!isTree(entry) || typeof entry['fullUrl'] !== 'string') continue;
    const resource = isTree(entry['resource']) ? entry['resource'] : {};
    const version = isTree(resource['meta']) ? resource['meta']['versionId'] : undefined;
    const key = entry['fullUrl'] + (typeof version === 'string' ? version : '');
    if (seen.has(key)) return false;
    seen.add(key);
  }
  return true;
}

/**
 * per-1: the start is before the end. An end of lesser precision includes all that matches it (R4 datatypes, Period); a start of
 * lesser precision is not known to come before an end it also matches.
 */
function startsBeforeEnd(node: unknown): boolean {
  if (!isTree(node)) return true;
  const { start, end } = node;
  if (typeof start !== 'string' || typeof end !== 'string') return true;
  const order = compareTemporal(start, end);
  return order === undefined ? end.length < start.length : order <= 0;
}

/** obs-7: with a value, no component repeats the code of the Observation. */
function componentCodesDiffer(node: unknown, context: InvariantContext): boolean {
  if (!isTree(node) || !Array.isArray(node['component'])) return true;
  const own = codings(isTree(context.resource) ? context.resource['code'] : undefined);
  if (own.length === 0) return true;
  let valued = false;
  for (const key in node) if (key.startsWith('value') || key.startsWith('_value')) valued = true;
  if (!valued) return true;
  const byCode = new Map<unknown, unknown[]>();
  for (const coding of own) pushTo(byCode, codeOf(coding), coding);
  return node['component'].every((component: unknown) => {
    const theirs = codings(isTree(component) ? component['code'] : undefined);
    return !theirs.some((coding) => byCode.get(codeOf(coding))?.some((other) => equalItems(coding, other)) === true);
  });
}

/** What equal codings surely share. */
const codeOf = (coding: unknown): unknown =>
  isTree(coding) && typeof coding['code'] === 'string' ? coding['code'] : undefined;

function codings(concept: unknown): readonly unknown[] {
  const held = isTree(concept) ? concept['coding'] : undefined;
  return Array.isArray(held) ? held : [];
}

/** que-2: no two items have one linkId. */
function linkIdsAreDistinct(node: unknown): boolean {
  const seen = new Set<string>();
  let distinct = true;
  visitTree(node, (at) => {
    if (at === node || !isTree(at) || Array.isArray(at)) return;
    const { linkId } = at;
    if (typeof linkId !== 'string') return;
    distinct &&= !seen.has(linkId);
    seen.add(linkId);
  });
  return distinct;
}

/** The expression of ref-1. */
export const FRAGMENT_IS_CONTAINED =
  "reference.startsWith('#').not() or (reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids'))";

const DOM_3 =
  "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().as(canonical) | %resource.descendants().as(uri) | %resource.descendants().as(url))) or descendants().where(reference = '#').exists() or descendants().where(as(canonical) = '#').exists() or descendants().where(as(canonical) = '#').exists()).not()).trace('unmatched', id).empty()";

/** Hand-written forms of the invariants asked of nearly every node, by their expression. */
const NATIVES: Readonly<Record<string, Invariant>> = {
  'hasValue() or (children().count() > id.count())': hasContent,
  'extension.exists() != value.exists()': extensionOrValue,
  'descendants().linkId.isDistinct()': linkIdsAreDistinct,
  'contained.contained.empty()': everyContained((one) => one['contained'] === undefined),
  [DOM_3]: containedAreUsed,
  'contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()': everyContained(
    metaLacks('versionId', 'lastUpdated'),
  ),
  'contained.meta.security.empty()': everyContained(metaLacks('security')),
  'text.`div`.exists()': hasNarrative,
  [FRAGMENT_IS_CONTAINED]: fragmentIsContained,
  "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl&resource.meta.versionId).isDistinct()":
    fullUrlsAreDistinct,
  'start.hasValue().not() or end.hasValue().not() or (start <= end)': startsBeforeEnd,
  'value.empty() or component.code.where(coding.intersect(%resource.code.coding).exists()).empty()':
    componentCodesDiffer,
  // txt-1 and txt-2: the narrative rule says which element or attribute is at fault
  'htmlChecks()': () => true,
};

/** The hand-written form of an invariant, where there is one. */
export const nativeInvariant = ({ expression }: InvariantSource): Invariant | undefined =>
  Object.hasOwn(NATIVES, expression) ? NATIVES[expression] : undefined;

/** Expressions with a hand-written form. */
export const nativeExpressions: readonly string[] = Object.keys(NATIVES);
