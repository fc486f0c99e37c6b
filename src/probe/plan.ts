import type { ProbeFacts } from '../model/index.js';
import { gatherClaims, gatherReferenceForms } from './gather-claims.js';
import { gatherDatePrefixes } from './gather-dates.js';
import { gatherFormats, gatherSmart } from './gather-formats.js';
import { gatherNhsNumber, gatherOdsSearch, gatherPersonSearch } from './gather-identity.js';
import { gatherMedicines } from './gather-medicines.js';
import { gatherNegatives } from './gather-negatives.js';
import { gatherPaging } from './gather-paging.js';
import { gatherIdSearches, gatherNoMatch, gatherReads } from './gather-reads.js';
import { gatherReferences } from './gather-references.js';
import { gatherSamples } from './gather-samples.js';
import { gatherBadToken, gatherUnauthorised, gatherUnauthorisedRead } from './gather-security.js';
import { gatherBaseUrl, gatherPlainHttp } from './gather-transport.js';
import type { ProbeRun } from './run.js';

/** One step of a run: the facts it brings and the most requests it may cost. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly facts: readonly (keyof ProbeFacts)[];
  /** Lower goes first when the budget is short; steps still run in the order of the list. */
  readonly priority: number;
  cost(shape: PlanShape): number;
  /** `budget` is `cost` or what is left of it. */
  gather(run: ProbeRun, budget: number): Promise<void>;
}

/** What the cost of a step depends on. */
export interface PlanShape {
  readonly types: number;
  readonly applicable: number;
}

const DRAWN_CLAIMS = 60;
const FETCHED = 60;
const NUMBERS = 60;
const MEDICINES = 12;

const step = (
  id: string,
  title: string,
  facts: readonly (keyof ProbeFacts)[],
  priority: number,
  cost: number | ((shape: PlanShape) => number),
  gather: Step['gather'],
): Step => ({ id, title, facts, priority, cost: typeof cost === 'number' ? () => cost : cost, gather });

/** The steps after the endpoint has been reached, in order. Bodies gathered early serve the later ones. */
export const steps: readonly Step[] = [
  step('base-url', 'Base URL in place', ['baseUrl'], 3, 2, gatherBaseUrl),
  step('plain-http', 'Plain HTTP refused', ['plainHttp'], 1, 1, gatherPlainHttp),
  step('security', 'No data without authorisation', ['unauthorised'], 0, 2, gatherUnauthorised),
  step('bad-token', 'Invalid credential refused', ['badToken'], 0, 1, gatherBadToken),
  step('formats', 'JSON negotiated', ['formats'], 3, 2, gatherFormats),
  step('smart', 'SMART discovery', ['smart'], 3, 1, gatherSmart),
  step('samples', 'Sample of records', ['typeSearches', 'counts'], 1, ({ types }) => types * 12, gatherSamples),
  step('security-read', 'No read without authorisation', [], 0, 2, gatherUnauthorisedRead),
  step('nhs-number', 'Search by NHS Number', ['nhsNumber'], 0, 6, gatherNhsNumber),
  step('reads', 'Read and vread', ['reads'], 2, ({ types }) => types * 2, gatherReads),
  step('id-searches', 'Search by id', ['idSearches'], 3, ({ types }) => types, gatherIdSearches),
  step('no-match', 'Search without a match', ['noMatch'], 2, 1, gatherNoMatch),
  step('paging', 'Pages complete', ['paging'], 2, 20, gatherPaging),
  step(
    'claims',
    'Declared interactions and parameters',
    ['claims'],
    2,
    ({ applicable }) => DRAWN_CLAIMS + applicable * 2,
    (run, budget) => gatherClaims(run, Math.min(DRAWN_CLAIMS, Math.max(1, budget - run.options.types.length * 2))),
  ),
  step('negatives', 'Malformed calls refused', ['negatives'], 2, 12, gatherNegatives),
  step('dates', 'Date prefixes', ['datePrefixes'], 4, 5, gatherDatePrefixes),
  step('reference-forms', 'Forms of a reference', ['referenceForms'], 4, 3, gatherReferenceForms),
  step('ods', 'Search by ODS code', ['odsSearch'], 4, 1, gatherOdsSearch),
  step('medicines', 'Medicines that records refer to', [], 2, MEDICINES, gatherMedicines),
  step('references', 'References resolve', [], 3, FETCHED, (run, budget) =>
    gatherReferences(run, Math.min(FETCHED, budget)),
  ),
  step('persons', 'One person, one record', ['personSearch'], 5, NUMBERS + 1, (run, budget) =>
    gatherPersonSearch(run, Math.min(NUMBERS, Math.max(1, budget - 1))),
  ),
];

const REACH_COST = 3;

export interface PlannedStep {
  readonly id: string;
  readonly title: string;
  /** Requests at most. */
  readonly cost: number;
  /** Dropped, or cut to this many requests, for want of budget. */
  readonly granted: number;
}

const divisible = new Set(['samples', 'claims', 'medicines', 'references', 'persons']);
const WORTHWHILE = 10;

/** What a run will do and what it may cost, before anything is sent. Steps of low priority lose out first. */
export function planSteps(shape: PlanShape, maxRequests: number, only?: readonly string[]): readonly PlannedStep[] {
  const wanted = steps.filter((one) => only === undefined || only.includes(one.id));
  const granted = new Map<string, number>();
  let left = maxRequests - REACH_COST;
  for (const one of [...wanted].sort((a, b) => a.priority - b.priority)) {
    const cost = one.cost(shape);
    const share = cost <= left ? cost : divisible.has(one.id) && left >= WORTHWHILE ? left : 0;
    granted.set(one.id, share);
    left -= share;
  }
  return [
    { id: 'reach', title: 'Endpoint reached, CapabilityStatement read', cost: REACH_COST, granted: REACH_COST },
    { id: 'tls', title: 'TLS handshakes (no requests)', cost: 0, granted: 0 },
    ...wanted.map((one) => ({
      id: one.id,
      title: one.title,
      cost: one.cost(shape),
      granted: granted.get(one.id) ?? 0,
    })),
  ];
}
