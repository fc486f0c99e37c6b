import type { ProbeError } from './facts.js';

/** Facts gathered by probing an endpoint (folder `probe/`). Shapes, codes and counts only. */
export interface ProbeFacts {
  readonly target: TargetFact;
  readonly ruleset: RulesetFact;
  readonly reach: ReachFact;
  readonly baseUrl: BaseUrlFact;
  readonly plainHttp: PlainHttpFact;
  readonly tls: TlsFact;
  readonly metadata: MetadataFact;
  readonly capability: CapabilityFact;
  readonly profileClaims: ProfileClaimsFact;
  readonly formats: FormatsFact;
  readonly smart: SmartFact;
  readonly unauthorised: UnauthorisedFact;
  readonly badToken: BadTokenFact;
  readonly typeSearches: TypeSearchesFact;
  readonly reads: ReadsFact;
  readonly idSearches: IdSearchesFact;
  readonly claims: ClaimsFact;
  readonly noMatch: NoMatchFact;
  readonly nhsNumber: NhsNumberFact;
  readonly personSearch: PersonSearchFact;
  readonly odsSearch: OdsSearchFact;
  readonly counts: CountsFact;
  readonly paging: PagingFact;
  readonly negatives: NegativesFact;
  readonly datePrefixes: DatePrefixesFact;
  readonly referenceForms: ReferenceFormsFact;
  readonly hits: HitsFact;
  readonly bundles: BundlesFact;
  readonly traffic: TrafficFact;
  readonly documentation: DocumentationFact;
}

/** Whether the documentation that the organisation names opens for anybody. */
export interface DocumentationFact {
  readonly status: number;
  /** Answered 200 with content, and no form that asks for a password. */
  readonly open: boolean;
}

export type AuthKind = 'none' | 'mtls' | 'bearer' | 'apikey' | 'basic';

/** What the run was told about the endpoint. */
export interface TargetFact {
  readonly scheme: 'http' | 'https';
  readonly loopback: boolean;
  readonly auth: AuthKind;
  readonly clientCertificate: boolean;
  /** Certificates were not checked (`--insecure`). */
  readonly insecure: boolean;
  readonly lens: 'live' | 'synthetic';
  /** Types of the setting, and those sampled beside them. */
  readonly types: readonly string[];
  readonly testPatient: boolean;
}

export type Strength = 'SHALL' | 'SHOULD';

/** What a server is expected to offer (profiles/rulesets), for the types of the setting. */
export interface RulesetFact {
  readonly ids: readonly string[];
  readonly expectations: readonly {
    readonly ruleset: string;
    readonly type: string;
    readonly strength: Strength;
    readonly interactions: readonly string[];
    readonly searchParams: readonly string[];
  }[];
  readonly profiles: readonly {
    readonly ruleset: string;
    readonly minimum: number;
    readonly required: readonly string[];
  }[];
  /** UK Core releases, oldest first. */
  readonly releases: readonly { readonly package: string; readonly version: string }[];
  /** Release that the run is pinned to. */
  readonly pinned?: string;
}

export type ReachFact =
  | {
      readonly answered: true;
      readonly status: number;
      readonly tries: number;
      /** Milliseconds of the try that was answered. */
      readonly duration: number;
    }
  | { readonly answered: false; readonly tries: number; readonly error: ProbeError };

export interface BaseUrlFact {
  /** `[base]/metadata`, and the same with a slash at its end. */
  readonly plain: UrlAnswer;
  readonly slash?: UrlAnswer;
}
export interface UrlAnswer {
  readonly status: number;
  readonly redirect?: 'same-host' | 'other-host' | 'downgrade' | 'unreadable';
}

export interface PlainHttpFact {
  readonly outcome:
    'refused' | 'redirected' | 'redirected-temporarily' | 'error' | 'fhir' | 'other' | 'no-answer' | 'base-is-http';
  readonly status?: number;
}

export type VersionOutcome = 'accepted' | 'refused' | 'local' | 'unclear';

/** What TLS handshakes showed; nothing where the base is plain HTTP. */
export type TlsFact = { readonly secured: false } | SecuredFact;
export interface SecuredFact {
  readonly secured: true;
  /** Version agreed on by default, e.g. `TLSv1.3`. */
  readonly protocol: string;
  readonly trusted: boolean;
  /** OpenSSL's name for what is wrong with the chain or host name. */
  readonly problem?: string;
  /** Trusted by a configured CA only. */
  readonly privateAuthority: boolean;
  readonly certificate?: {
    readonly daysLeft: number;
    readonly daysOld: number;
    readonly key: 'rsa' | 'ec' | 'other';
    readonly bits: number;
    /** e.g. `sha256`; absent where it could not be read. */
    readonly digest?: string;
  };
  readonly tls10: VersionOutcome;
  readonly tls11: VersionOutcome;
  /** The handshake fails without the configured client certificate; absent where none is configured. */
  readonly mutual?: boolean;
}

