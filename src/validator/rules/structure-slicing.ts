import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import type { Shapes } from '../invariant/shapes.js';
import type { ElementSite } from './structure-elements.js';
import { leads, typesAt } from './structure-paths.js';
import type { RuleContext } from './rule.js';
import { isTree, list, text, trees } from './tree.js';

/** Slicing divides a list or a choice by what its items hold (R4 profiling.html#slicing). */
export function checkSlicing({ element, path, at, types, shapes }: ElementSite, context: RuleContext): void {
  const slicing = isTree(element['slicing']) ? element['slicing'] : undefined;
  if (slicing === undefined) return;
  if (!path.includes('.')) {
    context.report('structure-root-slicing', 'error', at);
    return;
  }
  if (isSingle(path, shapes)) context.report('structure-single-slicing', 'error', `${at}.slicing`, { element: path });
  list(slicing['discriminator']).forEach((discriminator, index) => {
    const steps = isTree(discriminator) ? text(discriminator['path']) : undefined;
    if (steps === undefined || types === undefined || leads(types, steps, shapes)) return;
    context.report('structure-discriminator', 'error', `${at}.slicing.discriminator[${index}]`, {
      path: steps.slice(0, 120),
      element: path,
    });
  });
}

/** Whether an element neither repeats, nor is a choice, wherever its path leads. */
function isSingle(path: string, shapes: Shapes): boolean {
  const dot = path.lastIndexOf('.');
  const name = path.slice(dot + 1);
  const children = typesAt(path.slice(0, dot), shapes)?.flatMap((type) => shapes.child(type, name) ?? []) ?? [];
  return !name.includes('[x]') && children.length > 0 && children.every(({ array }) => !array);
}

/** Extensions are always sliced by their URL (R4 profiling.html#extensions). */
export const implicitSlicing = (path: string): ElementDefinition['slicing'] =>
  /\.(?:extension|modifierExtension)$/.test(path)
    ? { discriminator: [{ type: 'value', path: 'url' }], rules: 'open' }
    : undefined;

/** Slicing that its base has already is kept: its discriminators, its order, and that it is closed. */
export function changesSlicing(own: unknown, held: ElementDefinition['slicing']): boolean {
  if (!isTree(own) || held === undefined) return false;
  const mine = trees(own['discriminator']);
  const others = held.discriminator ?? [];
  const differs = others.some(({ type, path }, i) => mine[i]?.['type'] !== type || mine[i]['path'] !== path);
  if (mine.length > 0 && differs) return true;
  if (held.ordered === true && own['ordered'] === false) return true;
  const rules = own['rules'];
  return held.rules === 'closed'
    ? rules !== undefined && rules !== 'closed'
    : held.rules === 'openAtEnd' && rules === 'open';
}

/** The slices of one element ask for no more items than it may have (R4 profiling.html#slicing). */
export function checkSliceSums(
  elements: readonly unknown[],
  base: StructureDefinition,
  at: string,
  context: RuleContext,
): void {
  const sums = new Map<string, number>();
  const most = new Map((base.snapshot?.element ?? []).map(({ id, max }) => [id, max]));
  elements.forEach((element, index) => {
    if (!isTree(element)) return;
    const id = text(element['id']) ?? '';
    if (element['sliceName'] === undefined) {
      if (typeof element['max'] === 'string') most.set(id, element['max']);
      return;
    }
    const sliced = id.slice(0, id.lastIndexOf(':'));
    const { min } = element;
    if (sliced === '' || typeof min !== 'number' || sliced.slice(sliced.lastIndexOf('.') + 1).includes(':')) return;
    const [before, max] = [sums.get(sliced) ?? 0, Number(most.get(sliced))];
    sums.set(sliced, before + min);
    if (before <= max && before + min > max) {
      const params = { problem: 'slices-ask-for-too-many', element: id.slice(0, 120) };
      context.report('structure-differential', 'error', `${at}.differential.element[${index}]`, params);
    }
  });
}

/** A slice has a name of its own among the slices of one element; told where nothing above it can be sliced. */
export function checkSliceNames(elements: readonly unknown[], at: string, context: RuleContext): void {
  const seen = new Set<string>();
  elements.forEach((element, index) => {
    if (!isTree(element)) return;
    const [name, path] = [text(element['sliceName']), text(element['path'])];
    if (name === undefined || path?.split('.').length !== 2) return;
    const key = `${path}:${name}`;
    if (seen.has(key)) {
      const params = { problem: 'slice-name-twice', element: key.slice(0, 120) };
      context.report('structure-differential', 'error', `${at}.differential.element[${index}]`, params);
    }
    seen.add(key);
  });
}
