import type { ElementDefinitionType } from 'fhir/r4.js';
import type { DiffNode } from './differential.js';
import type { Node } from './tree.js';

const TYPE_SLICING = { discriminator: [{ type: 'type' as const, path: '$this' }], ordered: false };

/** `Quantity` in the names `valueQuantity`, `string` in `valueString`. */
export const typeInName = (
  choice: string,
  name: string,
  types: readonly ElementDefinitionType[],
): ElementDefinitionType | undefined => {
  const stem = choice.slice(0, -'[x]'.length);
  if (!choice.endsWith('[x]') || !name.startsWith(stem)) return undefined;
  const suffix = name.slice(stem.length);
  return types.find((type) => type.code.charAt(0).toUpperCase() + type.code.slice(1) === suffix);
};

/** The choice element that a name such as `valueQuantity` means, with the type it picks. */
export function choiceMeant(
  children: readonly Node[],
  name: string,
): { readonly choice: Node; readonly type: ElementDefinitionType } | undefined {
  for (const choice of children) {
    const type = typeInName(choice.name, name, choice.element.type ?? []);
    if (type) return { choice, type };
  }
  return undefined;
}

/** `valueQuantity` as what it is short for: the slice `value[x]:valueQuantity` of that type. */
export const asTypeSlice = (choice: Node, shortcut: DiffNode, type: ElementDefinitionType): DiffNode => ({
  name: choice.name,
  sliceName: shortcut.sliceName ?? shortcut.name,
  id: shortcut.id,
  children: shortcut.children,
  element: { type: [type], ...shortcut.element, path: choice.element.path },
});

/**
 * Slices a choice by type where shortcuts ask for it. Naming types by shortcut leaves no room for others, unless a shortcut
 * only rules its own type out: then the rest stay as they were.
 */
export function sliceByType(choice: Node, shortcuts: readonly string[]): void {
  const slices = choice.slices.filter((slice) => shortcuts.includes(slice.element.sliceName ?? ''));
  const [first] = slices;
  if (!first) return;
  const closed = slices.every((slice) => slice.element.max !== '0');
  const slicing = { ...TYPE_SLICING, rules: closed ? ('closed' as const) : ('open' as const) };
  choice.element = { ...choice.element, slicing: choice.element.slicing ?? slicing };
  if (!closed || choice.element.slicing?.rules !== 'closed') return;
  const codes = new Set(choice.slices.flatMap((slice) => (slice.element.type ?? []).map((type) => type.code)));
  choice.element = { ...choice.element, type: (choice.element.type ?? []).filter((type) => codes.has(type.code)) };
  const least = first.element.min ?? 0;
  if (choice.slices.length === 1 && least > (choice.element.min ?? 0))
    choice.element = { ...choice.element, min: least };
}

export const typeSlicing = { ...TYPE_SLICING, rules: 'open' as const };
