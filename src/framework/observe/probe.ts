import type { CheckResult, Evidence, Observation, ScoreContext } from '../../model/index.js';
import type { FrameworkData } from '../framework.js';
import { authorisation, encryption, found, guarded, speed, version } from './probe-connection.js';
import { available, claims, errors, identified, onePerson, paging, searchable } from './probe-exchange.js';
import { seen, unknown } from './probe-observing.js';
import type { Observing } from './probe-observing.js';
import { profileVersion } from './probe-profiles.js';

const OBSERVING: Readonly<Record<string, Observing>> = {
  F01: found,
  F02: version,
  F03: encryption,
  F04: guarded,
  F05: authorisation,
  F07: speed,
  F08: errors,
  F09: identified,
  F10: paging,
  S06: available,
  S07: claims,
  S08: searchable,
  S11: profileVersion,
  M04: onePerson,
};

/** Criteria that need more than one run, or that a person must open up, and why. */
const BEYOND: Readonly<Record<string, string>> = {
  F06: 'Availability needs a history of scheduled runs',
  O07: 'Documentation, terms and prices are not part of a probe',
  S13: 'Writing is only tried in a test environment that is opted in',
  S15: 'Exporting is only tried on a test tenant that is opted in',
};

/**
 * Turns what probing found at one endpoint into observations, by criterion (docs/framework.md, "From facts to
 * observations"). An endpoint that was not reached is unknown throughout, never 0.
 */
export function observeProbe(
  evidence: Evidence,
  checks: readonly CheckResult[],
  context: ScoreContext,
  framework: Pick<FrameworkData, 'typeAvailable'>,
): Readonly<Record<string, Observation>> {
  const reached = seen(evidence, 'reach')?.answered === true;
  // A certificate that nobody can accept keeps the service from being reached, and was seen all the same.
  const handshaken = seen(evidence, 'tls')?.secured === true;
  const probed = { evidence, checks, context, framework };
  const observed = Object.entries(OBSERVING).map(([id, observe]): [string, Observation] => [
    id,
    reached || (id === 'F03' && handshaken) ? observe(probed) : unknown('not-tested', 'The endpoint was not reached'),
  ]);
  const beyond = Object.entries(BEYOND).map(([id, detail]): [string, Observation] => [
    id,
    unknown('not-tested', detail),
  ]);
  return Object.fromEntries([...observed, ...beyond]);
}
