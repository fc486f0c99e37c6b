import { ReadinessError, rungsReached, shareInterval, valueLevel } from '../model/index.js';
import type { Draw, Grade, Interval, MeasuredObservation, Observation } from '../model/index.js';
import { TOP_LEVEL } from './framework.js';
import type { Criterion, FrameworkData } from './framework.js';

/** What an observation says about one criterion. */
export interface Reading {
  readonly state: 'measured' | 'declared' | 'unknown';
  readonly level: Interval;
  readonly share?: Interval;
  /** Too few records to meet a gate; it can fail one. */
  readonly indicative: boolean;
  /** Grade a declaration counts as, after expiry. */
  readonly grade?: Grade;
}

/** Nothing is known: anything from nothing to the top. */
export const UNKNOWN: Reading = { state: 'unknown', level: [0, TOP_LEVEL], indicative: false };

const reject = (criterion: Criterion, problem: string): never => {
  throw new ReadinessError('score.observation', `The observation for ${criterion.id} cannot be scored: ${problem}`);
};

function checkDraw(criterion: Criterion, draw: Draw): void {
  const { k, n, clusters, population } = draw;
  for (const [name, value] of Object.entries({ k, n, clusters, population }))
    if (value !== undefined && !(Number.isFinite(value) && value >= 0))
      reject(criterion, `${name} is ${value}, not a count`);
  if (k > n) reject(criterion, `k (${k}) is larger than n (${n})`);
  if (clusters === 0 && n > 0) reject(criterion, `${n} records cannot come from 0 subjects`);
}

function ladderOf(framework: FrameworkData, criterion: Criterion): readonly number[] {
  const ladder = criterion.ladder === undefined ? undefined : framework.ladders[criterion.ladder];
  return ladder ?? reject(criterion, 'a share was given, but the criterion has no ladder');
}

function checkLevel(criterion: Criterion, level: number): number {
  if (!Number.isInteger(level) || level < 0 || level > TOP_LEVEL)
    reject(criterion, `level ${level} is not a whole number from 0 to ${TOP_LEVEL}`);
  return level;
}

type Shares = Pick<Reading, 'indicative'> & { readonly share: Interval };

/** A server total below what was drawn from it is no total. */
const plausible = ({ k, n, clusters, population }: Draw): Draw => ({
  k,
  n,
  ...(clusters !== undefined && { clusters }),
  ...(population !== undefined && population >= n && { population }),
});

function single(framework: FrameworkData, criterion: Criterion, given: Draw): Shares {
  const draw = plausible(given);
  if (criterion.estimator !== 'sample') return { share: [draw.k / draw.n, draw.k / draw.n], indicative: false };
  const enough = criterion.minForGate ?? framework.interval.minForGate;
  return { share: shareInterval(draw, framework.interval), indicative: draw.n < enough };
}

function several(framework: FrameworkData, criterion: Criterion, draws: readonly Draw[]): Shares {
  const enough = criterion.minForGate ?? framework.interval.minForGate;
  const large = draws.filter((draw) => draw.n >= enough);
  const counted = large.length >= framework.interval.minTypesForMacro;
  const shares = (counted ? large : draws).map((draw) => single(framework, criterion, draw).share);
  const lows = shares.map(([low]) => low);
  const highs = shares.map(([, high]) => high);
  const together = criterion.parts === 'lowest' ? (of: number[]) => Math.min(...of) : mean;
  return { share: [together(lows), together(highs)], indicative: !counted };
}

const mean = (of: readonly number[]): number => [...of].sort((a, b) => a - b).reduce((a, b) => a + b, 0) / of.length;

function sharesOf(
  framework: FrameworkData,
  criterion: Criterion,
  observation: MeasuredObservation,
): Shares | undefined {
  const { k, n, parts, share } = observation;
  if (parts !== undefined) {
    for (const part of parts) checkDraw(criterion, part);
    const filled = parts.filter((part) => part.n > 0);
    return filled.length === 0 ? undefined : several(framework, criterion, filled);
  }
  if (share !== undefined) {
    if (!(share >= 0 && share <= 1)) reject(criterion, `share ${share} is not between 0 and 1`);
    return { share: [share, share], indicative: false };
  }
  if (k === undefined || n === undefined) return reject(criterion, 'it has no share, value or level');
  const draw: Draw = plainDraw(observation, k, n);
  checkDraw(criterion, draw);
  return n === 0 ? undefined : single(framework, criterion, draw);
}

const plainDraw = ({ clusters, population }: MeasuredObservation, k: number, n: number): Draw => ({
  k,
  n,
  ...(clusters !== undefined && { clusters }),
  ...(population !== undefined && { population }),
});

