import type { Algebra, Order, Variable } from './algebra.js';
import type { InvariantContext } from './invariant.js';
import type { Operations } from './operations.js';
import { guardedPattern } from './pattern.js';

/** Steps through lists after which an evaluation is watched: lists within lists within lists can be without end. */
const FREE_STEPS = 100_000;
/** Milliseconds it has from then on. */
const LONGEST = 300;

/** What is bound while an expression runs: the node, its context, and the parameters of lambdas. */
export class Frame extends Map<Variable, unknown> {
  #steps = 0;
  #since = 0;

  /** @throws RangeError where an evaluation takes too long. */
  step(): void {
    this.#steps += 1;
    if (this.#steps < FREE_STEPS || this.#steps % 1000 !== 0) return;
    if (this.#since === 0) this.#since = performance.now();
    else if (performance.now() - this.#since > LONGEST) throw new RangeError('The evaluation takes too long');
  }
}

/** A piece of an expression, ready to run. */
export type Closure = (frame: Frame) => unknown;

type Callable = (...values: readonly unknown[]) => unknown;

const ORDERS: Readonly<Record<Order, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Makes closures: for expressions that are only known at run time. */
export function closureAlgebra(operations: Operations): Algebra<Closure> {
  const constant =
    (value: unknown): Closure =>
    () =>
      value;
  return {
    constant,
    pattern: (source) => constant(guardedPattern(source)),
    variable: (name) => (frame) => frame.get(name),
    property: (object, key) => (frame) => {
      const held = object(frame);
      return typeof held === 'object' && held !== null && Object.hasOwn(held, key)
        ? (held as Readonly<Record<string, unknown>>)[key]
        : undefined;
    },
    call: (name, args) => {
      const operation = operations[name] as Callable;
      const [first, second, third] = args;
      if (first === undefined) return () => operation();
      if (second === undefined) return (frame) => operation(first(frame));
      if (third === undefined) return (frame) => operation(first(frame), second(frame));
      return (frame) => operation(first(frame), second(frame), third(frame));
    },
    lambda: (parameters, body) => (frame) => {
      const [item, position] = parameters;
      return (value: unknown, index: unknown) => {
        frame.step();
        if (item !== undefined) frame.set(item, value);
        if (position !== undefined) frame.set(position, index);
        return body(frame);
      };
    },
    and:
      (...conditions) =>
      (frame) =>
        conditions.every((condition) => condition(frame) === true),
    or:
      (...conditions) =>
      (frame) =>
        conditions.some((condition) => condition(frame) === true),
    not: (condition) => (frame) => condition(frame) !== true,
    same: (left, right) => (frame) => left(frame) === right(frame),
    present: (value) => (frame) => value(frame) !== undefined,
    order: (operator, left, right) => {
      const holds = ORDERS[operator];
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' && holds(a, b);
      };
    },
    choose: (test, then, otherwise) => (frame) => (test(frame) === true ? then(frame) : otherwise(frame)),
  };
}

/** Binds a node and its context to a closure. */
export const runClosure = (closure: Closure, node: unknown, context: InvariantContext): unknown =>
  closure(
    new Frame([
      ['node', node],
      ['context', context],
    ]),
  );
