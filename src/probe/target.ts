import type { Definitions } from '../definitions/definitions.js';
import type { AuthConfig, Clock, Environment, Limits, StopReason, TlsConfig } from '../http/index.js';
import type { EndpointAssessment, Evidence, Exchange, Lens, SampleSummary, SkipReason } from '../model/index.js';
import type { WireResource } from './json.js';

/** An endpoint to probe, and how to reach it. */
export interface EndpointTarget {
  readonly id: string;
  /** FHIR base URL, without credentials. */
  readonly base: string;
  readonly role?: 'core' | 'other';
  readonly auth?: AuthConfig;
  readonly tls?: TlsConfig;
  /** Proxy URL; `false` for none; default by the environment. */
  readonly proxy?: string | false;
  /** Extra headers that are no secret. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Port asked for plain HTTP (TLS01); default 80, on loopback the port of the base itself. */
  readonly plainPort?: number;
  /** Parameters a search of a type must carry, where that is known beforehand. */
  readonly requiredParams?: Readonly<Record<string, readonly string[]>>;
}

export interface GatherProgress {
  readonly step: string;
  readonly index: number;
  readonly of: number;
  readonly requests: number;
}

/** What a run holds so far, to decide by of what more is to be drawn. Patient data: in memory only. */
export type GatheredSoFar = Pick<GatherResult, 'evidence' | 'samples' | 'fetchedReferences' | 'medicines'>;

/** A second, larger draw of the types that a decision hangs on. */
export interface SampleExtension {
  /** Records wanted per type then. */
  readonly upTo: number;
  /** Names the types; asked only where the server may hold more of a type than was drawn. */
  readonly choose: (soFar: GatheredSoFar) => readonly string[];
}

export interface GatherOptions {
  readonly definitions: Definitions;
  readonly lens: Lens;
  /** Types of the setting, as the framework names them. */
  readonly types: readonly string[];
  /** Default `['core', 'ukcore']`. */
  readonly rulesets?: readonly string[];
  /** NHS Numbers of test patients that are there. */
  readonly testPatients?: readonly string[];
  /** ODS code of the organisation, for NHS07. */
  readonly ods?: string;
  readonly seed: number;
  readonly limits?: Limits;
  /** Records wanted per type; default 200. */
  readonly sampleSize?: number;
  readonly extend?: SampleExtension;
  /** Names of steps to run; default all. See {@link planSteps}. */
  readonly only?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: GatherProgress) => void;
  /** Where credentials and proxies are named; default `process.env`. */
  readonly environment?: Environment;
  readonly version?: string;
  readonly clock?: Clock;
}

/** Records of one type as drawn: in memory only. */
export interface Sample {
  readonly type: string;
  readonly resources: readonly WireResource[];
  /** The server's total, where it gives one. */
  readonly population?: number;
  /** How the sample was drawn, in words. */
  readonly method: string;
  readonly skipped?: SkipReason;
}

/** What reading a reference that is not in the sample gave: `resolved`, `broken` (404, 410, another type) or `undecided`. */
export type FetchedReference = 'resolved' | 'broken' | 'undecided';

/** All that probing one endpoint yields. `samples`, `medicines` and the keys of `fetchedReferences` are patient data: in memory only. */
export interface GatherResult {
  readonly evidence: Evidence;
  readonly exchanges: readonly Exchange[];
  readonly requests: EndpointAssessment['requests'];
  readonly state: EndpointAssessment['state'];
  readonly samples: readonly Sample[];
  readonly sampleSummaries: readonly SampleSummary[];
  /** By `Type/id`. */
  readonly fetchedReferences: ReadonlyMap<string, FetchedReference>;
  /** Medications that sampled records refer to, by id. */
  readonly medicines: ReadonlyMap<string, WireResource>;
  readonly stopped?: { readonly because: StopReason; readonly detail: string };
}
