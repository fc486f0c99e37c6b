import type { ElementDefinition, ElementDefinitionConstraint, ElementDefinitionType } from 'fhir/r4.js';

/** A binding may not stand on an extension itself (R4, invariant eld-11). */
const isExtensionOnly = (types: readonly ElementDefinitionType[] | undefined): boolean =>
  types !== undefined && types.length > 0 && types.every((type) => type.code === 'Extension');

/** What a constraint does to an element: R4 profiling, "differential". `profile` becomes the source of new invariants. */
export function mergeElement(base: ElementDefinition, diff: ElementDefinition, profile: string): ElementDefinition {
  const { sliceName: _sliceName, ...said } = diff;
  const merged: ElementDefinition = { ...base, ...said };
  if (diff.type) merged.type = mergeTypes(base.type, diff.type);
  if (base.slicing && diff.slicing) merged.slicing = { ...base.slicing, ...diff.slicing };
  if (base.binding && diff.binding) {
    merged.binding = diff.binding.valueSet === undefined ? { ...base.binding, ...diff.binding } : diff.binding;
  }
  if (isExtensionOnly(merged.type)) delete merged.binding;
  if (diff.constraint) merged.constraint = mergeConstraints(base.constraint ?? [], diff.constraint, profile);
  if (base.condition && diff.condition) merged.condition = [...new Set([...base.condition, ...diff.condition])];
  if (base.mustSupport === true) merged.mustSupport = true;
  if (base.base) merged.base = base.base;
  if (base.extension && diff.extension) merged.extension = mergeExtensions(base.extension, diff.extension);
  return merged;
}

/** A type that says nothing of profiles or targets keeps those of the base. */
function mergeTypes(
  base: readonly ElementDefinitionType[] | undefined,
  diff: readonly ElementDefinitionType[],
): ElementDefinitionType[] {
  return diff.map((type) => {
    const same = base?.filter((candidate) => candidate.code === type.code) ?? [];
    return same.length === 1 && same[0] ? { ...same[0], ...type } : type;
  });
}

/** Invariants are added to those of the base; one that only repeats a key takes the stricter severity. */
export function mergeConstraints(
  base: readonly ElementDefinitionConstraint[],
  diff: readonly ElementDefinitionConstraint[],
  profile: string,
): ElementDefinitionConstraint[] {
  const merged = [...base];
  for (const constraint of diff) {
    const index = merged.findIndex((known) => known.key === constraint.key && sameRule(known, constraint));
    const known = merged[index];
    if (!known) merged.push({ ...constraint, source: constraint.source ?? profile });
    else if (constraint.severity === 'error' && known.severity !== 'error')
      merged[index] = { ...known, severity: 'error' };
  }
  return merged;
}

const sameRule = (a: ElementDefinitionConstraint, b: ElementDefinitionConstraint): boolean =>
  b.expression === undefined || a.expression === b.expression;

function mergeExtensions(
  base: NonNullable<ElementDefinition['extension']>,
  diff: NonNullable<ElementDefinition['extension']>,
): NonNullable<ElementDefinition['extension']> {
  const urls = new Set(diff.map((extension) => extension.url));
  return [...base.filter((extension) => !urls.has(extension.url)), ...diff];
}

/** `*` beyond any number. */
export const upperBound = (max: string | undefined): number =>
  max === undefined || max === '*' ? Infinity : Number(max);

/** The lower of two upper bounds, as written. */
export const lowerMax = (a: string | undefined, b: string | undefined): string | undefined =>
  upperBound(a) <= upperBound(b) ? (a ?? b) : b;
