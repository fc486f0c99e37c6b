import type { ValueSet } from 'fhir/r4.js';

/** A code as it stands in a resource. */
export interface CodeInSystem {
  readonly system?: string;
  readonly code: string;
  readonly version?: string;
  readonly display?: string;
}

export interface MembershipAnswer {
  /** `unknown`: cannot be decided with what is held locally. */
  readonly result: 'in' | 'out' | 'unknown';
  /** Where unknown: what would be needed, e.g. the system's URL. */
  readonly needs?: string;
}

export interface CodeAnswer {
  /** `unknown-system`: no code system with that URL is held; `incomplete`: held as fragment, example or not-present, or under another version. */
  readonly result: 'known' | 'unknown' | 'unknown-system' | 'incomplete';
  readonly display?: string;
  /** Accepted displays beside `display` (designations, supplements). */
  readonly designations?: readonly string[];
  readonly inactive?: boolean;
  readonly abstract?: boolean;
  readonly caseInsensitiveMatch?: boolean;
}

/** How far membership of a value set can be decided here: for every code, for some, for none. */
export type Decidability = 'full' | 'partial' | 'no';

/** Value sets and code systems held locally. Pure, synchronous, memoised. */
export interface LocalTerminology {
  /** `valueSet`: a canonical (with or without `|version`), or the value set itself where it is contained. A code without a system is in no value set. */
  member(valueSet: string | ValueSet, code: CodeInSystem): MembershipAnswer;
  /** For `code` elements: the value set's systems are implied. */
  memberCode(valueSet: string | ValueSet, code: string): MembershipAnswer;
  lookup(system: string, code: string, version?: string): CodeAnswer;
  /** Displays that a value set itself gives a code, by its rules or its expansion (R4 ValueSet.compose.include.concept.display). */
  displays(valueSet: string | ValueSet, code: CodeInSystem): readonly string[];
  decidability(valueSet: string | ValueSet): Decidability;
  /** Every code of a value set that can be listed, at most `limit` (default 50) of them; undefined where it cannot. */
  codes(valueSet: string | ValueSet, limit?: number): readonly CodeInSystem[] | undefined;
}
