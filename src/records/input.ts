import type { Definitions } from '../definitions/definitions.js';
import type { Issue, Lens, ValidationResult } from '../model/index.js';
import type { LocalTerminology } from '../terminology/terminology.js';
import type { RecordSample } from './sample.js';

/** How a record is judged. */
export interface Judges {
  /** Against base R4 alone, whatever `meta.profile` says. */
  base(resource: unknown): ValidationResult;
  /** Against the UK Core profile of its type and every UK Core profile it declares. */
  profiles(resource: unknown): ValidationResult;
  /** Against the profiles it declares, and no others. */
  declared(resource: unknown): ValidationResult;
  /** An issue in words that are safe to print. */
  describe(issue: Issue): string;
}

/** A finding by what its fingerprint is made of, and `Type/id` of a record that has it. */
export type Trace = (
  finding: { readonly id: string; readonly rule?: string; readonly path: string },
  record: string,
) => void;

export interface RecordInput {
  readonly samples: readonly RecordSample[];
  readonly lens: Lens;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Service root of the endpoint: absolute references below it are its own. */
  readonly base?: string;
  /** UK Core version judged against, or `none`. */
  readonly ukCore: string;
  readonly definitions: Definitions;
  readonly terminology: LocalTerminology;
  readonly judge: Judges;
  /** What reading a reference outside the sample gave, by `Type/id`. */
  readonly fetched?: ReadonlyMap<string, 'resolved' | 'broken' | 'undecided'>;
  /** Medications that records refer to, fetched beside the sample, by id. */
  readonly medicines?: ReadonlyMap<string, unknown>;
  /** Told which record a finding stands on; the names of records are in no fact. */
  readonly trace?: Trace;
  /** ODS codes of open organisations, where a register was given. */
  readonly register?: ReadonlySet<string>;
}
