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
