import type { Algebra } from './algebra.js';
import { THROWING } from './operations.js';

/** Source text being made, with what it shares between expressions. */
export interface SourceAlgebra extends Algebra<string> {
  /** Declarations that stand before the functions. */
  readonly declarations: readonly string[];
  /** True once for an expression that may throw; asking resets it. */
  mayThrow(): boolean;
}

/** Makes JavaScript: for the invariants known at build time. Operations are properties of `o`. */
export function sourceAlgebra(): SourceAlgebra {
  const shared = new Map<string, string>();
  let throws = false;
  const share = (text: string): string => {
    let name = shared.get(text);
    if (name === undefined) shared.set(text, (name = `k${shared.size}`));
    return name;
  };
  const known = (condition: string): boolean | undefined =>
    condition === 'true' ? true : condition === 'false' ? false : undefined;
  return {
    get declarations() {
      return [...shared].map(([text, name]) => `const ${name} = ${text};`);
    },
    mayThrow() {
      const answer = throws;
      throws = false;
      return answer;
    },
    constant: (value) =>
      Array.isArray(value) ? share(JSON.stringify(value)) : value === undefined ? 'undefined' : JSON.stringify(value),
    pattern: (source) => share(String(new RegExp(source, 's'))),
    variable: (name) => name,
    property: (object, key, sure) => {
      const dot = sure ? '.' : '?.';
      return /^\w+$/.test(key) ? `${object}${dot}${key}` : `${object}${sure ? '' : '?.'}[${JSON.stringify(key)}]`;
    },
    call: (operation, args) => {
      if (THROWING.has(operation)) throws = true;
      return `o.${operation}(${args.join(', ')})`;
    },
    lambda: (parameters, body) => `(${parameters.join(', ')}) => ${body}`,
    and: (...conditions) => {
      const open = conditions.filter((condition) => known(condition) !== true);
      if (open.some((condition) => known(condition) === false)) return 'false';
      return open.length === 0 ? 'true' : open.length === 1 ? (open[0] ?? '') : `(${open.join(' && ')})`;
    },
    or: (...conditions) => {
      const open = conditions.filter((condition) => known(condition) !== false);
      if (open.some((condition) => known(condition) === true)) return 'true';
      return open.length === 0 ? 'false' : open.length === 1 ? (open[0] ?? '') : `(${open.join(' || ')})`;
    },
    not: (condition) => {
      const answer = known(condition);
      return answer === undefined ? `!${condition}` : String(!answer);
    },
    same: (left, right) => `(${left} === ${right})`,
    present: (value) => `(${value} !== undefined)`,
    order: (operator, left, right) => `(${left} ${operator} ${right})`,
    choose: (test, then, otherwise) => {
      const answer = known(test);
      return answer === undefined ? `(${test} ? ${then} : ${otherwise})` : answer ? then : otherwise;
    },
  };
}
