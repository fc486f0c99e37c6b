import { ReadinessError } from '../../model/index.js';
import type { Observation, ScoreContext } from '../../model/index.js';
import type { Answers, EvidenceGiven } from '../answers.js';
import { gradeEvidence } from '../evidence-grade.js';
import type { GradedEvidence } from '../evidence-grade.js';
import type { Criterion, FrameworkData } from '../framework.js';

/** What a reading of one section may look at. */
export interface Question {
  readonly framework: FrameworkData;
  readonly criterion: Criterion;
  readonly context: ScoreContext;
  readonly answers: Answers;
  /** ISO date of the run. */
  readonly asOf: string;
}

/** Reads the answers for one criterion; undefined where they do not say. */
export type Answering = (question: Question) => Observation | undefined;

export const graded = ({ framework, answers, asOf }: Question, evidence: EvidenceGiven | undefined): GradedEvidence =>
  gradeEvidence(evidence, answers.respondent, asOf, framework.declared.expiryMonths);

/** A number that the criterion's levels are made of. */
export function limit({ criterion }: Question, name: string): number {
  const value = criterion.limits?.[name];
  if (value === undefined)
    throw new ReadinessError(
      'framework.invalid',
      `Criterion ${criterion.id} of the framework lacks the limit "${name}".`,
    );
  return value;
}

type Claim = { readonly level: number } | { readonly k: number; readonly n: number };

/** A declared observation with its evidence graded; `remarks` say what was left out and why. */
export function declare(
  question: Question,
  claim: Claim,
  evidence: EvidenceGiven | undefined,
  remarks: readonly string[] = [],
): Observation {
  const { grade, expired, note } = graded(question, evidence);
  const detail = [...remarks, ...(note === undefined ? [] : [`Evidence: ${note}`])].join('. ');
  return { state: 'declared', grade, ...claim, ...(expired && { expired }), ...(detail !== '' && { detail }) };
}

/** Nothing to count: the answers are there, but list nothing that applies. */
export const nothingListed = (what: string): Observation => ({
  state: 'unknown',
  reason: 'no-data',
  detail: `The answers list no ${what}`,
});

/** How many of a list hold, as a share with a remark on the rest. */
export function countWhere<T>(
  list: readonly T[],
  holds: (item: T) => boolean,
): { readonly k: number; readonly n: number } {
  return { k: list.filter(holds).length, n: list.length };
}

/** A remark on how many were left out, or none. */
export const leftOut = (count: number, what: string): readonly string[] =>
  count === 0 ? [] : [`${count} not counted: ${what}`];

/** The highest rung up to which every step holds: level of the last one, `start` where the first does not. */
export function climb(start: number, steps: readonly (readonly [level: number, holds: boolean])[]): number {
  let level = start;
  for (const [next, holds] of steps) {
    if (!holds) break;
    level = next;
  }
  return level;
}
