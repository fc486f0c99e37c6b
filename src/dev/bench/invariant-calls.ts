import { openDefinitions } from '../../definitions/index.js';
import { createTerminology } from '../../terminology/index.js';
import { fallbackInvariant } from '../../validator/invariant/fallback.js';
import { hooksOver } from '../../validator/invariant/hooks.js';
import { createInvariants } from '../../validator/invariant/index.js';
import type { Invariant, InvariantContext, InvariantSource } from '../../validator/invariant/invariant.js';
import { ResourceValidator } from '../../validator/validator.js';

/** One evaluation of an invariant that validating asked for, with both ways to answer it. */
export interface InvariantCall {
  readonly node: unknown;
  readonly context: InvariantContext;
  readonly own: Invariant;
  readonly engine: Invariant;
}

/** The evaluations that validating these lines asks for. ele-1, ext-1 and dom-3, which the structure pass answers, are not among them. */
export function recordCalls(lines: readonly string[]): readonly InvariantCall[] {
  const calls: InvariantCall[] = [];
  const definitions = openDefinitions();
  const terminology = createTerminology(definitions);
  const hooks = hooksOver(terminology, undefined);
  const invariants = createInvariants({ definitions, terminology });
  const engines = new Map<string, Invariant>();
  const engineOf = (source: InvariantSource): Invariant => {
    const key = `${source.type} ${source.expression}`;
    const engine = engines.get(key) ?? fallbackInvariant(source, hooks);
    engines.set(key, engine);
    return engine;
  };
  const recording = (source: InvariantSource): Invariant => {
    const own = invariants.compile(source);
    const engine = engineOf(source);
    return (node, { resource, rootResource, resolve }) => {
      const context = { resource, rootResource, ...(resolve === undefined ? {} : { resolve }) };
      calls.push({ node, context, own, engine });
      return own(node, context);
    };
  };
  const validator = new ResourceValidator({ definitions, terminology, invariants: recording, rulesFor: () => [] }, {});
  for (const line of lines) validator.validate(JSON.parse(line));
  return calls;
}
