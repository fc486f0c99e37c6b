import type { CriterionResult, Interval, Observation, Observations, Score, ScoreContext } from '../model/index.js';
import { countingObservation, isAsked } from './applicability.js';
import { basisOf } from './basis.js';
import { TOP_LEVEL } from './framework.js';
import type { Criterion, Framework } from './framework.js';
import { readLevel } from './levels.js';
import type { Reading } from './levels.js';
import { gatesOf, place } from './stages.js';
import type { Gate, Totals } from './stages.js';

interface Judged {
  readonly criterion: Criterion;
  readonly observation: Observation;
  readonly reading: Reading;
}

const counts = (framework: Framework, { state, grade }: Reading): boolean =>
  (state === 'measured' && framework.coverageCounts.includes('measured')) ||
  (grade !== undefined && framework.coverageCounts.includes(grade));

function total(framework: Framework, judged: readonly Judged[]): Totals {
  const dimensions: Record<string, Interval> = {};
  const sum = { weight: 0, low: 0, high: 0, covered: 0 };
  for (const dimension of framework.dimensions) {
    const own = judged.filter(({ criterion }) => criterion.dimension === dimension.id);
    const weight = own.reduce((all, { criterion }) => all + criterion.weight, 0);
    if (weight === 0) continue;
    const mean = (of: (reading: Reading) => number): number =>
      own.reduce((all, { criterion, reading }) => all + criterion.weight * of(reading), 0) / weight;
    const low = mean((reading) => reading.level[0]);
    const high = mean((reading) => reading.level[1]);
    dimensions[dimension.id] = [low, high];
    sum.weight += dimension.weight;
    sum.low += dimension.weight * low;
    sum.high += dimension.weight * high;
    sum.covered += dimension.weight * mean((reading) => (counts(framework, reading) ? 1 : 0));
  }
  if (sum.weight === 0) return { index: [0, 0], coverage: 0, dimensions };
  const scale = 100 / TOP_LEVEL / sum.weight;
  return { index: [sum.low * scale, sum.high * scale], coverage: sum.covered / sum.weight, dimensions };
}

function shareNotApplicable(framework: Framework, all: readonly Criterion[], left: ReadonlySet<string>): number {
  const parts = framework.dimensions.map((dimension) => {
    const own = all.filter((criterion) => criterion.dimension === dimension.id);
    const weight = own.reduce((sum, criterion) => sum + criterion.weight, 0);
    const gone = own.filter(({ id }) => !left.has(id)).reduce((sum, criterion) => sum + criterion.weight, 0);
    return weight === 0 ? { of: 0, gone: 0 } : { of: dimension.weight, gone: (dimension.weight * gone) / weight };
  });
  const of = parts.reduce((sum, part) => sum + part.of, 0);
  return of === 0 ? 0 : parts.reduce((sum, part) => sum + part.gone, 0) / of;
}

const isUnsafe = ({ criterion, observation, reading }: Judged): boolean =>
  criterion.unsafe === true && observation.state === 'measured' && reading.level[1] === 0;

function result(framework: Framework, item: Judged, gates: readonly Gate[]): CriterionResult {
  const { criterion, observation, reading } = item;
  return {
    id: criterion.id,
    dimension: criterion.dimension,
    statement: criterion.statement,
    why: criterion.why,
    measure: criterion.measure,
    weight: criterion.weight,
    owner: criterion.owner,
    pillar: criterion.pillar,
    evidence: criterion.evidence,
    facts: criterion.facts,
    safety: criterion.safety === true,
    state: reading.state,
    level: reading.level,
    indicative: reading.indicative,
    contradicted: observation.state === 'measured' && observation.contradicted === true,
    upperBoundOnly: observation.state === 'measured' && observation.upperBoundOnly === true,
    ...(reading.grade !== undefined && { grade: reading.grade }),
    ...(reading.share !== undefined && { share: reading.share }),
    basis: basisOf(framework, criterion, observation, reading),
    ...(reading.state === 'unknown' && {
      settles: (observation.state === 'unknown' ? observation.settles : undefined) ?? criterion.settledBy,
    }),
    gates: gates
      .filter((gate) => gate.criterion === criterion.id)
      .map(({ stage, need, state }) => ({ stage, need, state })),
  };
}

const PLACED_ONLY_BY_TYPE = 'trust-type';

/**
 * Scores observations against a framework: levels as intervals, gates, dimension means, index, coverage and stage.
 * Pure: the same input gives the same result, whatever the order of the observations.
 * @throws ReadinessError `score.observation` where an observation cannot be true (k > n, a level of 7)
 */
export function scoreObservations(framework: Framework, context: ScoreContext, observations: Observations): Score {
  const asked = framework.criteria.filter((criterion) => isAsked(criterion, context));
  const counted = asked.map((criterion) => ({
    criterion,
    observation: countingObservation(framework, criterion, context, observations[criterion.id]),
  }));
  const applicable = counted.filter(({ observation }) => observation.state !== 'notApplicable');
  const contradicted = applicable.some(({ observation: o }) => o.state === 'measured' && o.contradicted === true);
  const judged = applicable.map((item) => ({
    ...item,
    reading: readLevel(framework, item.criterion, item.observation, contradicted),
  }));
  const gates = judged.flatMap(({ criterion, reading }) => gatesOf(framework, criterion, context, reading));
  const totals = total(framework, judged);
  const placement = place(framework, gates, totals);
  const untyped = context.audience === 'trust' && context.trustType === undefined;
  const assured = untyped && placement.assured !== framework.stages[0]?.id ? 'notPlaced' : placement.assured;
  const label = (id: string): string | null =>
    framework.custom ? null : (framework.stages.find((stage) => stage.id === id)?.label ?? null);
  const inAudience = framework.criteria.filter((criterion) => context.audience === 'trust' || criterion.supplier);
  return {
    framework: {
      id: framework.id,
      version: framework.version,
      title: framework.custom ? `${framework.title} (custom)` : framework.title,
      custom: framework.custom,
      notices: framework.notices,
      method: framework.method,
      dimensions: framework.dimensions,
      stages: framework.stages.map(({ id, label: name, meaning, needs }) => ({
        id,
        label: name,
        meaning,
        ...(needs !== undefined && { needs }),
      })),
      interval: { z: framework.interval.z, icc: framework.interval.icc },
      notApplicableFlag: framework.notApplicableFlag,
    },
    context,
    index: totals.index,
    coverage: totals.coverage,
    stage: {
      assured,
      potential: placement.potential,
      label: { assured: label(assured), potential: label(placement.potential) },
      heldBy: untyped
        ? { ...placement.heldBy, other: [...placement.heldBy.other, PLACED_ONLY_BY_TYPE] }
        : placement.heldBy,
    },
    unsafe: context.noEndpoint === true ? [] : judged.filter(isUnsafe).map(({ criterion }) => criterion.id),
    dimensions: totals.dimensions,
    criteria: judged.map((item) => result(framework, item, gates)),
    notApplicable: inAudience.flatMap((criterion) => {
      const item = counted.find((one) => one.criterion === criterion);
      if (item === undefined) return [{ id: criterion.id, reason: 'not asked of this type of trust' }];
      if (item.observation.state !== 'notApplicable') return [];
      return [{ id: criterion.id, reason: item.observation.detail ?? item.observation.reason }];
    }),
    notApplicableShare: shareNotApplicable(framework, inAudience, new Set(judged.map(({ criterion }) => criterion.id))),
  };
}
