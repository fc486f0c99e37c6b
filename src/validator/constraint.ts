import type { ElementDefinitionConstraint } from 'fhir/r4.js';
import type { Severity } from '../model/index.js';
import type { Invariant, InvariantSource } from './invariant/invariant.js';
import type { Run } from './run.js';

/** An invariant of a profile, bound to the kind of node it is asked of. Compiled on first use. */
export interface Constraint {
  readonly key: string;
  readonly severity: Severity;
  readonly profile: string;
  readonly source: InvariantSource;
  met: Invariant | undefined;
}

export type InvariantCompiler = (source: InvariantSource) => Invariant;

const BEST_PRACTICE = 'http://hl7.org/fhir/StructureDefinition/elementdefinition-bestpractice';
/** Asked of every node by the structure pass itself. */
const NATIVE = new Set(['ele-1', 'ext-1', 'dom-3']);

/** Constraints of an element that must be evaluated; `known` holds keys another definition asks for already. */
export function constraintsOf(
  constraints: readonly ElementDefinitionConstraint[] | undefined,
  type: string,
  profile: string,
  bestPractice: 'ignore' | 'warning' | 'error',
  known?: ReadonlySet<string>,
): Constraint[] {
  const found: Constraint[] = [];
  for (const { key, severity, expression, extension } of constraints ?? []) {
    if (expression === undefined || NATIVE.has(key) || known?.has(key) === true) continue;
    const isBestPractice = extension?.some((e) => e.url === BEST_PRACTICE && e.valueBoolean === true) === true;
    if (isBestPractice && bestPractice === 'ignore') continue;
    const level = isBestPractice ? (bestPractice as Severity) : severity;
    found.push({ key, severity: level, profile, source: { key, expression, type }, met: undefined });
  }
  return found;
}

/** Evaluates constraints on the current node. One that cannot be evaluated is a finding about the profile, never a crash. */
export function checkConstraints(
  constraints: readonly Constraint[],
  node: unknown,
  compile: InvariantCompiler,
  run: Run,
): void {
  for (const constraint of constraints) {
    let met: boolean | undefined;
    try {
      constraint.met ??= compile(constraint.source);
      met = constraint.met(node, run);
    } catch {
      met = undefined;
    }
    if (met === true) continue;
    const { key, profile, severity, source } = constraint;
    const params = { key, profile, expression: source.expression };
    if (met === false) run.report('invariant', severity, params, { rule: key, profile });
    else if (run.errors === 0) {
      run.report('invariant-not-evaluated', 'information', params, { rule: key, profile, undecided: true });
    }
  }
}
