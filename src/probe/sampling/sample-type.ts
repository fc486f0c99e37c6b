import type { SkipReason } from '../../model/index.js';
import type { ProbeRun } from '../run.js';
import { follow, search } from '../search.js';
import type { SearchAnswer } from '../search.js';
import type { Sample } from '../target.js';
import { Draw } from './draw.js';
import type { Quota } from './draw.js';
import { drawByPatient, drawPatients } from './by-patient.js';
import { drawStrata } from './strata.js';

const PAGE = 50;

/** What a plain search of the type showed, beside the records. */
export interface TypeOutcome {
  readonly sample: Sample;
  readonly first: SearchAnswer;
  readonly required: readonly string[];
}

const skippedAs = (answer: SearchAnswer): SkipReason => {
  if (answer.result === 'forbidden') return 'no-credential';
  return answer.result === 'refused' ? 'unlearned-params' : 'no-data';
};

const method = {
  census: 'census: every record of the type',
  pages: 'first pages in the order of the server, unweighted',
  strata: 'random instants in windows of last update, in proportion to their counts',
  patients: 'records of patients drawn at random from the sample of Patient',
  configured: 'configured test patients only: not generalisable',
  months: 'patients born in random months',
} as const;

const pageThrough = async (run: ProbeRun, draw: Draw, first: SearchAnswer, quota: Quota): Promise<boolean> => {
  if (first.page === undefined) return false;
  draw.take(first.page);
  let next = first.page.next;
  const seen = new Set<string>();
  while (next !== undefined && !draw.enough && quota.has() && !seen.has(next)) {
    seen.add(next);
    quota.spend();
    const answer = await follow(run, draw.type, next, { count: PAGE });
    if (answer === 'off-origin' || answer.page === undefined) return false;
    if (draw.take(answer.page) === 0) break;
    next = answer.page.next;
  }
  return next === undefined;
};

const populationOf = async (run: ProbeRun, type: string, quota: Quota): Promise<number | undefined> => {
  quota.spend();
  const counted = await search(run, { type, params: [['_summary', 'count']] });
  if (counted.page?.total !== undefined || counted.result !== 'searchset') return counted.page?.total;
  quota.spend();
  const accurate = await search(run, {
    type,
    params: [
      ['_total', 'accurate'],
      ['_count', '1'],
    ],
  });
  return accurate.page?.total;
};

/**
 * Draws up to `want` records of a type: all of them where the type holds no more, else strata of last update, else
 * pages, else by patient where the server insists on one (probing reference, section 4).
 */
export async function sampleType(run: ProbeRun, type: string, want: number, quota: Quota): Promise<TypeOutcome> {
  const known = run.target.requiredParams?.[type];
  const draw = new Draw(type, want);
  quota.spend();
  const first = await search(run, { type, params: [['_count', String(PAGE)]] });
  if (first.result === 'searchset' && first.page !== undefined && known === undefined) {
    const counted = first.page.total ?? (await populationOf(run, type, quota));
    // A server that hides records from the token may still count them.
    const population = counted !== undefined && counted < first.page.matches.length ? undefined : counted;
    const large = population !== undefined && population > want;
    const stratified = large && quota.remaining >= 8 && (await drawStrata(run, draw, population, quota));
    const complete = stratified ? false : await pageThrough(run, draw, first, quota);
    const census = complete && (population === undefined || draw.size >= population);
    const total = population ?? (census ? draw.size : undefined);
    const sample: Sample = {
      type,
      resources: draw.resources,
      method: census ? method.census : stratified ? method.strata : method.pages,
      ...(total === undefined ? {} : { population: total }),
      ...(draw.size === 0 ? { skipped: 'no-data' as const } : {}),
    };
    return { sample, first, required: [] };
  }
  if (first.result !== 'refused' && known === undefined)
    return { sample: { type, resources: [], method: 'none', skipped: skippedAs(first) }, first, required: [] };
  const { how, required } =
    type === 'Patient' ? await drawPatients(run, draw, quota) : await drawByPatient(run, draw, quota, known);
  const sample: Sample = {
    type,
    resources: draw.resources,
    method: draw.size === 0 ? 'none' : method[how],
    ...(draw.size === 0 ? { skipped: required.length > 0 ? ('no-data' as const) : skippedAs(first) } : {}),
  };
  return { sample, first, required };
}
