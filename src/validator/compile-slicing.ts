import { compileItem, elementName, isVacant, type ProfileScope } from './compile-profile.js';
import { maxOf } from './compile-type.js';
import { isToldByValue, sliceMatcher } from './discriminator.js';
import { typeCodes, type ElementNode } from './element-tree.js';
import type { Item, Matcher, Slice, Slicing } from './profile.js';
import { isNode } from './shape.js';

type Discriminators = NonNullable<NonNullable<ElementNode['def']['slicing']>['discriminator']>;

/** The slices of an element; undefined where nothing could be broken. */
export function compileSlicing(
  node: ElementNode,
  scope: ProfileScope,
  inherited?: Discriminators,
): Slicing | undefined {
  const slicing = node.def.slicing;
  if (node.slices.length === 0) {
    return slicing?.rules === 'closed' && node.def.max !== '0'
      ? { rules: 'closed', ordered: false, demands: false, exclusive: true, slices: [], rest: undefined }
      : undefined;
  }
  const discriminators = slicing?.discriminator ?? inherited ?? implied(node);
  const rules = slicing?.rules ?? 'open';
  const ordered = slicing?.ordered === true;
  const slices: Slice[] = [];
  let rest: Item | undefined;
  for (const slice of node.slices) {
    if (slice.slice === '@default') {
      rest = compileItem(slice, node, scope);
      continue;
    }
    const made = compileSlice(slice, node, discriminators, scope);
    if (made !== undefined) slices.push(made);
  }
  const strict = ordered || rules !== 'open' || rest !== undefined;
  const kept = strict
    ? slices
    : slices.filter((s) => s.min > 0 || s.max < maxOf(node.def.max) || s.item !== undefined || s.slicing !== undefined);
  return kept.length === 0 && !strict
    ? undefined
    : {
        rules,
        ordered,
        demands: kept.some((slice) => slice.min > 0),
        exclusive: areExclusive(kept, node, discriminators, scope),
        slices: kept,
        rest,
      };
}

/** Where a slice rests on a value set, a type or a profile, that several slices take a value is left alone: it may be by design. */
function areExclusive(
  slices: readonly Slice[],
  node: ElementNode,
  discriminators: Discriminators,
  { schemas }: ProfileScope,
): boolean {
  if (slices.length < 2 || node.choice || typeCodes(node.def)[0] === 'Extension') return true;
  return !node.slices.every((one) => one.slice === '@default' || isToldByValue(discriminators, one, schemas));
}

/** Extensions are sliced by URL and choices by type even where the profile does not say so. */
function implied(node: ElementNode): Discriminators {
  if (node.name === 'extension' || node.name === 'modifierExtension') return [{ type: 'value', path: 'url' }];
  return node.choice ? [{ type: 'type', path: '$this' }] : [];
}

function compileSlice(
  slice: ElementNode,
  node: ElementNode,
  discriminators: Discriminators,
  scope: ProfileScope,
): Slice | undefined {
  const matches = matcherOf(slice, node, discriminators, scope);
  if (matches === undefined) {
    scope.faults.push(`slice ${elementName(slice)} cannot be told from others by its discriminator`);
    return undefined;
  }
  const item = compileItem(slice, node, scope);
  return {
    name: slice.slice ?? '',
    element: elementName(slice),
    profile: scope.url,
    min: slice.def.min ?? 0,
    max: maxOf(slice.def.max),
    matches,
    item: isVacant(item) ? undefined : item,
    slicing: compileSlicing(slice, scope, discriminators),
  };
}

function matcherOf(
  slice: ElementNode,
  node: ElementNode,
  discriminators: Discriminators,
  scope: ProfileScope,
): Matcher | undefined {
  const [first] = discriminators;
  if (discriminators.length === 1 && first?.path === 'url' && typeCodes(node.def)[0] === 'Extension') {
    const url = extensionUrl(slice);
    if (url !== undefined) return ({ value }) => isNode(value) && value['url'] === url;
  }
  if (
    node.choice &&
    (first === undefined || (discriminators.length === 1 && first.type === 'type' && first.path === '$this'))
  ) {
    const types = new Set(typeCodes(slice.def));
    return types.size === 0 ? undefined : ({ type }) => types.has(type);
  }
  return sliceMatcher(discriminators, slice, scope.schemas);
}

/** The URL of the extensions in a slice: an extension is known by the canonical of its definition. */
function extensionUrl(slice: ElementNode): string | undefined {
  const url = slice.children.find((child) => child.name === 'url');
  const fixed = url?.def.fixedUri;
  if (fixed !== undefined) return fixed;
  const canonical = slice.def.type?.[0]?.profile?.[0];
  if (canonical === undefined) return undefined;
  const bar = canonical.indexOf('|');
  return bar < 0 ? canonical : canonical.slice(0, bar);
}
