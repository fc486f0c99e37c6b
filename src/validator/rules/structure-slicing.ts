import type { ElementSite } from './structure-elements.js';
import { leads } from './structure-paths.js';
import type { RuleContext } from './rule.js';
import { isTree, list, text } from './tree.js';

/** Slicing divides a list or a choice by what its items hold (R4 profiling.html#slicing). */
export function checkSlicing({ element, path, at, types, shapes }: ElementSite, context: RuleContext): void {
  const slicing = isTree(element['slicing']) ? element['slicing'] : undefined;
  if (slicing === undefined) return;
  if (!path.includes('.')) {
    context.report('structure-root-slicing', 'error', at);
    return;
  }
  const base = context.definitions.base(path.slice(0, path.indexOf('.')));
  const single = base?.snapshot?.element.find((one) => one.path === path && one.sliceName === undefined)?.max === '1';
  if (single && !path.includes('[x]'))
    context.report('structure-single-slicing', 'error', `${at}.slicing`, { element: path });
  list(slicing['discriminator']).forEach((discriminator, index) => {
    const steps = isTree(discriminator) ? text(discriminator['path']) : undefined;
    if (steps === undefined || types === undefined || leads(types, steps, shapes)) return;
    context.report('structure-discriminator', 'error', `${at}.slicing.discriminator[${index}]`, {
      path: steps.slice(0, 120),
      element: path,
    });
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
