import type { CheckResult } from './check.js';
import type { Evidence, SkipReason } from './facts.js';
import type { Owner, Severity } from './outcome.js';
import type { Observation, Score, ScoreContext } from './score.js';

export const ASSESSMENT_SCHEMA_VERSION = '1.0';

/** A redacted record of one request: never a body, an id or a query value. */
export interface Exchange {
  readonly id: string;
  readonly method: string;
  /** Path shape below the base, e.g. `Patient/{id}`, `Observation?patient={}&_count=20`. */
  readonly shape: string;
  readonly status: number | null;
  /** Milliseconds. */
  readonly duration: number;
  readonly bytes: number;
  readonly error?: string;
}

export interface EndpointAssessment {
  readonly id: string;
  /** Base URL without credentials or query. */
  readonly base: string;
  readonly role: 'core' | 'other';
  readonly state: 'complete' | 'partial' | 'unreachable';
  /** Why a run is partial: a sentence and, for a safety stop, exit code 4. */
  readonly stopped?: {
    readonly because: 'unsafe' | 'server-distress' | 'budget' | 'interrupted' | 'credential' | 'error';
    readonly detail: string;
  };
  readonly requests: { readonly total: number; readonly bytes: number; readonly failed: number };
  readonly evidence: Evidence;
  readonly checks: readonly CheckResult[];
  readonly samples: readonly SampleSummary[];
  readonly observations: Readonly<Record<string, Observation>>;
}

export interface SampleSummary {
  readonly type: string;
  /** The server's total, where it gives one. */
  readonly population?: number;
  readonly n: number;
  readonly clusters: number;
  /** How the sample was drawn, in words. */
  readonly method: string;
  readonly skipped?: SkipReason;
}

/** Something to fix: checks, issue groups and coding findings in one shape, grouped by signature. */
export interface Finding {
  /** Id of the check or rule: `CAP08`, `cardinality-min`, `SCT-002`. */
  readonly id: string;
  /** Stable over runs: hash of id, rule and path. */
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly retest: string;
  readonly owner: Owner;
  readonly path?: string;
  readonly profile?: string;
  readonly count: number;
  /** Criteria it bears on. */
  readonly criteria: readonly string[];
  readonly safety: boolean;
  readonly endpoint?: string;
}

/** A fix worth doing, ranked: gates unlocked x 3 + safety x 5 + failing share, over effort. */
export interface Fix {
  readonly criterion: string;
  readonly title: string;
  /** Improve what was judged, answer a question, or let the tool measure what it could not. */
  readonly kind: 'improve' | 'answer' | 'measure';
  readonly action: string;
  readonly owner: Owner;
  /** Gates it unlocks, e.g. `established M05>=3`. */
  readonly gates: readonly string[];
  /** Fingerprints of the findings behind it. */
  readonly findings: readonly string[];
  readonly priority: number;
}

/** One run, complete: everything a report or a re-score needs, and no patient data. */
export interface Assessment {
  readonly schemaVersion: typeof ASSESSMENT_SCHEMA_VERSION;
  readonly tool: { readonly name: 'fhir-readiness'; readonly version: string };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly seed: number;
  readonly organisation?: { readonly name?: string; readonly ods?: string };
  readonly context: ScoreContext;
  /** Record types that the setting needs. */
  readonly types?: readonly string[];
  /** Definitions the verdicts rest on. */
  readonly definitions: readonly { readonly name: string; readonly version: string }[];
  readonly endpoints: readonly EndpointAssessment[];
  /** The declared evidence, as read from the answers file. */
  readonly answers?: unknown;
  readonly observations: Readonly<Record<string, Observation>>;
  readonly score: Score;
  readonly findings: readonly Finding[];
  readonly fixes: readonly Fix[];
  /** What else a reader has to know, in sentences: contradicted claims, refused waivers. */
  readonly remarks?: readonly string[];
  /** What was not checked and why, in words. */
  readonly notChecked: readonly { readonly what: string; readonly because: string }[];
}
