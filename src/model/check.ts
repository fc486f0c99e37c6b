import type { Facts } from './facts.js';
import type { Outcome, Owner, Priority } from './outcome.js';

export interface Reference {
  readonly title: string;
  readonly url?: string;
}

/** What a check concludes from the facts it asked for. */
export interface Verdict {
  readonly outcome: Outcome;
  /** One plain sentence saying what was seen. Shapes, counts and codes only. */
  readonly summary: string;
  readonly expected?: string;
  readonly actual?: string;
  /** Where `outcome` is `unknown` or `notApplicable`: why. */
  readonly reason?: string;
  /** Set where patient data was exposed or the wrong patient returned: printed above everything. */
  readonly unsafe?: boolean;
  /** Figures behind the sentence, for machines. */
  readonly measures?: Readonly<Record<string, number>>;
}

/** A declared check: pure and synchronous, sees only the facts it names. */
export interface Check<N extends keyof Facts = keyof Facts> {
  /** Stable id as in docs/checks, e.g. `CAP01`. */
  readonly id: string;
  readonly title: string;
  /** Why it matters, to a patient or a clinician. */
  readonly why: string;
  readonly remedy: string;
  readonly owner: Owner;
  readonly references: readonly Reference[];
  readonly severity: Priority;
  readonly needs: readonly N[];
  readonly examine: (facts: Readonly<Pick<Facts, N>>) => Verdict;
}

/** A check's verdict on one endpoint, as kept in an assessment. */
export interface CheckResult extends Verdict {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly owner: Owner;
  readonly severity: Priority;
  readonly references: readonly Reference[];
  /** Ids of the exchanges the facts came from. */
  readonly exchanges: readonly string[];
}
