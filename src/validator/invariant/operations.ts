import { onCollections } from './operations-collections.js';
import { onValues } from './operations-values.js';

/** Run-time part of compiled expressions: collections are arrays, `undefined` is empty. */
export const operations = { ...onCollections, ...onValues } as const;

export type OperationName = keyof typeof operations | keyof Hooks;
/** Operations that may throw SingletonError. */
export const THROWING: ReadonlySet<OperationName> = new Set<OperationName>([
  'single',
  'truth',
  'memberOf',
  'conformsTo',
]);

/** Operations that need more than the expression: terminology, profiles, XHTML. They throw where they are not given. */
export interface Hooks {
  /** True, false, or undefined where it cannot be decided. */
  readonly memberOf: (item: unknown, valueSet: unknown) => boolean | undefined;
  readonly conformsTo: (item: unknown, canonical: unknown) => boolean | undefined;
  readonly htmlChecks: (div: unknown) => boolean;
}

export type Operations = typeof operations & Hooks;

/** Thrown where an expression cannot be decided with what is held. */
export class UndecidedError extends Error {
  override readonly name = 'UndecidedError';
}
