import type { ProbeFacts } from './facts-probe.js';
import type { RecordFacts } from './facts-records.js';

/** Everything gathered about one endpoint. Facts hold no patient data: paths, shapes, codes and counts. */
export interface Facts extends ProbeFacts, RecordFacts {}

export interface ProbeError {
  readonly kind:
    'dns' | 'refused' | 'timeout' | 'tls' | 'reset' | 'too-large' | 'malformed' | 'proxy' | 'http' | 'tool';
  readonly message: string;
}

export type SkipReason = 'no-data' | 'no-credential' | 'budget' | 'opt-in' | 'depends' | 'unlearned-params';

export type Observed<T> =
  | { readonly state: 'seen'; readonly value: T; readonly exchanges: readonly string[] }
  | { readonly state: 'failed'; readonly error: ProbeError; readonly exchanges: readonly string[] }
  | { readonly state: 'skipped'; readonly because: SkipReason; readonly detail?: string };

/** Facts as gathered, each with the exchanges it came from, or why it is missing. */
export type Evidence = { readonly [K in keyof Facts]?: Observed<Facts[K]> };
