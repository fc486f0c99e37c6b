import type { Observation, Observations, ScoreContext } from '../../model/index.js';
import type { Answers } from '../answers.js';
import { isAsked } from '../applicability.js';
import type { Criterion, FrameworkData } from '../framework.js';
import type { Answering } from './answering.js';
import { openInterfaces, register } from './estate.js';
import {
  nationalServices,
  partnerFlows,
  patientAccess,
  sharedHeadings,
  sharedUse,
  structuredLetters,
} from './exchange.js';
import { contracts, lawfulSharing, openApi, recordContent, safetyCases, standardsMet } from './governance.js';
import { availability, exporting, operations, retesting, terminologyAge, writing } from './running.js';

/** Which section of the answers speaks to which criterion. */
const ANSWERING: Readonly<Record<string, Answering>> = {
  F06: availability,
  F11: nationalServices,
  S12: structuredLetters,
  S13: writing,
  S14: openInterfaces,
  S15: exporting,
  M16: terminologyAge,
  O01: register,
  O03: partnerFlows,
  O04: sharedHeadings,
  O05: sharedUse,
  O06: contracts,
  O07: openApi,
  O08: safetyCases,
  O09: lawfulSharing,
  O10: standardsMet,
  O11: recordContent,
  O12: operations,
  O13: retesting,
  O14: patientAccess,
};

/** What an organisation declares, read from its answers. */
export interface Declarations {
  readonly observations: Observations;
  /** Levels claimed for criteria that are measured. */
  readonly claims: Readonly<Record<string, number>>;
  /** Criteria set aside with a reason. */
  readonly waivers: Observations;
  /** Waivers that do not hold, in words. */
  readonly refused: readonly string[];
}

export const NOTHING_DECLARED: Declarations = { observations: {}, claims: {}, waivers: {}, refused: [] };

const mayBeWaived = ({ waiver }: Criterion, { lens }: ScoreContext): boolean =>
  waiver === undefined || (waiver === 'synthetic' && lens === 'synthetic');

/**
 * Turns an answers file into declared observations, for the criteria that are asked in this context.
 * @param asOf ISO date of the run: evidence expires by it, never by the clock
 */
export function declareObservations(
  framework: FrameworkData,
  context: ScoreContext,
  answers: Answers,
  asOf: string,
): Declarations {
  const observations: Record<string, Observation> = {};
  const waivers: Record<string, Observation> = {};
  const refused: string[] = [];
  for (const criterion of framework.criteria.filter((one) => isAsked(one, context))) {
    const observation = ANSWERING[criterion.id]?.({ framework, criterion, context, answers, asOf });
    if (observation !== undefined) observations[criterion.id] = observation;
    const waiver = answers.notApplicable?.find((one) => one.criterion === criterion.id);
    if (waiver === undefined) continue;
    if (mayBeWaived(criterion, context))
      waivers[criterion.id] = { state: 'notApplicable', reason: 'waiver', detail: waiver.reason };
    else refused.push(`${criterion.id} cannot be set aside: ${criterion.statement}`);
  }
  return { observations, claims: answers.claims ?? {}, waivers, refused };
}
