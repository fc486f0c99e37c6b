import { createRequire } from 'node:module';
import type { Invariant, InvariantSource } from './invariant.js';
import { Primitive } from './items.js';
import { UndecidedError, type Hooks } from './operations.js';
import { TimeLimit } from './time-limit.js';

type UserFunction = (inputs: readonly unknown[], ...args: readonly unknown[]) => unknown;

interface Engine {
  compile(
    path: { readonly base: string; readonly expression: string } | string,
    model: unknown,
    options: {
      readonly traceFn: () => void;
      readonly userInvocationTable: Readonly<Record<string, unknown>>;
    },
  ): (node: unknown, variables: Readonly<Record<string, unknown>>) => readonly unknown[];
}

const require = createRequire(import.meta.url);

/** What takes time beyond the size of the data. */
const PATTERNS = /matches|repeat|descendants/i;

interface Bare {
  readonly data?: unknown;
}

const bare = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && 'data' in item ? (item as Bare).data : item;

/**
 * Leaves an expression to fhirpath.js, loaded at the first call, for what the compiler does not cover.
 * Reaches no network: resolve(), memberOf() and conformsTo() are answered by the context and the hooks.
 * @throws Error where the text is no FHIRPath.
 */
export function fallbackInvariant({ expression, type }: InvariantSource, hooks: Hooks): Invariant {
  const engine = require('fhirpath') as Engine;
  const model: unknown = require('fhirpath/fhir-context/r4');
  let resolve: ((reference: string) => unknown) | undefined;
  const decided = (answer: boolean | undefined): readonly boolean[] => {
    if (answer === undefined) throw new UndecidedError('Cannot be decided with what is held');
    return [answer];
  };
  const each =
    (test: (item: unknown, argument: unknown) => boolean | undefined): UserFunction =>
    (inputs, argument) =>
      inputs.length === 0 ? [] : decided(test(bare(inputs[0]), argument));
  const resolved: UserFunction = (inputs) =>
    inputs.flatMap((input) => {
      const value = bare(input);
      const reference =
        typeof value === 'object' && value !== null ? (value as { reference?: unknown }).reference : value;
      const target = typeof reference === 'string' ? resolve?.(reference) : undefined;
      return target === undefined ? [] : [target];
    });
  const evaluate = engine.compile({ base: type, expression }, model, {
    traceFn: () => undefined,
    userInvocationTable: {
      resolve: { fn: resolved, arity: { 0: [] }, internalStructures: true },
      memberOf: { fn: each(hooks.memberOf), arity: { 1: ['String'] }, internalStructures: true },
      conformsTo: { fn: each(hooks.conformsTo), arity: { 1: ['String'] }, internalStructures: true },
    },
  });
  const mayTakeLong = PATTERNS.test(expression);
  const limit = new TimeLimit();
  return (node, context) => {
    resolve = context.resolve;
    try {
      const variables = { resource: context.resource, rootResource: context.rootResource };
      const act = (): readonly unknown[] => evaluate(node instanceof Primitive ? node.value : node, variables);
      return verdict(mayTakeLong ? limit.run(act) : act());
    } catch {
      return undefined;
    }
  };
}

/** What a result means for an invariant: only `true`, or an item that is no boolean, meets it. */
export function verdict(result: readonly unknown[]): boolean {
  const [only] = result;
  return result.length === 1 && typeof only === 'boolean' ? only : result.length > 0;
}
