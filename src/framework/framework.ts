import type { Grade, Owner, StageId, TrustType } from '../model/index.js';

/** How an observation becomes a share or a level; see docs/framework.md. */
export type Estimator = 'sample' | 'exact' | 'value' | 'level';
export type EvidenceKind = 'probe' | 'validation' | 'terminology' | 'declared' | 'computed';

/** Gates of one criterion: the level a stage asks for. */
export type Gates = Readonly<Partial<Record<StageId, number>>>;

/** One criterion of a framework, as its data file states it. */
export interface Criterion {
  readonly id: string;
  readonly dimension: string;
  readonly weight: number;
  readonly statement: string;
  readonly measure: string;
  readonly why: string;
  /** What would settle the criterion where nothing has. */
  readonly settledBy: string;
  readonly evidence: readonly EvidenceKind[];
  readonly estimator: Estimator;
  /** Key into `ladders`, for `sample` and `exact`. */
  readonly ladder?: string;
  /** For `value`: one per level from 1; negative ones mean that less is better. */
  readonly thresholds?: readonly number[];
  /** What a level means, by level, for `value` and `level`. */
  readonly levels?: Readonly<Record<string, string>>;
  /** How `parts` are put together. */
  readonly parts?: 'mean' | 'lowest';
  readonly minForGate?: number;
  /** Highest assured level that declarations alone can give. */
  readonly declaredOnlyMax?: number;
  /** Ids of checks, rules and answer sections the evidence comes from. */
  readonly facts: readonly string[];
  readonly gates: Gates;
  readonly gatesFor?: Readonly<Partial<Record<TrustType, Gates>>>;
  readonly trustTypes: readonly TrustType[];
  readonly supplier: boolean;
  readonly bid: { readonly use: 'passfail' | 'scored' | 'unused'; readonly min?: number };
  readonly owner: Owner;
  /** To put a shortfall right: 1 days, 2 weeks, 3 months. */
  readonly effort: 1 | 2 | 3;
  /** What Good Looks Like pillar. */
  readonly pillar: string;
  readonly sources: readonly { readonly name: string; readonly mark?: 'V' | 'V2' | 'G' | 'T' }[];
  /** A shortfall is a clinical safety matter. */
  readonly safety?: boolean;
  /** Measured at level 0, the whole result is UNSAFE. */
  readonly unsafe?: boolean;
  /** Only a terminology release or server settles it fully. */
  readonly needsRelease?: boolean;
  /** Only measured in a test environment, opted in. */
  readonly testEnvironment?: boolean;
  /** Where the organisation has no endpoint: declared evidence still counts. */
  readonly declaredWithoutEndpoint?: boolean;
  /** Kinds of system that must be in the register and count, by trust type. */
  readonly keySystems?: Readonly<Record<TrustType, readonly string[]>>;
  /** Standards that count as open. */
  readonly openStandards?: readonly string[];
  /** Partner settings by trust type: the first to reach, the next, and all that apply. */
  readonly partners?: Readonly<Record<TrustType, Partners>>;
  /** Kinds of document that the national payload is for. */
  readonly documents?: readonly string[];
  /** Numbers that the level texts are made of, e.g. `hours`. */
  readonly limits?: Readonly<Record<string, number>>;
  /** Lens in which the organisation may set the criterion aside; absent: both. */
  readonly waiver?: 'synthetic' | 'never';
  /** Weight of a system in the register by its kind; `other` for kinds not named. */
  readonly systemWeights?: Readonly<Record<string, number>>;
  /** National services that apply. */
  readonly services?: Readonly<Record<TrustType | 'supplier' | 'optional', readonly string[]>>;
}

export interface Partners {
  readonly first: string;
  readonly next: readonly string[];
  readonly all: readonly string[];
}

export interface Stage {
  readonly id: StageId;
  readonly label: string;
  readonly meaning: string;
  readonly source: string;
  /** What the stage asks for beside its gates; absent for the lowest. */
  readonly needs?: { readonly index: number; readonly dimensionFloor: number; readonly coverage: number };
}

/** A maturity framework as data: no weight, threshold or sentence of it stands in code. */
export interface FrameworkData {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly notices: readonly string[];
  /** How levels and stages come about, in sentences. */
  readonly method: readonly string[];
  readonly dimensions: readonly {
    readonly id: string;
    readonly title: string;
    readonly about: string;
    readonly weight: number;
  }[];
  /** Shares to reach for level 1, 2, 3 … */
  readonly ladders: Readonly<Record<string, readonly number[]>>;
  readonly interval: {
    readonly method: 'wilson';
    readonly z: number;
    readonly icc: number;
    readonly minForGate: number;
    readonly minTypesForMacro: number;
  };
  readonly sampling: {
    readonly target: number;
    readonly extendTo: number;
    readonly censusUpTo: number;
    readonly smoke: number;
  };
  readonly declared: {
    /** Highest assured level of each grade. */
    readonly caps: Readonly<Record<Grade, number>>;
    readonly expiryMonths: number;
    /** A measurement this many levels below the claim contradicts it … */
    readonly contradictionGap: number;
    /** … and caps what declarations of this grade assure. */
    readonly contradictionCaps: { readonly grade: Grade; readonly level: number };
  };
  /** Highest level where the key systems are not in. */
  readonly withoutKeySystems: number;
  /** Share of the weight that may be not applicable before it is flagged. */
  readonly notApplicableFlag: number;
  readonly coverageCounts: readonly ('measured' | Grade)[];
  /** Evidence kinds that need an endpoint. */
  readonly endpointEvidence: readonly EvidenceKind[];
  /** From the lowest up. */
  readonly stages: readonly Stage[];
  readonly typesBySetting: Readonly<Record<TrustType, readonly string[]>>;
  readonly supplierTypes: TrustType;
  /** Instances that make a record type available, by lens. */
  readonly typeAvailable: { readonly live: number; readonly synthetic: number };
  readonly sourceDocuments: Readonly<Record<string, string>>;
  readonly criteria: readonly Criterion[];
}

/** A framework ready to score with; `custom` where it is not word for word the shipped one. */
export interface Framework extends FrameworkData {
  readonly custom: boolean;
}

/** The highest level there is: one per rung of a ladder. */
export const TOP_LEVEL = 5;
