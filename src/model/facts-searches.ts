import type { BodyKind } from './facts-statement.js';

/** A plain search of each type, and what the server insists on. */
export interface TypeSearchesFact {
  readonly types: readonly {
    readonly type: string;
    readonly declared: boolean;
    readonly status: number | null;
    readonly result: 'searchset' | 'outcome' | 'refused' | 'forbidden' | 'broken' | 'failed';
    /** Parameters learnt to be required, e.g. `patient`. */
    readonly required: readonly string[];
  }[];
}

export interface ReadsFact {
  readonly types: readonly {
    readonly type: string;
    readonly declared: boolean;
    readonly status: number | null;
    readonly typeEqual: boolean;
    readonly idEqual: boolean;
    readonly etag: 'agrees' | 'absent' | 'contradicts' | 'unverifiable';
    readonly lastModified: 'agrees' | 'absent' | 'contradicts' | 'unverifiable';
    readonly vread?: { readonly declared: boolean; readonly status: number | null; readonly equal: boolean };
  }[];
}

export interface IdSearchesFact {
  readonly types: readonly {
    readonly type: string;
    readonly status: number | null;
    readonly matches: number;
    readonly right: boolean;
  }[];
}

export type ClaimOutcome = 'works' | 'ignored' | 'absent' | 'breach' | 'refused' | 'error' | 'undecided';

/** Declared interactions and search parameters, exercised with values from the sample. */
export interface ClaimsFact {
  /** Claims that could be exercised / could not, for want of a value or of a rule to judge by. */
  readonly testable: number;
  readonly untestable: number;
  readonly exercised: readonly {
    readonly type: string;
    readonly claim: string;
    readonly kind: 'interaction' | 'parameter';
    readonly outcome: ClaimOutcome;
    readonly status: number | null;
    /** Drawn for the share of working claims; others were exercised because they are expected of every server. */
    readonly drawn: boolean;
    readonly declared: boolean;
  }[];
  /** Per applicable type: the parameters expected of it. */
  readonly expected: readonly {
    readonly type: string;
    readonly parameter: string;
    readonly outcome: ClaimOutcome | 'no-value' | 'undeclared';
  }[];
}

export interface NoMatchFact {
  readonly status: number;
  readonly body: BodyKind;
  readonly bundle: boolean;
  readonly matches: number;
}

export interface IdentifierAnswer {
  readonly status: number | null;
  readonly method: 'GET' | 'POST';
  /** A searchset, an OperationOutcome, or neither. */
  readonly result: 'searchset' | 'outcome' | 'other';
  readonly patients: number;
  /** Patients that certainly do not carry the number asked for. */
  readonly others: number;
}
export interface NhsNumberFact {
  readonly known?: IdentifierAnswer;
  readonly unknown: IdentifierAnswer;
  readonly invalid: IdentifierAnswer;
  readonly wrongSystem?: IdentifierAnswer;
  readonly noSystem?: IdentifierAnswer;
}

/** Sampled numbers searched again, POST preferred. */
export interface PersonSearchFact {
  readonly searched: number;
  readonly one: number;
  readonly linked: number;
  readonly several: number;
  readonly none: number;
  readonly failed: number;
  /** Searches that returned somebody who certainly does not carry the number asked for. */
  readonly wrong?: number;
  /** Patients with an NHS Number, where the sample is the whole set. */
  readonly population?: number;
}

export interface OdsSearchFact {
  readonly status: number | null;
  readonly matches: number;
  readonly right: boolean;
}

/** How many records of each type the server holds. */
export interface CountsFact {
  readonly types: readonly {
    readonly type: string;
    readonly applicable: boolean;
    readonly declared: boolean;
    readonly refused: boolean;
    /** The server's own total. */
    readonly total?: number;
    /** Records seen: a lower bound where there is no total. */
    readonly seen: number;
    readonly method: string;
  }[];
}

export interface PagingFact {
  /** Pages asked for with `_count`, and how many gave more matches than that. */
  readonly counted: { readonly pages: number; readonly over: number };
  readonly followed: { readonly links: number; readonly broken: number; readonly offOrigin: number };
  readonly walk?: PagingWalk;
}
export interface PagingWalk {
  readonly type: string;
  readonly scope: 'type' | 'patient';
  readonly sizes: readonly number[];
  readonly pages: number;
  readonly total?: number;
  readonly unique: number;
  /** Ids seen twice in one walk in the same version / in a newer version. */
  readonly repeats: number;
  readonly newer: number;
  /** Ids that one walk gave and another did not, though they were there all along. */
  readonly lost: number;
  readonly orderChanged: boolean;
  readonly end: 'last-page' | 'loop' | 'endless' | 'broken' | 'off-origin' | 'cut';
  readonly backLinks: boolean;
}

export type NegativeCall =
  | 'unknown-type'
  | 'unknown-operation'
  | 'unknown-id'
  | 'malformed-id'
  | 'wrong-case-type'
  | 'unknown-modifier'
  | 'unknown-query'
  | 'malformed-date'
  | 'malformed-count'
  | 'unknown-version'
  | 'unsupported-accept'
  | 'garbled-page-token';

export interface NegativeAnswer {
  readonly call: NegativeCall;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly body: BodyKind;
  /** An OperationOutcome with an issue of severity error or fatal. */
  readonly outcomeError: boolean;
  readonly outcome: boolean;
  readonly records: number;
  /** A garbled page token was answered with the first page. */
  readonly firstPage?: boolean;
}
export interface NegativesFact {
  readonly calls: readonly NegativeAnswer[];
  readonly notApplicable: readonly NegativeCall[];
}

export interface DatePrefixesFact {
  readonly type: string;
  readonly parameter: string;
  readonly prefixes: readonly {
    readonly prefix: 'ge' | 'gt' | 'le' | 'lt' | 'eq';
    readonly status: number | null;
    readonly hits: number;
    readonly breaches: number;
    readonly undecided: number;
    /** The record the date was taken from is among the hits; null where it need not be. */
    readonly source: boolean | null;
  }[];
}

export interface ReferenceFormsFact {
  readonly type: string;
  readonly forms: readonly {
    readonly form: 'id' | 'relative' | 'absolute';
    readonly status: number | null;
    readonly equal: boolean;
    readonly hits: number;
  }[];
}

/** Every hit of every criteria search, judged again on the client. */
export interface HitsFact {
  readonly searches: number;
  readonly hits: number;
  readonly undecided: number;
  readonly breaches: readonly { readonly type: string; readonly parameter: string; readonly count: number }[];
  /** Records of certainly another patient than the one asked for. */
  readonly otherPatient: readonly { readonly type: string; readonly parameter: string; readonly count: number }[];
}

export interface BundlesFact {
  readonly bundles: number;
  readonly entries: number;
  readonly withoutResource: number;
  readonly withResponse: number;
  readonly wrongFullUrl: number;
  readonly duplicateFullUrl: number;
  readonly withoutMode: number;
  readonly selfMissing: number;
}