export type BodyKind = 'json' | 'html' | 'xml' | 'text' | 'empty' | 'malformed' | 'none';

export interface MetadataFact {
  readonly open: MetadataAnswer;
  /** Asked again with the credential where the open request was not answered with a statement. */
  readonly authorised?: MetadataAnswer;
}
export interface MetadataAnswer {
  readonly status: number;
  readonly body: BodyKind;
  readonly contentType: string;
  readonly resourceType?: string;
}

export interface CapabilityFact {
  readonly fhirVersion?: string;
  readonly kind?: string;
  readonly status?: string;
  readonly software?: string;
  readonly date: boolean;
  readonly implementation: boolean;
  readonly implementationUrl: 'same' | 'different' | 'absent';
  readonly formats: readonly string[];
  readonly implementationGuides: readonly string[];
  readonly serverRest: boolean;
  readonly types: readonly CapabilityType[];
  readonly duplicateTypes: readonly string[];
  /** Elements that R4 requires and that are missing or wrong, as paths. */
  readonly faults: readonly { readonly path: string; readonly rule: string; readonly severity: 'error' | 'warning' }[];
  readonly security: {
    readonly declared: boolean;
    readonly services: readonly string[];
    readonly oauthUris: boolean;
    readonly cors?: boolean;
  };
}
export interface CapabilityType {
  readonly type: string;
  readonly interactions: readonly string[];
  readonly searchParams: readonly { readonly name: string; readonly type: string }[];
  readonly profile?: string;
  readonly supportedProfiles: readonly string[];
  readonly versioning?: string;
}

/** Profiles the statement claims, looked up in the definitions of the run. */
export interface ProfileClaimsFact {
  readonly claims: readonly {
    readonly type: string;
    /** Without `|version`. */
    readonly canonical: string;
    readonly version?: string;
    readonly via: 'profile' | 'supportedProfile';
    readonly ukCore: boolean;
    readonly known: boolean;
    /** Version in the pinned definitions, where known. */
    readonly pinnedVersion?: string;
  }[];
}

export interface FormatsFact {
  readonly answers: readonly {
    readonly accept: string;
    readonly status: number;
    readonly contentType: string;
    readonly body: BodyKind;
  }[];
}

export interface SmartFact {
  readonly status: number;
  readonly body: BodyKind;
  readonly contentType: string;
  /** Names of fields, never their values. */
  readonly fields: readonly string[];
  readonly capabilities: readonly string[];
  readonly grantTypes: readonly string[];
  readonly codeChallengeMethods: readonly string[];
  readonly tokenAuthMethods: readonly string[];
  readonly signingAlgorithms: readonly string[];
}

export interface UnauthorisedFact {
  readonly probes: readonly {
    readonly what: 'patient-search' | 'clinical-search' | 'read';
    readonly type: string;
    /** Null where no answer came, or the TLS handshake was refused. */
    readonly status: number | null;
    /** The handshake itself was refused for want of a client certificate. */
    readonly handshakeRefused: boolean;
    /** Records carried by the dropped body. */
    readonly records: number;
    readonly challenge: boolean;
  }[];
}

export interface BadTokenFact {
  readonly status: number;
  readonly records: number;
  readonly challenge: boolean;
  /** Scheme named by WWW-Authenticate. */
  readonly scheme?: string;
}

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

export interface Latency {
  readonly purpose: string;
  readonly n: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}
export interface TrafficFact {
  readonly requests: number;
  readonly timeouts: number;
  /** Requests without any answer for another reason. */
  readonly failures: number;
  /** 5xx answers to requests that were not negative tests / to negative tests. */
  readonly serverErrors: number;
  readonly provokedServerErrors: number;
  /** 4xx and 5xx answers without 401, 403 and 429: how many, with an OperationOutcome, as HTML. */
  readonly errors: { readonly total: number; readonly outcomes: number; readonly html: number };
  readonly pushedBack: { readonly total: number; readonly withRetryAfter: number };
  readonly latency: readonly Latency[];
  /** Reads and patient-scoped searches together. */
  readonly clinical?: Latency;
}
