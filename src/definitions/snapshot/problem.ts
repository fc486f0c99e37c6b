import { EXIT, ReadinessError } from '../../model/errors.js';

/** Something in a profile that cannot be carried into its snapshot; the rest of the profile stands. */
export interface SnapshotProblem {
  /** Canonical of the profile. */
  readonly profile: string;
  /** Id of the element in the differential, where one is to blame. */
  readonly element?: string;
  readonly code:
    | 'unreadable-element'
    | 'unknown-element'
    | 'unknown-type'
    | 'no-slicing'
    | 'looser-cardinality'
    | 'unknown-content-reference'
    | 'unknown-profile'
    | 'no-snapshot';
  readonly message: string;
}

/** A profile from which no snapshot can be made. */
export const snapshotError = (profile: string, message: string, hint?: string): ReadinessError =>
  new ReadinessError('definitions.snapshot', `${profile}: ${message}`, EXIT.usage, hint);
