import type { Pairs } from '../http/index.js';
import type { PagingWalk } from '../model/index.js';
import { metaOf } from './json.js';
import type { ProbeRun } from './run.js';
import { follow, search } from './search.js';
import type { SearchAnswer } from './search.js';

/** One walk along the next links of a search. */
export interface Walk {
  readonly ids: readonly string[];
  readonly pages: number;
  readonly total?: number;
  readonly repeats: number;
  readonly newer: number;
  readonly end: PagingWalk['end'];
  readonly backLinks: boolean;
}

const LONGEST = 25;

const scan = (
  answer: SearchAnswer,
  seen: Map<string, string>,
  order: string[],
): { fresh: number; repeats: number; newer: number } => {
  const tally = { fresh: 0, repeats: 0, newer: 0 };
  for (const record of answer.page?.matches ?? []) {
    if (record.id === undefined) continue;
    const version = metaOf(record).versionId ?? metaOf(record).lastUpdated ?? '';
    const before = seen.get(record.id);
    if (before === undefined) {
      tally.fresh += 1;
      order.push(record.id);
    } else if (before === version) tally.repeats += 1;
    else tally.newer += 1;
    seen.set(record.id, version);
  }
  return tally;
};

/** Walks a search to its end, or until it loops, breaks off, leaves the origin or goes on for too long. */
export async function walkPages(run: ProbeRun, type: string, params: Pairs, size: number): Promise<Walk | undefined> {
  const first = await search(run, { type, params: [...params, ['_count', String(size)]] });
  if (first.page === undefined) return undefined;
  const [seen, order, visited] = [new Map<string, string>(), [] as string[], new Set<string>()];
  let { repeats, newer } = scan(first, seen, order);
  let page = first.page;
  let pages = 1;
  let backLinks = false;
  const total = first.page.total;
  const most = total === undefined ? LONGEST : Math.min(LONGEST, Math.ceil(total / size) * 2 + 2);
  const finish = (end: Walk['end']): Walk => ({
    ids: order,
    pages,
    repeats,
    newer,
    end,
    backLinks,
    ...(total === undefined ? {} : { total }),
  });
  while (page.next !== undefined) {
    if (visited.has(page.next)) return finish('loop');
    if (pages >= most) return finish(total === undefined ? 'cut' : 'endless');
    visited.add(page.next);
    const answer = await follow(run, type, page.next, { count: size });
    if (answer === 'off-origin') return finish('off-origin');
    if (answer.page === undefined) return finish('broken');
    pages += 1;
    page = answer.page;
    backLinks ||= page.back;
    const tally = scan(answer, seen, order);
    repeats += tally.repeats;
    newer += tally.newer;
    if (tally.fresh === 0 && page.matches.length > 0 && page.next !== undefined) return finish('loop');
  }
  return finish('last-page');
}
