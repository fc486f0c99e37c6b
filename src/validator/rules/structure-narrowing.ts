import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { equalsFixed, meetsPattern, valueOf } from '../value.js';
import type { RuleContext } from './rule.js';
import { changesSlicing, implicitSlicing } from './structure-slicing.js';
import { isTree, list, text, trees, type Tree } from './tree.js';

const STRENGTHS = ['example', 'preferred', 'extensible', 'required'];
/** Types that any other may take the place of. */
const OPEN = new Set(['Resource', 'DomainResource', 'Element', 'BackboneElement', '*']);

/** An element of a profile takes nothing that its base does not take (R4 profiling.html#limitations). */
export function checkNarrowing(
  differential: readonly unknown[],
  base: StructureDefinition,
  at: string,
  context: RuleContext,
): void {
  const byPath = new Map<string, ElementDefinition>();
  const byId = new Map<string, ElementDefinition>();
  for (const element of base.snapshot?.element ?? []) {
    if (element.id !== undefined) byId.set(element.id, element);
    if (element.sliceName === undefined && !(element.id ?? '').includes(':')) byPath.set(element.path, element);
  }
  differential.forEach((element, index) => {
    if (!isTree(element)) return;
    const place = `${at}.differential.element[${index}]`;
    const tell = (problem: string): void => {
      const params = { problem, element: (text(element['id']) ?? text(element['path']) ?? '').slice(0, 120) };
      context.report('structure-differential', 'error', place, params);
    };
    const held = byPath.get(text(element['path']) ?? '');
    if (held !== undefined) {
      if (list(element['type']).length > 0 && !narrows(element, held)) tell('type-not-in-base');
      if (widensTargets(element, held, context)) tell('target-not-in-base');
      if (isTree(element['binding']) && isWeaker(element['binding'], held)) tell('weaker-binding');
      if (isTree(element['binding']) && isWider(element['binding'], held, context)) tell('wider-binding');
    }
    // a slice of the base is narrowed by the same slice alone
    const same = byId.get(text(element['id']) ?? '') ?? (element['sliceName'] === undefined ? held : undefined);
    if (same === undefined) return;
    if (element['mustSupport'] === false && same.mustSupport === true) tell('no-longer-must-support');
    if (element['max'] === '0' && (same.min ?? 0) > 0 && element['min'] === undefined) tell('required-in-base');
    if (changesSlicing(element['slicing'], same.slicing ?? implicitSlicing(same.path)))
      tell('another-slicing-than-its-base');
    if (contradicts(element, same)) tell('another-value-than-its-base');
  });
}

/** A fixed value or a pattern keeps to the one that its base has. */
function contradicts(element: Tree, base: ElementDefinition): boolean {
  const [fixed, pattern] = [valueOf(element, 'fixed'), valueOf(element, 'pattern')];
  const [heldFixed, heldPattern] = [valueOf(base, 'fixed'), valueOf(base, 'pattern')];
  if (heldFixed !== undefined) {
    if (fixed !== undefined) return !equalsFixed(fixed.value, heldFixed.value);
    return pattern !== undefined && !meetsPattern(heldFixed.value, pattern.value);
  }
  if (heldPattern === undefined) return false;
  if (fixed !== undefined) return !meetsPattern(fixed.value, heldPattern.value);
  return pattern !== undefined && typeof pattern.value !== 'object' && pattern.value !== heldPattern.value;
}

/** The most codes of a value set that are asked for one by one. */
const MOST_CODES = 500;

/** A required value set has no code that the required one of its base has not, where both can be told. */
function isWider(binding: Tree, { binding: held }: ElementDefinition, { terminology }: RuleContext): boolean {
  const own = text(binding['valueSet']);
  const base = held?.valueSet;
  if (held?.strength !== 'required' || base === undefined || own === undefined || own === base) return false;
  const codes = terminology.codes(own, MOST_CODES) ?? [];
  return codes.some((code) => terminology.member(base, code).result === 'out');
}

function narrows(element: Tree, { type = [] }: ElementDefinition): boolean {
  const allowed = new Set<string>(type.map(({ code }) => code));
  if (type.length === 0 || type.some(({ code }) => OPEN.has(code) || code.includes('/'))) return true;
  return trees(element['type']).every(({ code }) => typeof code !== 'string' || allowed.has(code));
}

/** A reference leads to what its base allows; a profile of an allowed type narrows it. */
function widensTargets(element: Tree, { type = [] }: ElementDefinition, { definitions }: RuleContext): boolean {
  const typeOf = (canonical: string): string =>
    definitions.structure(canonical)?.type ?? canonical.slice(canonical.lastIndexOf('/') + 1);
  return trees(element['type']).some(({ code, targetProfile }) => {
    const held = type.find((one) => one.code === code)?.targetProfile;
    if (held === undefined || held.length === 0 || code !== 'Reference') return false;
    const allowed = new Set(held.map(typeOf));
    if (allowed.has('Resource')) return false;
    return list(targetProfile).some(
      (one) => typeof one === 'string' && definitions.structure(one) !== undefined && !allowed.has(typeOf(one)),
    );
  });
}

function isWeaker(binding: Tree, { binding: held }: ElementDefinition): boolean {
  const own = STRENGTHS.indexOf(text(binding['strength']) ?? '');
  return held !== undefined && own >= 0 && own < STRENGTHS.indexOf(held.strength);
}
