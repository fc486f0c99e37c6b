/** Facts derived from the sampled records (folder `records/`): counts and codes, never values of records. */
export interface RecordFacts {
  readonly conformance: ConformanceFact;
  readonly mustSupport: MustSupportFact;
  readonly extensions: ExtensionsFact;
  readonly references: ReferencesFact;
  readonly identity: IdentityFact;
  readonly organisations: OrganisationsFact;
  readonly coding: CodingFact;
}

/** k of n, with the number of distinct subjects and, where the server gives it, the size of the whole set. */
export interface Share {
  readonly k: number;
  readonly n: number;
  readonly clusters: number;
  readonly population?: number;
}

/** Issues of the same code, rule and path (indexes removed), counted. */
export interface IssueGroup {
  readonly code: string;
  readonly rule?: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** Element path without indexes, e.g. `Patient.identifier.value`. */
  readonly path: string;
  readonly profile?: string;
  /** The message with its parameters, safe to print. */
  readonly message: string;
  readonly undecided: boolean;
  /** Issues, and resources that carry at least one. */
  readonly count: number;
  readonly resources: number;
}

export interface TypeConformance {
  readonly type: string;
  /** The UK Core profile judged against, absent where UK Core has none. */
  readonly profile?: string;
  /** Resources looked at after exact duplicates were counted once. */
  readonly n: number;
  readonly duplicates: number;
  /** Without error against base R4. */
  readonly base: Share;
  /** Without error against `profile` and every UK Core profile the resource declares. */
  readonly profiled: Share;
  /** Resources that declare a profile in meta.profile: valid against it, invalid, not known here. */
  readonly declared: { readonly valid: number; readonly invalid: number; readonly unknown: number };
  readonly groups: readonly IssueGroup[];
}

export interface ConformanceFact {
  readonly ukCore: string;
  /** All types together, against base R4; clusters are distinct subjects over all types. */
  readonly base: Share;
  readonly types: readonly TypeConformance[];
}

export interface MustSupportFact {
  readonly types: readonly {
    readonly type: string;
    readonly profile: string;
    readonly n: number;
    /** Must-support elements outside slices and extensions, with the number of resources that carry a value there. */
    readonly elements: readonly { readonly path: string; readonly present: number }[];
  }[];
}

export interface ExtensionsFact {
  readonly instances: Share;
  readonly unknownUrls: readonly { readonly url: string; readonly count: number }[];
  readonly unknownModifiers: number;
}

export interface ReferencesFact {
  /** Distinct literal targets. */
  readonly literal: number;
  readonly resolved: number;
  readonly broken: number;
  readonly notLookedAt: number;
  readonly logicalKnown: number;
  readonly logicalUnknown: number;
  readonly offOrigin: number;
  readonly clusters: number;
  /** Broken ones by `Type.path -> TargetType`. */
  readonly brokenBy: readonly { readonly path: string; readonly target: string; readonly count: number }[];
}

export interface IdentityFact {
  /** Patients with an NHS Number identifier / Patients. */
  readonly withNumber: Share;
  /** Well-formed (10 digits, modulus 11; in the live lens outside the 999 test range) / numbers present. */
  readonly valid: Share;
  readonly verified: Share;
  readonly malformed: number;
  readonly checkDigit: number;
  readonly testRange: number;
  /** Numbers carried by two or more active Patients. */
  readonly shared: number;
}

export interface OrganisationsFact {
  readonly wellFormed: Share;
  /** Well-formed and found in a register, where one was given. */
  readonly register?: Share;
}

/** Class of a CodeableConcept by its best coding; see docs/snomed.md. */
export type CodingClass = 'S' | 'M' | 'L' | 'I' | 'O' | 'X' | 'T' | 'Z';

export interface ElementCoding {
  readonly type: string;
  /** e.g. `Condition.code`. */
  readonly path: string;
  readonly concepts: number;
  readonly classes: Readonly<Record<CodingClass, number>>;
  /** Coverage |S u M| / |C|; bound |in value set| / decidable; null where nothing can be decided. */
  readonly coverage: number | null;
  readonly bound: number | null;
  readonly decidable: number;
  readonly textOnly: number | null;
  readonly legacyOnly: number | null;
  readonly mapped: number | null;
  readonly displayPresent: number | null;
  /** Readiness 0-100 at the level of `level`, null without concepts. */
  readonly readiness: number | null;
  readonly level: 'L0' | 'L1' | 'L2';
}

export interface CodingFinding {
  /** `SCT-002`, `DMD-003` … */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly path: string;
  readonly message: string;
  readonly count: number;
  readonly resources: number;
  /** Up to five codes concerned (codes are not patient data). */
  readonly codes: readonly string[];
}

export interface CodingFact {
  readonly level: 'L0' | 'L1' | 'L2';
  readonly elements: readonly ElementCoding[];
  readonly findings: readonly CodingFinding[];
  /** Well-formed SNOMED CT and dm+d codes by who issued them. */
  readonly namespaces: Readonly<Record<'international' | 'uk-clinical' | 'uk-drug' | 'other', number>>;
  /** Weighted readiness over elements, 0-100. */
  readonly readiness: number | null;
  /** Most frequent local codes: system, code, count. */
  readonly topLocal: readonly { readonly system: string; readonly code: string; readonly count: number }[];
  /** Counts that criteria are made of, per docs/framework.md "From facts to observations". */
  readonly criteria: {
    readonly conditionsSnomed: Share;
    readonly wellFormedCodings: Share;
    /** Codings inside the bound value set / codings under a value set that can be decided either way. */
    readonly inBoundValueSet: Share;
    readonly medicationsDmd: Share;
    readonly structuredDoses: Share;
    readonly allergiesClear: Share;
    readonly quantitiesUcum: Share;
    /** Laboratory Observations coded from UK pathology content; at L0 those with any SNOMED CT code, an upper bound. */
    readonly laboratory: Share;
    /** One part per type. */
    readonly standardCoded: readonly (Share & { readonly type: string })[];
  };
}
