import { metaOf } from '../json.js';
import type { ProbeRun } from '../run.js';
import { search } from '../search.js';
import type { Draw, Quota } from './draw.js';

interface Stratum {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const DRAW = 20;
const FEWEST = 3;

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

const edge = async (
  run: ProbeRun,
  type: string,
  order: '_lastUpdated' | '-_lastUpdated',
  quota: Quota,
): Promise<number | undefined> => {
  quota.spend();
  const answer = await search(run, {
    type,
    params: [
      ['_sort', order],
      ['_count', '1'],
    ],
  });
  const first = answer.page?.matches[0];
  const updated = first === undefined ? undefined : metaOf(first).lastUpdated;
  const at = updated === undefined ? NaN : Date.parse(updated);
  return Number.isNaN(at) ? undefined : at;
};

const countBetween = async (
  run: ProbeRun,
  type: string,
  from: number,
  to: number,
  quota: Quota,
): Promise<number | undefined> => {
  quota.spend();
  const answer = await search(run, {
    type,
    params: [
      ['_lastUpdated', `ge${instant(from)}`],
      ['_lastUpdated', `lt${instant(to)}`],
      ['_summary', 'count'],
    ],
  });
  return answer.page?.total;
};

/** Windows of the time records were last updated in, with their counts; the fullest is halved while it holds most of them. */
const stratify = async (run: ProbeRun, type: string, total: number, quota: Quota): Promise<Stratum[] | undefined> => {
  const low = await edge(run, type, '_lastUpdated', quota);
  const high = await edge(run, type, '-_lastUpdated', quota);
  if (low === undefined || high === undefined || high <= low) return undefined;
  const windows = quota.remaining >= 20 ? 8 : 4;
  const width = (high + 1 - low) / windows;
  const strata: Stratum[] = [];
  for (let index = 0; index < windows; index += 1) {
    const [from, to] = [
      Math.floor(low + index * width),
      index === windows - 1 ? high + 1 : Math.floor(low + (index + 1) * width),
    ];
    const count = await countBetween(run, type, from, to, quota);
    if (count === undefined) return undefined;
    if (count > 0) strata.push({ from, to, count });
  }
  const seen = strata.reduce((sum, one) => sum + one.count, 0);
  if (seen < total * 0.5) return undefined;
  for (let halving = 0; halving < 3 && quota.remaining > 10; halving += 1) {
    const index = strata.findIndex((one) => one.count > seen / 2 && one.to - one.from > 2000);
    const full = strata[index];
    if (full === undefined) break;
    const middle = Math.floor((full.from + full.to) / 2);
    const count = await countBetween(run, type, full.from, middle, quota);
    if (count === undefined) break;
    const halves = [
      { from: full.from, to: middle, count },
      { from: middle, to: full.to, count: full.count - count },
    ];
    strata.splice(index, 1, ...halves.filter((one) => one.count > 0));
  }
  return strata;
};

/**
 * Draws from windows of `_lastUpdated` in proportion to what each holds, at a random instant of each (probing reference,
 * sampling frame b). False where the server cannot sort or filter by it; nothing has been drawn then.
 */
export async function drawStrata(run: ProbeRun, draw: Draw, total: number, quota: Quota): Promise<boolean> {
  const strata = await stratify(run, draw.type, total, quota);
  if (strata === undefined || strata.length === 0) return false;
  const all = strata.reduce((sum, one) => sum + one.count, 0);
  const draws = Math.max(strata.length, Math.min(quota.remaining, Math.ceil(draw.want / DRAW) + 2));
  const plan = strata.flatMap((one) =>
    Array.from({ length: Math.max(1, Math.round((draws * one.count) / all)) }, () => one),
  );
  for (const one of run.random.draw(plan, plan.length)) {
    if (!quota.has() || draw.enough) break;
    quota.spend();
    const at = one.from + run.random.next() * (one.to - one.from);
    const cap = Math.max(FEWEST, Math.min(DRAW, one.count));
    const answer = await search(run, {
      type: draw.type,
      params: [
        ['_lastUpdated', `ge${instant(at)}`],
        ['_lastUpdated', `lt${instant(one.to)}`],
        ['_sort', '_lastUpdated'],
        ['_count', String(cap)],
      ],
    });
    if (answer.page !== undefined) draw.take(answer.page, cap);
  }
  return draw.size > 0;
}
