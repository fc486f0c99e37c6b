import type { Audience, Lens, Owner, TrustType } from './outcome.js';

export type StageId = 'initial' | 'developing' | 'established' | 'advanced';
export type Grade = 'D0' | 'D1' | 'D2' | 'D3';
/** [low, high] */
export type Interval = readonly [number, number];

/** What the facts boil down to for one criterion (docs/framework.md). */
export type Observation =
  | MeasuredObservation
  | {
      readonly state: 'declared';
      readonly grade: Grade;
      readonly level?: number;
      readonly k?: number;
      readonly n?: number;
      readonly expired?: boolean;
      readonly keySystems?: boolean;
      readonly detail?: string;
    }
  | {
      readonly state: 'unknown';
      readonly reason: 'not-tested' | 'error' | 'no-data';
      readonly detail?: string;
      readonly settles?: string;
    }
  | { readonly state: 'notApplicable'; readonly reason: 'type-table' | 'waiver'; readonly detail?: string };

export interface SharePart {
  readonly state?: 'measured';
  readonly k: number;
  readonly n: number;
  readonly clusters?: number;
  readonly population?: number;
  /** What the part stands for, e.g. a resource type. */
  readonly label?: string;
}

export interface MeasuredObservation {
  readonly state: 'measured';
  readonly k?: number;
  readonly n?: number;
  readonly clusters?: number;
  readonly population?: number;
  readonly parts?: readonly SharePart[];
  readonly share?: number;
  readonly value?: number;
  readonly level?: number;
  readonly contradicted?: boolean;
  readonly upperBoundOnly?: boolean;
  readonly forceZero?: boolean;
  readonly keySystems?: boolean;
  readonly detail?: string;
}

export type Observations = Readonly<Record<string, Observation>>;

export interface ScoreContext {
  readonly audience: Audience;
  readonly trustType?: TrustType;
  readonly lens: Lens;
  readonly noEndpoint?: boolean;
}

export interface CriterionResult {
  readonly id: string;
  readonly dimension: string;
  readonly statement: string;
  readonly weight: number;
  readonly owner: Owner;
  readonly state: 'measured' | 'declared' | 'unknown';
  readonly level: Interval;
  /** Shown but cannot meet a gate: too few records. */
  readonly indicative: boolean;
  /** Share of the evidence, where it is one: [low, high] of k/n. */
  readonly share?: Interval;
  /** One sentence: what the level rests on, or what would settle it. */
  readonly basis: string;
  readonly gates: readonly {
    readonly stage: StageId;
    readonly need: number;
    readonly state: 'met' | 'notMet' | 'undecided';
  }[];
}

export interface Score {
  readonly framework: {
    readonly id: string;
    readonly version: string;
    readonly title: string;
    readonly custom: boolean;
  };
  readonly context: ScoreContext;
  /** 0-100 on lows and on highs. */
  readonly index: Interval;
  /** 0-1 */
  readonly coverage: number;
  readonly stage: {
    readonly assured: StageId | 'notPlaced';
    readonly potential: StageId;
    readonly heldBy: {
      readonly notMet: readonly string[];
      readonly undecided: readonly string[];
      readonly other: readonly string[];
    };
  };
  /** Criteria that make the result UNSAFE. */
  readonly unsafe: readonly string[];
  readonly dimensions: Readonly<Record<string, Interval>>;
  readonly criteria: readonly CriterionResult[];
  readonly notApplicable: readonly { readonly id: string; readonly reason: string }[];
  /** Share of the weight that is not applicable; flagged over 0.2. */
  readonly notApplicableShare: number;
}
