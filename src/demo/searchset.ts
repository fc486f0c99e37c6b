import { randomUUID } from 'node:crypto';
import type { ServerContext } from './context.js';
import { Fault } from './fault.js';
import type { Answer, DemoRequest } from './message.js';
import { addressOf, type FhirRecord } from './record.js';
import { parsePairs } from './search/escape.js';
import type { Page } from './search/pages.js';
import { project } from './search/projection.js';
import { readQuery, type Query } from './search/query.js';

/** search-type by GET, or by POST with a form: the first page. */
export function search(context: ServerContext, request: DemoRequest, type: string): Answer {
  const form = request.method === 'POST' ? formPairs(request) : [];
  const pairs = [...parsePairs(request.query), ...form];
  const handling = /handling=(strict|lenient)/.exec(request.headers['prefer'] ?? '')?.[1] as
    'strict' | 'lenient' | undefined;
  const query = readQuery(type, pairs, context.parameters, context.behaviour, handling);
  return pageAnswer(context, { query, matches: context.search.matches(query), offset: 0 });
}

/** A further page, by the token of its link. @throws Fault 410 for a token that is unknown or forgotten. */
export function furtherPage(context: ServerContext, token: string): Answer {
  const page = context.pages.find(token);
  if (page) return pageAnswer(context, page);
  throw new Fault(410, 'expired', 'MSG_NO_EXIST', 'This page of results is not known or has expired: search again.');
}

function formPairs(request: DemoRequest): readonly (readonly [string, string])[] {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (request.body === '' && type === undefined) return [];
  if (type === 'application/x-www-form-urlencoded') return parsePairs(request.body);
  throw new Fault(415, 'not-supported', 'MSG_BAD_FORMAT', 'A search by POST needs application/x-www-form-urlencoded.');
}

function pageAnswer(context: ServerContext, page: Page): Answer {
  const { query, matches, offset } = page;
  const counting = query.summary === 'count';
  const shown = counting ? [] : matches.slice(offset, offset + query.count);
  const entry = [
    ...shown.map((record) => entryOf(context, query, record, 'match')),
    ...context.search.included(query, shown).map((record) => entryOf(context, query, record, 'include')),
  ];
  const resource = {
    resourceType: 'Bundle',
    id: randomUUID(),
    meta: { lastUpdated: new Date().toISOString() },
    type: 'searchset',
    ...(countsTotal(context, query) ? { total: matches.length } : {}),
    ...linked(links(context, page, counting)),
    ...(entry.length > 0 ? { entry } : {}),
  };
  return { status: 200, body: { kind: 'fhir', resource } };
}

function entryOf(context: ServerContext, query: Query, record: FhirRecord, mode: 'match' | 'include'): object {
  return {
    fullUrl: addressOf(context.base, record),
    resource: project(record, query, context.definitions),
    search: { mode },
  };
}

function countsTotal(context: ServerContext, query: Query): boolean {
  if (query.summary === 'count') return true;
  if (query.total !== undefined && context.behaviour.total !== 'never') return query.total !== 'none';
  return context.behaviour.total === 'always';
}

function links(context: ServerContext, page: Page, counting: boolean): readonly { relation: string; url: string }[] {
  const { query, matches, offset } = page;
  if (counting && !context.behaviour.linksOnCount) return [];
  const at = (start: number): string => pageUrl(context, { query, matches, offset: start });
  const found = [{ relation: 'self', url: offset === 0 ? selfUrl(context, query) : at(offset) }];
  if (counting) return found;
  if (offset > 0) {
    found.push({ relation: 'first', url: at(0) }, { relation: 'previous', url: at(Math.max(0, offset - query.count)) });
  }
  if (offset + query.count < matches.length && !context.behaviour.noNextFor.includes(query.type)) {
    found.push({ relation: 'next', url: at(offset + query.count) });
  }
  return found;
}

function linked(link: readonly object[]): object {
  return link.length > 0 ? { link } : {};
}

function pageUrl(context: ServerContext, page: Page): string {
  const token = context.pages.token(page);
  if (context.behaviour.pageLinks === 'token') return `${context.base}?_page=${token}`;
  return `${context.base}?_getpages=${token}&_getpagesoffset=${page.offset}&_count=${page.query.count}&_bundletype=searchset`;
}

function selfUrl(context: ServerContext, query: Query): string {
  const stated = query.applied.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${context.base}/${query.type}${stated.length > 0 ? `?${stated.join('&')}` : ''}`;
}
