import type {
  CheckResult,
  Evidence,
  MeasuredObservation,
  Observation,
  Observed,
  ProbeFacts,
  ScoreContext,
} from '../../model/index.js';
import type { FrameworkData } from '../framework.js';

/** What an observation of the endpoint is read from. */
export interface Probed {
  readonly evidence: Evidence;
  readonly checks: readonly CheckResult[];
  readonly context: ScoreContext;
  readonly framework: Pick<FrameworkData, 'typeAvailable'>;
}

/** Reads one criterion off the evidence. */
export type Observing = (probed: Probed) => Observation;

type Reason = Extract<Observation, { state: 'unknown' }>['reason'];

export const unknown = (reason: Reason, detail: string, settles?: string): Observation => ({
  state: 'unknown',
  reason,
  detail,
  ...(settles === undefined ? {} : { settles }),
});

export const level = (at: number, detail: string): Observation => ({ state: 'measured', level: at, detail });

export const measured = (figures: Omit<MeasuredObservation, 'state'>): Observation => ({
  state: 'measured',
  ...figures,
});

/** The value of a fact that was seen. */
export function seen<K extends keyof ProbeFacts>(evidence: Evidence, fact: K): ProbeFacts[K] | undefined {
  const observed: Observed<ProbeFacts[K]> | undefined = evidence[fact];
  return observed?.state === 'seen' ? observed.value : undefined;
}

/** Why a fact is missing: a fault on the way, nothing to try it with, or not tried. */
export function missing(evidence: Evidence, fact: keyof ProbeFacts, settles?: string): Observation {
  const observed = evidence[fact];
  if (observed?.state === 'failed')
    return unknown('error', `It could not be tried: ${observed.error.message}`, settles);
  if (observed?.state === 'skipped')
    return unknown(
      observed.because === 'no-data' ? 'no-data' : 'not-tested',
      observed.detail ?? 'It was not tried',
      settles,
    );
  return unknown('not-tested', 'It was not tried', settles);
}

export const outcomeOf = (checks: readonly CheckResult[], id: string): CheckResult['outcome'] | undefined =>
  checks.find((check) => check.id === id)?.outcome;

/** Refused by the endpoint's guard before it was looked at. */
export const turnedAway = (status: number | null): boolean => status === 401 || status === 403 || status === 429;
