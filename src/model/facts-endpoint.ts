import type { ProbeError } from './facts.js';

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

/** Whether the documentation that the organisation names opens for anybody. */
export interface DocumentationFact {
  readonly status: number;
  /** Answered 200 with content, and no form that asks for a password. */
  readonly open: boolean;
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
