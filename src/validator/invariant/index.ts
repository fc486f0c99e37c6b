import type { Definitions } from '../../definitions/definitions.js';
import { closureAlgebra, runClosure } from './closures.js';
import { loadCompiled, type CompiledTable } from './compiled.js';
import { fallbackInvariant } from './fallback.js';
import { hooksOver, type Memberships } from './hooks.js';
import type { Invariant, InvariantSource } from './invariant.js';
import { Lowering } from './lower.js';
import { nativeInvariant } from './natives.js';
import { operations, type Operations } from './operations.js';
import { QUIRKS } from './quirks.js';
import { shapesOf } from './shapes.js';
import { parseExpression, UnsupportedExpression } from './syntax.js';

export { primitive } from './items.js';
export type { Invariant, InvariantContext, InvariantSource } from './invariant.js';

/** How an invariant is evaluated. */
export type Origin = 'native' | 'compiled' | 'interpreted' | 'fhirpath';

export interface InvariantOptions {
  readonly definitions: Pick<Definitions, 'base'>;
  /** Answers `memberOf()`; without it such an expression is not evaluated. */
  readonly terminology?: Memberships;
  /** Answers `conformsTo()`; without it such an expression is not evaluated. */
  readonly conformsTo?: (resource: unknown, canonical: string) => boolean | undefined;
  /** False: interpret also what is native or was compiled at build time, to hold one against the other. Default true. */
  readonly prepared?: boolean;
}

export interface Invariants {
  /**
   * The evaluator of an invariant, memoised by type and expression. A primitive node is handed over as its plain value, or as
   * `primitive(value, element)` where `_name` stands beside it.
   * @throws Error where the expression is no FHIRPath.
   */
  readonly compile: (source: InvariantSource) => Invariant;
  readonly origin: (source: InvariantSource) => Origin;
}

interface Prepared {
  readonly origin: Origin;
  readonly invariant: Invariant;
}

/** Evaluators for invariants: hand-written, compiled at build time, interpreted, or left to fhirpath.js, in this order. */
export function createInvariants(options: InvariantOptions): Invariants {
  const held: Operations = { ...operations, ...hooksOver(options.terminology, options.conformsTo) };
  const shapes = shapesOf((type) => options.definitions.base(type));
  const known = new Map<string, Prepared>();
  let table: CompiledTable | undefined;

  const interpret = (source: InvariantSource): Prepared => {
    const quirk = Object.hasOwn(QUIRKS, source.expression) ? QUIRKS[source.expression] : undefined;
    const expression = quirk?.instead ?? source.expression;
    try {
      const lowering = new Lowering(closureAlgebra(held), shapes, source.type);
      const closure = lowering.invariant(parseExpression(expression), quirk?.emptyIsMet === true);
      return {
        origin: 'interpreted',
        invariant: settled((node, context) => runClosure(closure, node, context) === true),
      };
    } catch (error) {
      if (!(error instanceof UnsupportedExpression)) throw error;
      return { origin: 'fhirpath', invariant: fallbackInvariant({ ...source, expression }, held) };
    }
  };

  const prepare = (source: InvariantSource): Prepared => {
    if (options.prepared === false) return interpret(source);
    const native = nativeInvariant(source);
    if (native !== undefined) return { origin: 'native', invariant: native };
    table ??= loadCompiled(held) ?? {};
    const compiled = table[source.type]?.[source.expression];
    return compiled === undefined ? interpret(source) : { origin: 'compiled', invariant: compiled };
  };

  const find = (source: InvariantSource): Prepared => {
    const id = `${source.type} ${source.expression}`;
    let found = known.get(id);
    if (found === undefined) known.set(id, (found = prepare(source)));
    return found;
  };

  return { compile: (source) => find(source).invariant, origin: (source) => find(source).origin };
}

/** What throws cannot be evaluated. */
function settled(invariant: Invariant): Invariant {
  return (node, context) => {
    try {
      return invariant(node, context);
    } catch {
      return undefined;
    }
  };
}
