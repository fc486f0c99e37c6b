import type { IntervalMethod } from './statistics.js';
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
  /** Several core endpoints, each as observed; the lowest bounds count. Used alone. */
  readonly endpoints?: readonly Observation[];
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
  readonly why: string;
  readonly measure: string;
  readonly weight: number;
  readonly owner: Owner;
  /** What Good Looks Like pillar. */
  readonly pillar: string;
  /** Kinds of evidence the criterion takes: probe, validation, terminology, declared, computed. */
  readonly evidence: readonly string[];
  /** Ids of checks and rules its evidence comes from, and sections of the answers. */
  readonly facts: readonly string[];
  /** A shortfall is a clinical safety matter. */
  readonly safety: boolean;
  readonly state: 'measured' | 'declared' | 'unknown';
  /** Grade that a declaration counts as, after expiry. */
  readonly grade?: Grade;
  /** A measurement two or more levels below what the respondent claims. */
  readonly contradicted: boolean;
  /** Only failures are certain: the low end stays at 0 until more is at hand (a terminology release). */
  readonly upperBoundOnly: boolean;
  readonly level: Interval;
  /** Shown but cannot meet a gate: too few records. */
  readonly indicative: boolean;
  /** Share of the evidence, where it is one: [low, high] of k/n. */
  readonly share?: Interval;
  /** What the level rests on, in plain sentences. */
  readonly basis: string;
  /** Where the state is unknown: what would settle it. */
  readonly settles?: string;
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
    readonly notices: readonly string[];
    /** How levels and stages come about, in sentences. */
    readonly method: readonly string[];
    readonly dimensions: readonly {
      readonly id: string;
      readonly title: string;
      readonly about: string;
      readonly weight: number;
    }[];
    /** From the lowest up. */
    readonly stages: readonly {
      readonly id: StageId;
      readonly label: string;
      readonly meaning: string;
      /** What it asks for beside its gates. */
      readonly needs?: { readonly index: number; readonly dimensionFloor: number; readonly coverage: number };
    }[];
    /** How intervals are drawn. */
    readonly interval: IntervalMethod;
    /** Share of the weight that may be not applicable before it is flagged. */
    readonly notApplicableFlag: number;
  };
  readonly context: ScoreContext;
  /** 0-100 on lows and on highs. */
  readonly index: Interval;
  /** 0-1 */
  readonly coverage: number;
  readonly stage: {
    readonly assured: StageId | 'notPlaced';
    readonly potential: StageId;
    /** Names to print; null where there is none (not placed, or a custom framework). */
    readonly label: { readonly assured: string | null; readonly potential: string | null };
    /** First stage not assured: gates as `M02>=4`; `other` names `index`, `dimension`, `coverage` or `trust-type`. */
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
