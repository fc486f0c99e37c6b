import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import type { RuleContext } from './rule.js';
import { isTree, list, text, trees, type Tree } from './tree.js';

const STRENGTHS = ['example', 'preferred', 'extensible', 'required'];
/** Types that any other may take the place of. */
const OPEN = new Set(['Resource', 'DomainResource', 'Element', 'BackboneElement', '*']);

/** An element of a profile has types that its base allows, and a binding at least as strong (R4 profiling.html#limitations). */
export function checkNarrowing(
  differential: readonly unknown[],
  base: StructureDefinition,
  at: string,
  context: RuleContext,
): void {
  const elements = new Map<string, ElementDefinition>();
  for (const element of base.snapshot?.element ?? [])
    if (element.sliceName === undefined && !(element.id ?? '').includes(':')) elements.set(element.path, element);
  differential.forEach((element, index) => {
    if (!isTree(element)) return;
    const held = elements.get(text(element['path']) ?? '');
    if (held === undefined) return;
    const tell = (problem: string): void => {
      const params = { problem, element: (text(element['id']) ?? held.path).slice(0, 120) };
      context.report('structure-differential', 'error', `${at}.differential.element[${index}]`, params);
    };
    if (list(element['type']).length > 0 && !narrows(element, held)) tell('type-not-in-base');
    if (widensTargets(element, held, context)) tell('target-not-in-base');
    if (isTree(element['binding']) && isWeaker(element['binding'], held)) tell('weaker-binding');
  });
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
