import type { Interval, StageId } from '../model/index.js';
import type { Criterion, Framework, Stage } from './framework.js';
import type { Reading } from './levels.js';
import type { ScoreContext } from '../model/index.js';

export type GateState = 'met' | 'notMet' | 'undecided';

/** A gate of a stage, as this evidence leaves it. */
export interface Gate {
  readonly criterion: string;
  readonly stage: StageId;
  readonly need: number;
  readonly state: GateState;
}

export interface Totals {
  readonly index: Interval;
  readonly coverage: number;
  readonly dimensions: Readonly<Record<string, Interval>>;
}

/** A gate as `heldBy` names it, e.g. `M02>=4`. */
export const gateName = (gate: Pick<Gate, 'criterion' | 'need'>): string => `${gate.criterion}>=${gate.need}`;

function gateState(reading: Reading, need: number): GateState {
  const [low, high] = reading.level;
  if (high < need) return 'notMet';
  return low >= need && !reading.indicative ? 'met' : 'undecided';
}

/** The gates of a criterion that count in this context. */
export function gatesOf(
  framework: Framework,
  criterion: Criterion,
  context: ScoreContext,
  reading: Reading,
): readonly Gate[] {
  const own = context.audience === 'trust' && context.trustType && criterion.gatesFor?.[context.trustType];
  const gates = own || criterion.gates;
  return framework.stages.flatMap(({ id }) => {
    const need = gates[id];
    return need === undefined ? [] : [{ criterion: criterion.id, stage: id, need, state: gateState(reading, need) }];
  });
}

type Side = 0 | 1;

const ROUNDING = 1e-9;

function shortfalls(stage: Stage, totals: Totals, side: Side): ('index' | 'dimension' | 'coverage')[] {
  const { needs } = stage;
  if (needs === undefined) return [];
  const below = (value: number, need: number): boolean => value < need - ROUNDING;
  return [
    ...(below(totals.index[side], needs.index) ? (['index'] as const) : []),
    ...(Object.values(totals.dimensions).some((mean) => below(mean[side], needs.dimensionFloor))
      ? (['dimension'] as const)
      : []),
    ...(side === 0 && below(totals.coverage, needs.coverage) ? (['coverage'] as const) : []),
  ];
}

function highest(stages: readonly Stage[], holds: (stage: Stage) => boolean): Stage | undefined {
  const firstFailing = stages.findIndex((stage) => !holds(stage));
  return firstFailing === -1 ? stages.at(-1) : stages[firstFailing - 1];
}

export interface Placement {
  readonly assured: StageId | 'notPlaced';
  readonly potential: StageId;
  readonly heldBy: {
    readonly notMet: readonly string[];
    readonly undecided: readonly string[];
    readonly other: readonly string[];
  };
}

/**
 * Places totals and gates on the stages: each stage needs its gates, index, dimension floors and coverage, and every stage below it.
 * The lowest stage is a finding about the organisation: it takes a gate that is not met, or an index out of reach.
 */
export function place(framework: Framework, gates: readonly Gate[], totals: Totals): Placement {
  const [lowest, ...climb] = framework.stages;
  if (lowest === undefined) throw new RangeError('a framework has at least one stage');
  const at = (stage: Stage, state: GateState): string[] =>
    gates.filter((gate) => gate.stage === stage.id && gate.state === state).map(gateName);
  const assured = highest(
    climb,
    (stage) =>
      gates.every((gate) => gate.stage !== stage.id || gate.state === 'met') &&
      shortfalls(stage, totals, 0).length === 0,
  );
  const potential = highest(
    climb,
    (stage) => at(stage, 'notMet').length === 0 && shortfalls(stage, totals, 1).length === 0,
  );
  const next = climb[assured === undefined ? 0 : climb.indexOf(assured) + 1];
  const first = climb[0];
  const ruledOut =
    first !== undefined && (at(first, 'notMet').length > 0 || totals.index[1] < (first.needs?.index ?? 0) - ROUNDING);
  return {
    assured: assured?.id ?? (ruledOut ? lowest.id : 'notPlaced'),
    potential: potential?.id ?? lowest.id,
    heldBy: {
      notMet: next === undefined ? [] : at(next, 'notMet'),
      undecided: next === undefined ? [] : at(next, 'undecided'),
      other: next === undefined ? [] : shortfalls(next, totals, 0),
    },
  };
}
