import type { OperationName } from './operations.js';

/** Where a value comes from at run time: the node, its context, or the parameter of a lambda. */
export type Variable = 'node' | 'context' | `v${number}`;

export type Order = '<' | '<=' | '>' | '>=';

/**
 * What compiled code is made of. One lowering serves two makers of code: source text at build time, closures at run time.
 * Conditions are JavaScript booleans; a missing value is `undefined`.
 */
export interface Algebra<R> {
  /** A value fixed at compile time: a scalar or an array of scalars. */
  constant(value: string | number | boolean | undefined | readonly (string | number | boolean)[]): R;
  pattern(source: string): R;
  variable(name: Variable): R;
  /** `object?.key`; without the guard where the object is sure to be there. */
  property(object: R, key: string, sure: boolean): R;
  call(operation: OperationName, args: readonly R[]): R;
  /** A function of one or two parameters. */
  lambda(parameters: readonly Variable[], body: R): R;
  and(...conditions: readonly R[]): R;
  or(...conditions: readonly R[]): R;
  not(condition: R): R;
  /** `left === right` */
  same(left: R, right: R): R;
  /** `value !== undefined` */
  present(value: R): R;
  order(operator: Order, left: R, right: R): R;
  choose(test: R, then: R, otherwise: R): R;
}
