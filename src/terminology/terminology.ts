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
  /** `unknown-system`: no code system with that URL is held; `incomplete`: held as fragment, example or not-present. */
  readonly result: 'known' | 'unknown' | 'unknown-system' | 'incomplete';
  readonly display?: string;
  /** Accepted displays beside `display` (designations, supplements). */
  readonly designations?: readonly string[];
  readonly inactive?: boolean;
  readonly abstract?: boolean;
  readonly caseInsensitiveMatch?: boolean;
}

/** Value sets and code systems held locally. Pure, synchronous, memoised. */
export interface LocalTerminology {
  member(valueSet: string, code: CodeInSystem): MembershipAnswer;
  /** For `code` elements: the value set's systems are implied. */
  memberCode(valueSet: string, code: string): MembershipAnswer;
  lookup(system: string, code: string, version?: string): CodeAnswer;
}
