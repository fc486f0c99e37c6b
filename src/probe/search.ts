import type { Pairs, RequestClass } from '../http/index.js';
import { readPage } from './bundle.js';
import type { Page } from './bundle.js';
import type { Criterion } from './criteria/criterion.js';
import type { ProbeRun } from './run.js';
import type { HitTally } from './search-ledger.js';

export interface SearchRequest {
  readonly type: string;
  readonly params: Pairs;
  /** Judged against every hit. */
  readonly criteria?: readonly Criterion[];
  /** Values identify a person: POST where the server takes it. */
  readonly sensitive?: boolean;
  readonly purpose?: RequestClass;
  readonly provoked?: boolean;
}

export type SearchResult = 'searchset' | 'outcome' | 'refused' | 'forbidden' | 'broken' | 'failed';

export interface SearchAnswer {
  readonly result: SearchResult;
  readonly status: number | null;
  readonly method: 'GET' | 'POST';
  readonly page?: Page;
  readonly tally?: HitTally;
}

const purposeOf = (request: SearchRequest): RequestClass =>
  request.purpose ??
  (request.params.some(([name]) => name === 'patient' || name === 'subject') ? 'patient-search' : 'search');

const countOf = (params: Pairs): number | undefined => {
  const value = params.find(([name]) => name === '_count')?.[1];
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
};

const isOutcome = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'resourceType' in value && value.resourceType === 'OperationOutcome';

const classify = (status: number, page: Page | undefined, outcome: boolean): SearchResult => {
  if (status === 401 || status === 403) return 'forbidden';
  if (status >= 200 && status < 300) return page !== undefined ? 'searchset' : outcome ? 'outcome' : 'broken';
  return status >= 400 && status < 500 ? 'refused' : 'broken';
};

/** Searches a type, notes the searchset in the ledger and judges its hits. */
export async function search(run: ProbeRun, request: SearchRequest): Promise<SearchAnswer> {
  const method = request.sensitive === true && run.postSearch === true ? 'POST' : 'GET';
  const answer = await run.transport.send({
    method,
    path: method === 'POST' ? `${request.type}/_search` : request.type,
    ...(method === 'POST' ? { form: request.params } : { query: request.params }),
    purpose: purposeOf(request),
    ...(request.provoked === undefined ? {} : { provoked: request.provoked }),
  });
  if (!answer.ok) return { result: 'failed', status: null, method };
  const page = readPage(answer.body, request.type);
  const result = classify(answer.status, page, answer.body.kind === 'json' && isOutcome(answer.body.value));
  if (page === undefined || result !== 'searchset') return { result, status: answer.status, method };
  run.ledger.note(page, countOf(request.params));
  const tally = run.ledger.judge(request.type, page, request.criteria ?? []);
  noteNext(run, request.type, page);
  return { result, status: answer.status, method, page, tally };
}

/** Follows a next link. `off-origin` links are never asked for. */
export async function follow(
  run: ProbeRun,
  type: string,
  next: string,
  options: { readonly count?: number; readonly criteria?: readonly Criterion[] } = {},
): Promise<SearchAnswer | 'off-origin'> {
  const link = run.transport.sameOriginLink(next);
  if (link === undefined) return 'off-origin';
  const answer = await run.transport.send({ method: 'GET', link, purpose: 'search' });
  if (!answer.ok) return { result: 'failed', status: null, method: 'GET' };
  const page = readPage(answer.body, type);
  const result = classify(answer.status, page, answer.body.kind === 'json' && isOutcome(answer.body.value));
  if (page === undefined || result !== 'searchset') return { result, status: answer.status, method: 'GET' };
  run.ledger.note(page, options.count);
  const tally = run.ledger.judge(type, page, options.criteria ?? []);
  return { result, status: answer.status, method: 'GET', page, tally };
}

const noteNext = (run: ProbeRun, type: string, page: Page): void => {
  if (run.nextLink !== undefined || page.next === undefined) return;
  const url = run.transport.sameOriginLink(page.next);
  if (url !== undefined) run.nextLink = { url, type, firstIds: page.matches.flatMap((one) => one.id ?? []) };
};

/** Learns, once, whether the server takes POST _search with a form body. */
export async function learnPostSearch(run: ProbeRun): Promise<boolean> {
  if (run.postSearch !== undefined) return run.postSearch;
  run.postSearch = true;
  const id = run.ids('Patient')[0] ?? run.random.uuid();
  const answer = await search(run, {
    type: 'Patient',
    params: [
      ['_id', id],
      ['_count', '1'],
    ],
    sensitive: true,
    provoked: true,
  });
  const right = answer.result === 'searchset' && (answer.page?.matches ?? []).every((one) => one.id === id);
  run.postSearch = right;
  return right;
}
