import type { Observation, Observations, ScoreContext } from '../model/index.js';
import type { Answers } from './answers.js';
import { isAsked } from './applicability.js';
import type { Criterion, Framework } from './framework.js';
import { claimedLevel, readLevel } from './levels.js';
import { NOTHING_DECLARED, declareObservations } from './observe/declared.js';
import type { Declarations } from './observe/declared.js';
import { estateObservation } from './observe/estate.js';
import type { AssessedEndpoint } from './observe/estate.js';
import { scoreObservations } from './score.js';

/** What was observed at one endpoint: its probe and its records, by criterion. */
export interface EndpointObservations {
  /** Base URL. */
  readonly base: string;
  readonly role: 'core' | 'other';
  /** Joined in order; where both speak to a criterion, the more telling one counts. */
  readonly observations: readonly Observations[];
}

export interface Completed {
  /** One observation for each criterion asked. */
  readonly observations: Observations;
  /** Measurements two or more levels below what was claimed, in words. */
  readonly contradictions: readonly string[];
  /** Waivers that do not hold, in words. */
  readonly refused: readonly string[];
  /** Day by which evidence was judged, where it was not that of the run. */
  readonly judgedAsOf?: string;
}

const RANK = { measured: 0, notApplicable: 1, unknown: 2, declared: 3 } as const;

/** One observation per criterion out of several sources: a measurement before a word that nothing could be measured. */
export function joinObservations(sources: readonly Observations[]): Observations {
  const joined: Record<string, Observation> = {};
  for (const source of sources)
    for (const [id, observation] of Object.entries(source)) {
      const held = joined[id];
      if (held === undefined || RANK[observation.state] < RANK[held.state]) joined[id] = observation;
    }
  return joined;
}

const hasNoData = (observation: Observation): boolean =>
  observation.state === 'unknown' && observation.reason === 'no-data';

/** The organisation's observation out of those of its core endpoints: the lowest counts, none with data is passed over. */
function overEndpoints(observed: readonly Observation[]): Observation | undefined {
  const applying = observed.filter(({ state }) => state !== 'notApplicable');
  if (applying.length === 0) return observed[0];
  const telling = applying.filter((one) => !hasNoData(one));
  const [first, ...rest] = telling.length === 0 ? applying.slice(0, 1) : telling;
  if (rest.length === 0 || telling.every(({ state }) => state === 'unknown')) return first;
  return { state: 'measured', endpoints: telling };
}

function claimOf(framework: Framework, criterion: Criterion, declarations: Declarations): number | undefined {
  const declared = declarations.observations[criterion.id];
  const stated = declared?.state === 'declared' ? claimedLevel(framework, criterion, declared) : undefined;
  const claimed = declarations.claims[criterion.id];
  if (stated === undefined || claimed === undefined) return stated ?? claimed;
  return Math.max(stated, claimed);
}

function withoutEvidence(criterion: Criterion, context: ScoreContext, declared: Observation | undefined): Observation {
  if (declared !== undefined) return declared;
  const asks = criterion.evidence.every((kind) => kind === 'declared' || kind === 'computed');
  const detail = asks
    ? 'Not answered'
    : context.noEndpoint === true
      ? 'There is no endpoint to measure'
      : 'Nothing has measured this yet';
  return { state: 'unknown', reason: 'not-tested', detail, settles: criterion.settledBy };
}

const isMeasured = (observation: Observation | undefined): observation is Observation & { state: 'measured' } =>
  observation?.state === 'measured';

function choose(
  framework: Framework,
  context: ScoreContext,
  criterion: Criterion,
  declarations: Declarations,
  observed: Observation | undefined,
  contradictions: string[],
): Observation {
  const { id } = criterion;
  const waiver = declarations.waivers[id];
  if (waiver !== undefined) return waiver;
  if (!isMeasured(observed)) {
    const declared = declarations.observations[id];
    if (declared !== undefined && (observed?.state !== 'notApplicable' || declared.state === 'declared'))
      return declared;
    return observed ?? withoutEvidence(criterion, context, declared);
  }
  const claim = claimOf(framework, criterion, declarations);
  const [, high] = readLevel(framework, criterion, observed, false).level;
  if (claim === undefined || claim - high < framework.declared.contradictionGap) return observed;
  contradictions.push(`${id}: level ${claim} was claimed, at most ${high} was measured`);
  return { ...observed, contradicted: true };
}

function structuralLow(framework: Framework, context: ScoreContext, observations: Observations): number {
  const [low] = scoreObservations(framework, context, observations).dimensions['structural'] ?? [0, 0];
  return low;
}

/**
 * Puts what was measured and what is declared together: one observation for each criterion asked.
 * Measured comes before declared; of several core endpoints the lowest bounds count; a claim that a measurement
 * falls two levels short of is marked as contradicted; what nobody measured or answered is unknown, with what would settle it.
 * @param runOn ISO date of the run: evidence is judged by it; made-up answers may name a day of their own
 */
export function completeObservations(
  framework: Framework,
  context: ScoreContext,
  endpoints: readonly EndpointObservations[],
  answers: Answers | undefined,
  runOn: string,
): Completed {
  const madeUp = context.lens === 'synthetic' ? answers?.asOf : undefined;
  const asOf = madeUp ?? runOn;
  const declarations =
    answers === undefined ? NOTHING_DECLARED : declareObservations(framework, context, answers, asOf);
  const joined = endpoints.map(({ base, role, observations }) => ({
    base,
    role,
    observed: joinObservations(observations),
  }));
  const core = joined.filter(({ role }) => role === 'core');
  const assessed: readonly AssessedEndpoint[] = joined.map(({ base, observed }) => ({
    base,
    structural: structuralLow(framework, context, { ...declarations.observations, ...observed }),
  }));
  const observations: Record<string, Observation> = {};
  const contradictions: string[] = [];
  for (const criterion of framework.criteria.filter((one) => isAsked(one, context))) {
    const estate =
      criterion.keySystems === undefined || answers === undefined
        ? undefined
        : estateObservation({ framework, criterion, context, answers, asOf }, assessed);
    const seen = core.map(({ observed }) => observed[criterion.id]);
    const complete = seen.map((one): Observation => one ?? withoutEvidence(criterion, context, undefined));
    const observed = seen.some((one) => one !== undefined) ? overEndpoints(complete) : undefined;
    observations[criterion.id] = choose(
      framework,
      context,
      criterion,
      declarations,
      estate ?? observed,
      contradictions,
    );
  }
  return {
    observations,
    contradictions,
    refused: declarations.refused,
    ...(madeUp !== undefined && { judgedAsOf: madeUp }),
  };
}
