import type { ServerContext } from './context.js';
import { Fault } from './fault.js';
import type { Answer, DemoRequest } from './message.js';
import { wantsContent } from './negotiation.js';
import { addressOf, type FhirRecord } from './record.js';

/** read: the current version, 304 where the client holds it, 410 where it was deleted. */
export function read(context: ServerContext, request: DemoRequest, type: string, id: string): Answer {
  checkId(id, context);
  const reference = `${type}/${id}`;
  if (context.store.isDeleted(reference)) {
    throw new Fault(410, 'deleted', 'MSG_DELETED_ID', `This ${type} was deleted.`);
  }
  const record = context.store.current(reference);
  if (!record) throw notFound(type);
  if (context.behaviour.versionHeaders && isFresh(record, request)) {
    return { status: 304, headers: versionHeaders(context, record) };
  }
  if (type === 'Binary' && wantsContent(request)) {
    const content = binaryContent(record);
    if (content) return content;
  }
  return recordAnswer(context, record);
}

/** vread: one version, also of a deleted resource. */
export function vread(context: ServerContext, type: string, id: string, version: string): Answer {
  checkId(id, context);
  const versions = context.store.history(`${type}/${id}`);
  const record = versions?.find((each) => each.meta.versionId === version);
  if (!record) throw notFound(type);
  return recordAnswer(context, record);
}

/** history of one resource, newest first. */
export function history(context: ServerContext, type: string, id: string): Answer {
  checkId(id, context);
  const reference = `${type}/${id}`;
  const versions = context.store.history(reference);
  if (!versions) throw notFound(type);
  const deleted = context.store.isDeleted(reference);
  const entries = versions
    .map((resource, index) => ({
      fullUrl: `${context.base}/${reference}`,
      resource,
      request: { method: index === 0 ? 'POST' : 'PUT', url: index === 0 ? type : reference },
      response: { status: index === 0 ? '201' : '200', etag: etag(resource), lastModified: resource.meta.lastUpdated },
    }))
    .reverse();
  const tombstone = {
    fullUrl: `${context.base}/${reference}`,
    request: { method: 'DELETE', url: reference },
    response: { status: '204' },
  };
  const resource = {
    resourceType: 'Bundle',
    type: 'history',
    total: entries.length + (deleted ? 1 : 0),
    link: [{ relation: 'self', url: `${context.base}/${reference}/_history` }],
    entry: deleted ? [tombstone, ...entries] : entries,
  };
  return { status: 200, body: { kind: 'fhir', resource } };
}

function recordAnswer(context: ServerContext, record: FhirRecord): Answer {
  const headers = context.behaviour.versionHeaders ? versionHeaders(context, record) : {};
  return { status: 200, headers, body: { kind: 'fhir', resource: record } };
}

function versionHeaders(context: ServerContext, record: FhirRecord): Readonly<Record<string, string>> {
  return {
    etag: etag(record),
    'last-modified': new Date(record.meta.lastUpdated).toUTCString(),
    'content-location': `${addressOf(context.base, record)}/_history/${record.meta.versionId}`,
  };
}

function etag(record: FhirRecord): string {
  return `W/"${record.meta.versionId}"`;
}

function isFresh(record: FhirRecord, request: DemoRequest): boolean {
  const match = request.headers['if-none-match'];
  if (match !== undefined) return match.split(',').some((each) => each.trim() === etag(record) || each.trim() === '*');
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return Math.floor(Date.parse(record.meta.lastUpdated) / 1000) * 1000 <= since;
}

function binaryContent(record: FhirRecord): Answer | undefined {
  const { contentType, data } = record;
  if (typeof contentType !== 'string' || !/^[\w.+-]+\/[\w.+-]+$/.test(contentType)) return undefined;
  const content = Buffer.from(typeof data === 'string' ? data : '', 'base64');
  return {
    status: 200,
    headers: { 'x-content-type-options': 'nosniff' },
    body: { kind: 'raw', type: contentType, content },
  };
}

function checkId(id: string, context: ServerContext): void {
  if (/^[A-Za-z0-9.-]{1,64}$/.test(id) || context.behaviour.malformedId === 404) return;
  throw new Fault(400, 'value', 'MSG_ID_INVALID', 'The id is no FHIR id.');
}

function notFound(type: string): Fault {
  return new Fault(404, 'not-found', 'MSG_NO_EXIST', `There is no ${type} with this id or version.`);
}
