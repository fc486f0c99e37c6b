/** One step of an element's path: `given[1]`, `value.ofType(Quantity)` as `value` with its type. */
export interface PathStep {
  readonly name: string;
  readonly index?: number;
  /** The type of a choice element, where the path names it. */
  readonly type?: string;
}

/** An element's path, taken apart. */
export interface ElementPath {
  /** The type the path begins with, e.g. `Patient`; empty where it begins with an element. */
  readonly root: string;
  readonly steps: readonly PathStep[];
}

const STEP = /^(?:(ofType|as)\(([A-Za-z.]+)\)|([A-Za-z_$][\w$-]*)(\[x\])?(?::[\w-]+)?(?:\[(\d+)\])?)/;

/**
 * Takes a FHIRPath of an element apart: `Bundle.entry[0].resource.ofType(Patient).name[0].given[1]`. Only what names a place is
 * understood (names, indexes, `ofType`, `as`, slice names); the path ends before anything else.
 */
export function parsePath(expression: string): ElementPath {
  const steps: PathStep[] = [];
  let rest = expression.startsWith('$this') ? expression.slice('$this'.length).replace(/^\./, '') : expression;
  for (;;) {
    const match = STEP.exec(rest);
    if (match === null) break;
    const [whole, cast, castType, name, , index] = match;
    const last = steps.at(-1);
    if (cast !== undefined && castType !== undefined) {
      if (last !== undefined) steps[steps.length - 1] = { ...last, type: castType };
    } else if (name !== undefined) {
      steps.push(index === undefined ? { name } : { name, index: Number(index) });
    }
    rest = rest.slice(whole.length);
    const late = /^\[(\d+)\]/.exec(rest);
    if (late !== null) {
      const target = steps.at(-1);
      if (target !== undefined) steps[steps.length - 1] = { ...target, index: Number(late[1]) };
      rest = rest.slice(late[0].length);
    }
    if (!rest.startsWith('.')) break;
    rest = rest.slice(1);
  }
  const first = steps[0];
  if (first !== undefined && first.index === undefined && /^[A-Z]/.test(first.name)) {
    return { root: first.name, steps: steps.slice(1) };
  }
  return { root: '', steps };
}

/**
 * The property of `names` that a step means: its own name, or for a choice element the name with its type
 * (`value.ofType(Quantity)` and plain `value` both find `valueQuantity`).
 */
export function propertyFor(
  step: PathStep,
  has: (name: string) => boolean,
  names: () => Iterable<string>,
): string | undefined {
  if (step.type !== undefined) {
    const typed = step.name + step.type.charAt(0).toUpperCase() + step.type.slice(1);
    if (has(typed)) return typed;
  }
  if (has(step.name)) return step.name;
  for (const name of names()) {
    const plain = name.startsWith('_') ? name.slice(1) : name;
    if (plain.startsWith(step.name) && /^[A-Z]/.test(plain.slice(step.name.length))) return plain;
  }
  return undefined;
}

/** A path without its indexes: `Patient.name.given`. */
export const withoutIndexes = (expression: string): string => expression.replace(/\[\d+\]/g, '');
