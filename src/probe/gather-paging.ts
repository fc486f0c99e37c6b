import { RunStopped } from '../http/index.js';
import type { Pairs } from '../http/index.js';
import type { PagingFact, PagingWalk } from '../model/index.js';
import { isResource, metaOf } from './json.js';
import { patientOf } from './literal-reference.js';
import { walkPages } from './paging-walk.js';
import type { Walk } from './paging-walk.js';
import type { ProbeRun } from './run.js';

const LARGEST = 200;
const SMALLEST = 3;
const LOOKED_AT_AGAIN = 3;

interface PagedSet {
  readonly type: string;
  readonly scope: PagingWalk['scope'];
  readonly params: Pairs;
  readonly size: number;
}

/** The largest whole type of at most 200 records, else the records of the patient the sample holds most of. */
const chooseSet = (run: ProbeRun): PagedSet | undefined => {
  const open = new Set(
    run
      .seen('typeSearches')
      ?.types.filter((one) => one.result === 'searchset')
      .map((one) => one.type),
  );
  const whole = [...run.samples.values()]
    .filter(
      (one) =>
        open.has(one.type) && one.population !== undefined && one.population >= SMALLEST && one.population <= LARGEST,
    )
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0))[0];
  if (whole !== undefined) return { type: whole.type, scope: 'type', params: [], size: whole.population ?? 0 };
  let best: PagedSet | undefined;
  for (const sample of run.samples.values()) {
    if (sample.type === 'Patient' || (run.parameter(sample.type, 'patient') ?? undefined) === undefined) continue;
    const counts = new Map<string, number>();
    for (const record of sample.resources) {
      const patient = patientOf(record, run.base);
      if (patient !== undefined) counts.set(patient, (counts.get(patient) ?? 0) + 1);
    }
    const [top] = [...counts].sort((a, b) => b[1] - a[1]);
    if (top !== undefined && top[1] >= SMALLEST && top[1] > (best?.size ?? 0))
      best = { type: sample.type, scope: 'patient', params: [['patient', top[0]]], size: top[1] };
  }
  return best;
};

/** Of ids that one walk gave and the other did not, those that were there before either began. */
const confirmLost = async (run: ProbeRun, type: string, ids: readonly string[], since: number): Promise<number> => {
  let lost = 0;
  for (const id of ids.slice(0, LOOKED_AT_AGAIN)) {
    const answer = await run.transport.send({ method: 'GET', path: `${type}/${id}`, purpose: 'read' });
    if (!answer.ok || answer.status !== 200 || answer.body.kind !== 'json' || !isResource(answer.body.value)) continue;
    const updated = Date.parse(metaOf(answer.body.value).lastUpdated ?? '');
    if (Number.isNaN(updated) || updated < since) lost += 1;
  }
  return lost;
};

const sameOrder = (a: readonly string[], b: readonly string[]): boolean => {
  const common = new Set(b);
  const left = a.filter((id) => common.has(id));
  const inA = new Set(a);
  const right = b.filter((id) => inA.has(id));
  return left.every((id, index) => id === right[index]);
};

const compare = async (
  run: ProbeRun,
  set: PagedSet,
  sizes: readonly [number, number],
  a: Walk,
  b: Walk,
  since: number,
): Promise<PagingWalk> => {
  const [inA, inB] = [new Set(a.ids), new Set(b.ids)];
  const finished = a.end === 'last-page' && b.end === 'last-page';
  const sample = run.samples.get(set.type);
  const census = set.scope === 'type' && sample?.population === sample?.resources.length ? run.ids(set.type) : [];
  const missing = finished
    ? [
        ...new Set([
          ...a.ids.filter((id) => !inB.has(id)),
          ...b.ids.filter((id) => !inA.has(id)),
          ...census.filter((id) => !inA.has(id)),
        ]),
      ]
    : [];
  const union = new Set([...a.ids, ...b.ids]).size;
  const short = finished && a.total !== undefined && a.total === b.total ? Math.max(0, a.total - union) : 0;
  return {
    type: set.type,
    scope: set.scope,
    sizes,
    pages: a.pages + b.pages,
    ...(a.total === undefined ? {} : { total: a.total }),
    unique: union,
    repeats: a.repeats + b.repeats,
    newer: a.newer + b.newer,
    lost: (await confirmLost(run, set.type, missing, since)) + short,
    orderChanged: !sameOrder(a.ids, b.ids),
    end: a.end === 'last-page' ? b.end : a.end,
    backLinks: a.backLinks || b.backLinks,
  };
};

/** Walks one set with two page sizes and compares (PAGE01-04, F10). */
export async function gatherPaging(run: ProbeRun): Promise<void> {
  const set = chooseSet(run);
  if (set === undefined) {
    run.skip('paging', 'no-data', 'No search gives three records or more');
    return;
  }
  const since = (run.options.clock?.now() ?? Date.now()) - 1000;
  const small = Math.max(2, Math.ceil(set.size / 5));
  const sizes = [small, Math.max(small + 1, Math.ceil(set.size / 3))] as const;
  const a = await walkPages(run, set.type, set.params, sizes[0]);
  const b = a === undefined ? undefined : await walkPages(run, set.type, set.params, sizes[1]);
  const walks = [a, b].filter((one) => one !== undefined);
  const followed: PagingFact['followed'] = {
    links: walks.reduce(
      (sum, one) => sum + one.pages - 1 + (one.end === 'broken' || one.end === 'off-origin' ? 1 : 0),
      0,
    ),
    broken: walks.filter((one) => one.end === 'broken').length,
    offOrigin: walks.filter((one) => one.end === 'off-origin').length,
  };
  let walk: PagingWalk | undefined;
  let stopped: RunStopped | undefined;
  try {
    walk = a === undefined || b === undefined ? undefined : await compare(run, set, sizes, a, b, since);
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    stopped = error;
  }
  run.see('paging', { counted: run.ledger.counted, followed, ...(walk === undefined ? {} : { walk }) });
  if (stopped !== undefined) throw stopped;
}
