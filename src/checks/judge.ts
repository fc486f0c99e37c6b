import type { NegativeAnswer, Outcome, Verdict } from '../model/index.js';
import { fail, pass, status, unknown, warn } from './verdict.js';

const rank: readonly Outcome[] = ['notApplicable', 'pass', 'manual', 'unknown', 'warn', 'fail'];

/** The worse of outcomes: fail, warn, unknown, pass, not applicable. */
export const worstOf = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.reduce<Outcome>((worst, one) => (rank.indexOf(one) > rank.indexOf(worst) ? one : worst), 'notApplicable');

/** Puts verdicts on parts into one: the worst outcome, and what was said of the parts that have it. */
export function atWorst(verdicts: readonly Verdict[]): Verdict {
  const outcome = worstOf(verdicts.map((one) => one.outcome));
  const said = [...new Set(verdicts.filter((one) => one.outcome === outcome).map((one) => one.summary))];
  const summary = said.join(' ');
  const unsafe = verdicts.some((one) => one.unsafe === true) ? { unsafe: true } : {};
  const reason = outcome === 'unknown' || outcome === 'notApplicable' ? { reason: summary } : {};
  return { outcome, summary, ...reason, ...unsafe };
}

export interface RefusalRule {
  readonly name: string;
  /** Statuses that are right; with an OperationOutcome unless `bare`. */
  readonly right: readonly number[];
  readonly tolerated?: readonly number[];
  readonly bare?: boolean;
}

/** Judges how a malformed call was refused: 2xx and 5xx fail, a refusal without an OperationOutcome is a warning. */
export function refusal(answer: NegativeAnswer, rule: RefusalRule): Verdict {
  const seen = `${rule.name}: ${status(answer.status)}`;
  if (answer.status === null) return unknown(`${seen}.`);
  if (answer.status === 401 || answer.status === 403)
    return unknown(`${seen}, refused before the request was looked at.`);
  if (answer.status >= 500) return fail(`${seen}, a server error.`);
  if (answer.status < 400) return fail(`${seen}, answered as if nothing were wrong.`);
  if (!rule.right.includes(answer.status) && rule.tolerated?.includes(answer.status) !== true)
    return warn(`${seen}, an unexpected status.`);
  if (rule.tolerated?.includes(answer.status) === true) return warn(`${seen}.`);
  return answer.outcome || rule.bare === true
    ? pass(`${seen}, refused properly.`)
    : warn(`${seen}, but without an OperationOutcome.`);
}

/** An outcome by a share's 95 % interval: fail when its upper end is below `failBelow`, warn when its lower end is below `warnBelow`. */
export const thresholds = (interval: readonly [number, number], failBelow: number, warnBelow: number): Outcome =>
  interval[1] < failBelow ? 'fail' : interval[0] < warnBelow ? 'warn' : 'pass';
