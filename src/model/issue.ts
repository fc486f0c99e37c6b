import type { Severity } from './outcome.js';

/** Where an issue stands: FHIRPath with indexes (`Patient.name[0].given[1]`), and the place in the source text where that is known. */
export interface Location {
  readonly expression: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
}

/** Values that a message is made of: shapes, paths, codes, canonicals and counts, never patient data. */
export type Params = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One thing the validator has to say, as data: words come last (see `validator/messages`). */
export interface Issue {
  /** Stable id, part of the public API: `cardinality-min`, `binding-required`, `NHS-NUMBER-CHECK-DIGIT` … */
  readonly code: string;
  readonly severity: Severity;
  readonly params: Params;
  readonly at: Location;
  /** Invariant key or other rule within the code, e.g. `pat-1`. */
  readonly rule?: string;
  /** Canonical of the profile (or base definition) that asks for it. */
  readonly profile?: string;
  /** True where the matter could not be decided (e.g. needs a terminology server): severity is then `information`. */
  readonly undecided?: boolean;
}

/** What validating one document yields. */
export interface ValidationResult {
  readonly issues: readonly Issue[];
  /** How many findings are undecided, with those that `issues` no longer lists. */
  readonly undecided: number;
}
