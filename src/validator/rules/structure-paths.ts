import type { Shapes } from '../invariant/shapes.js';

/** Types an element of R4 can have; undefined where its path is not followed. */
export function typesAt(path: string, shapes: Shapes): readonly string[] | undefined {
  const [head = '', ...steps] = path.split('.');
  let types: readonly string[] = [head];
  for (const step of steps) {
    const next = types.flatMap(
      (type) => shapes.child(type, step.replace('[x]', ''))?.options.map((option) => option.type) ?? [],
    );
    if (next.length === 0) return undefined;
    types = next;
  }
  return types;
}

const OPEN = new Set(['Resource', 'DomainResource', 'Reference', 'canonical']);

/** Whether a discriminator's path can lead from one of the types to an element. */
export function leads(types: readonly string[], path: string, shapes: Shapes): boolean {
  if (path === '$this' || path === '') return true;
  let at = types;
  for (const step of path.split('.')) {
    if (step === '$this') continue;
    if (/[()]/.test(step) || at.some((type) => OPEN.has(type) || type.includes('/'))) return true;
    const next = at.flatMap((type) => shapes.child(type, step)?.options.map((option) => option.type) ?? []);
    if (next.length === 0) return false;
    at = next;
  }
  return true;
}
