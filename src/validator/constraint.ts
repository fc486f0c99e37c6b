import type { ElementDefinitionConstraint } from 'fhir/r4.js';
import type { Severity } from '../model/index.js';
import type { Invariant, InvariantSource } from './invariant/invariant.js';
import { FRAGMENT_IS_CONTAINED } from './invariant/natives.js';
import type { Run } from './run.js';

/** An invariant of a profile, bound to the kind of node it is asked of. Compiled on first use. */
export interface Constraint {
  readonly key: string;
  readonly severity: Severity;
  readonly profile: string;
  readonly source: InvariantSource;
  /** Element without which it is met; with a `#` before it, unless that leads to what is contained. */
  readonly needs: string | undefined;
  /** Elements of which each is enough to meet it. */
  readonly metBy: readonly string[];
  /** Bit of the element it needs among those the structure pass has seen; 0 where it is always evaluated. */
  fact: number;
  /** Bits of the elements that are enough. */
  enough: number;
  met: Invariant | undefined;
}

export type InvariantCompiler = (source: InvariantSource) => Invariant;

const BEST_PRACTICE = 'http://hl7.org/fhir/StructureDefinition/elementdefinition-bestpractice';
/** Asked of every node by the structure pass itself. */
const NATIVE = new Set(['ele-1', 'ext-1', 'dom-3']);
/** Left to the rule over narratives, which says more. */
const BY_RULE = 'htmlChecks()';
/** `x.empty() or …`, `x.exists() implies …` */
const GUARD = /^(\w+)\.(?:empty\(\) or |exists\(\) implies |hasValue\(\)\.not\(\) or )(.*)$/s;
/** `x.exists()`, `x.exists() or y.exists() or …` */
const PRESENT = /^\w+\.exists\(\)(?: or \w+\.exists\(\))*$/;
const LOOSER = /\b(?:implies|xor)\b/;
const ON_CONTAINED = /^contained\.[^()]*(?:\.empty\(\)|\.empty\(\) and contained\.[^()]*\.empty\(\))$/;

/** The element that an expression speaks of, where its absence is all it takes to be met. */
function neededBy(expression: string): string | undefined {
  if (ON_CONTAINED.test(expression)) return 'contained';
  if (expression === FRAGMENT_IS_CONTAINED) return '#reference';
  const [, name, rest = ''] = GUARD.exec(expression) ?? [];
  return LOOSER.test(rest) ? undefined : name;
}

/** The elements of which one is all it takes to be met, whether or not it also is where the needed element is absent. */
function metBy(expression: string): readonly string[] {
  const asked = GUARD.exec(expression)?.[2] ?? expression;
  return PRESENT.test(asked) ? [...asked.matchAll(/\w+(?=\.)/g)].map(([name]) => name) : [];
}

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
    if (expression === undefined || expression === BY_RULE || NATIVE.has(key) || known?.has(key) === true) continue;
    const isBestPractice = extension?.some((e) => e.url === BEST_PRACTICE && e.valueBoolean === true) === true;
    if (isBestPractice && bestPractice === 'ignore') continue;
    const level = isBestPractice ? (bestPractice as Severity) : severity;
    const source = { key, expression, type };
    const [needs, enough] = [neededBy(expression), metBy(expression)];
    found.push({ key, severity: level, profile, source, needs, metBy: enough, fact: 0, enough: 0, met: undefined });
  }
  return found;
}

/** Evaluates constraints on the current node, apart from those that the elements seen, or seen without errors, show to be met. One that cannot be evaluated is a finding about the profile, never a crash. */
export function checkConstraints(
  constraints: readonly Constraint[],
  node: unknown,
  compile: InvariantCompiler,
  run: Run,
  seen?: number,
  sound = 0,
): void {
  for (let i = 0; i < constraints.length; i++) {
    const constraint = constraints[i];
    if (constraint === undefined) continue;
    if (seen !== undefined) {
      const { fact, enough } = constraint;
      if ((fact !== 0 && (fact & seen) === 0) || (enough & sound) !== 0) continue;
    }
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