function measuredReading(framework: FrameworkData, criterion: Criterion, observation: MeasuredObservation): Reading {
  const limited = (reading: Reading): Reading => {
    const cap =
      criterion.keySystems !== undefined && observation.keySystems !== true ? framework.withoutKeySystems : TOP_LEVEL;
    const [low, high] = observation.forceZero === true ? [0, 0] : reading.level;
    return { ...reading, level: [observation.upperBoundOnly === true ? 0 : Math.min(low, cap), Math.min(high, cap)] };
  };
  const exactly = (level: number): Reading => limited({ state: 'measured', level: [level, level], indicative: false });
  if (observation.level !== undefined) return exactly(checkLevel(criterion, observation.level));
  if (observation.value !== undefined) {
    if (!Number.isFinite(observation.value)) reject(criterion, `value ${observation.value} is not a number`);
    if (criterion.thresholds === undefined) return reject(criterion, 'a value was given, but there are no thresholds');
    return exactly(valueLevel(criterion.thresholds, observation.value));
  }
  const shares = sharesOf(framework, criterion, observation);
  if (shares === undefined) return UNKNOWN;
  const ladder = ladderOf(framework, criterion);
  const [low, high] = shares.share;
  return limited({
    state: 'measured',
    level: [rungsReached(ladder, low), rungsReached(ladder, high)],
    share: [observation.upperBoundOnly === true ? 0 : low, high],
    indicative: shares.indicative,
  });
}

function lowest(
  framework: FrameworkData,
  criterion: Criterion,
  endpoints: readonly Observation[],
  contradicted: boolean,
): Reading {
  const readings = endpoints.map((endpoint) => readLevel(framework, criterion, endpoint, contradicted));
  const shares = readings.map((reading) => reading.share).filter((share) => share !== undefined);
  const floor = (of: readonly Interval[]): Interval => [
    Math.min(...of.map(([low]) => low)),
    Math.min(...of.map(([, high]) => high)),
  ];
  return {
    state: readings.every((reading) => reading.state === 'measured') ? 'measured' : 'unknown',
    level: floor(readings.map((reading) => reading.level)),
    indicative: readings.some((reading) => reading.indicative),
    ...(shares.length === readings.length && { share: floor(shares) }),
  };
}

const GRADES: readonly Grade[] = ['D0', 'D1', 'D2', 'D3'];

/** Grade that declared evidence counts as: one lower once it has expired, D0 stays. */
export function countingGrade(grade: Grade, expired: boolean | undefined): Grade {
  return expired === true ? (GRADES[GRADES.indexOf(grade) - 1] ?? 'D0') : grade;
}

type Declared = Extract<Observation, { state: 'declared' }>;

/** Level that a declaration claims; undefined where its share has nothing to count. */
export function claimedLevel(
  framework: FrameworkData,
  criterion: Criterion,
  observation: Declared,
): number | undefined {
  const { level, k, n } = observation;
  if (level !== undefined) return checkLevel(criterion, level);
  if (k === undefined || n === undefined)
    return reject(criterion, 'the declaration claims neither a level nor a share');
  checkDraw(criterion, { k, n });
  return n === 0 ? undefined : rungsReached(ladderOf(framework, criterion), k / n);
}

function declaredReading(
  framework: FrameworkData,
  criterion: Criterion,
  observation: Declared,
  contradicted: boolean,
): Reading {
  const claim = claimedLevel(framework, criterion, observation);
  if (claim === undefined) return UNKNOWN;
  const grade = countingGrade(observation.grade, observation.expired);
  const { caps, contradictionCaps } = framework.declared;
  const noKey = criterion.keySystems !== undefined && observation.keySystems !== true;
  const claimed = noKey ? Math.min(claim, framework.withoutKeySystems) : claim;
  const low = Math.min(
    claimed,
    caps[grade],
    criterion.declaredOnlyMax ?? TOP_LEVEL,
    contradicted && grade === contradictionCaps.grade ? contradictionCaps.level : TOP_LEVEL,
  );
  return { state: 'declared', level: [low, claimed], indicative: false, grade };
}

/**
 * Reads an observation as an interval of whole levels.
 * @param contradicted whether a measurement anywhere contradicts a declaration
 * @throws ReadinessError `score.observation` where the observation contradicts itself (k > n, level 7, no ladder)
 */
export function readLevel(
  framework: FrameworkData,
  criterion: Criterion,
  observation: Observation,
  contradicted: boolean,
): Reading {
  switch (observation.state) {
    case 'measured':
      if (observation.endpoints !== undefined && observation.endpoints.length > 0)
        return lowest(framework, criterion, observation.endpoints, contradicted);
      return measuredReading(framework, criterion, observation);
    case 'declared':
      return declaredReading(framework, criterion, observation, contradicted);
    default:
      return UNKNOWN;
  }
}
