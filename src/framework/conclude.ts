import type { Assessment } from '../model/index.js';
import type { Answers } from './answers.js';
import { completeObservations } from './complete.js';
import { collectFindings } from './findings.js';
import { rankFixes } from './fixes.js';
import type { Framework } from './framework.js';
import { listNotChecked } from './not-checked.js';
import { scoreObservations } from './score.js';

/** An assessment as far as it was gathered: everything that conclusions are drawn from. */
export type Gathered = Omit<
  Assessment,
  'observations' | 'score' | 'findings' | 'fixes' | 'remarks' | 'notChecked' | 'answers'
>;

/**
 * Draws the conclusions of a run: observations put together, score, findings, fixes, and what was not checked.
 * Pure, so that a saved assessment scores again to the same result; evidence expires by the day the run started.
 * @param notChecked what the run itself left out, beside what the evidence shows
 */
export function conclude(
  framework: Framework,
  gathered: Gathered,
  answers: Answers | undefined,
  notChecked: Assessment['notChecked'] = [],
): Assessment {
  const { context, endpoints } = gathered;
  const completed = completeObservations(
    framework,
    context,
    endpoints.map(({ base, role, observations }) => ({ base, role, observations: [observations] })),
    answers,
    gathered.startedAt,
  );
  const score = scoreObservations(framework, context, completed.observations);
  const findings = collectFindings(framework, endpoints);
  const remarks = [
    ...completed.contradictions,
    ...completed.refused,
    ...(completed.judgedAsOf === undefined
      ? []
      : [`The answers are made up: their evidence was judged as of ${completed.judgedAsOf}`]),
  ];
  return {
    ...gathered,
    ...(answers !== undefined && { answers }),
    observations: completed.observations,
    score,
    findings,
    fixes: rankFixes(framework, score, findings),
    remarks,
    notChecked: [...notChecked, ...listNotChecked(endpoints, score)],
  };
}

/**
 * Scores a saved assessment again: with its own framework, answers and context it comes out as it went in.
 * @param changes another context (trust type, lens) or other answers
 */
export function rescore(
  framework: Framework,
  assessment: Assessment,
  changes: { readonly context?: Assessment['context']; readonly answers?: Answers } = {},
): Assessment {
  const named = ({ what, because }: Assessment['notChecked'][number]): string => JSON.stringify([what, because]);
  const derived = new Set(listNotChecked(assessment.endpoints, assessment.score).map(named));
  return conclude(
    framework,
    { ...assessment, context: changes.context ?? assessment.context },
    changes.answers ?? (assessment.answers as Answers | undefined),
    assessment.notChecked.filter((one) => !derived.has(named(one))),
  );
}
