import type { Answer } from '../http/index.js';
import type { IdSearchesFact, ReadsFact } from '../model/index.js';
import { readPage } from './bundle.js';
import { bodyKind } from './gather-transport.js';
import { isResource, metaOf } from './json.js';
import type { WireResource } from './json.js';
import type { ProbeRun } from './run.js';
import { search } from './search.js';

type TypeRead = ReadsFact['types'][number];

const resourceOf = (answer: Answer): WireResource | undefined =>
  answer.ok && answer.status === 200 && answer.body.kind === 'json' && isResource(answer.body.value)
    ? answer.body.value
    : undefined;

/** An ETag without weakness mark, quotes and the suffix some gateways add when they compress. */
const entityTag = (header: string): string =>
  header
    .replace(/^W\//i, '')
    .replace(/^"|"$/g, '')
    .replace(/-gzip$/, '');

const etagState = (answer: Answer, resource: WireResource | undefined): TypeRead['etag'] => {
  if (!answer.ok || resource === undefined) return 'unverifiable';
  const header = answer.headers['etag'];
  if (header === undefined) return 'absent';
  const version = metaOf(resource).versionId;
  if (version === undefined) return 'unverifiable';
  return entityTag(header) === version ? 'agrees' : 'contradicts';
};

/** Last-Modified has whole seconds only. */
const modifiedState = (answer: Answer, resource: WireResource | undefined): TypeRead['lastModified'] => {
  if (!answer.ok || resource === undefined) return 'unverifiable';
  const header = answer.headers['last-modified'];
  if (header === undefined) return 'absent';
  const updated = metaOf(resource).lastUpdated;
  const [stated, actual] = [Date.parse(header), updated === undefined ? NaN : Date.parse(updated)];
  if (Number.isNaN(stated)) return 'contradicts';
  if (Number.isNaN(actual)) return 'unverifiable';
  return Math.abs(stated - actual) < 2000 ? 'agrees' : 'contradicts';
};

/** Reads one known record of each type, and its version where the type declares vread. */
export async function gatherReads(run: ProbeRun): Promise<void> {
  const types: TypeRead[] = [];
  for (const type of run.types) {
    const [id] = run.random.draw(run.ids(type), 1);
    if (id === undefined) continue;
    const answer = await run.transport.send({ method: 'GET', path: `${type}/${id}`, purpose: 'read' });
    const resource = resourceOf(answer);
    const version = resource === undefined ? undefined : metaOf(resource).versionId;
    const declared = run.declares(type, 'vread');
    const vread = declared && version !== undefined ? await readVersion(run, type, id, version) : undefined;
    types.push({
      type,
      declared: run.declares(type, 'read'),
      status: answer.ok ? answer.status : null,
      typeEqual: resource?.resourceType === type,
      idEqual: resource?.id === id,
      etag: etagState(answer, resource),
      lastModified: modifiedState(answer, resource),
      ...(vread === undefined ? {} : { vread: { declared, ...vread } }),
    });
    run.see('reads', { types: [...types] });
  }
  if (types.length === 0) run.skip('reads', 'no-data', 'The sample holds no record to read');
}

const readVersion = async (
  run: ProbeRun,
  type: string,
  id: string,
  version: string,
): Promise<{ status: number | null; equal: boolean }> => {
  const answer = await run.transport.send({
    method: 'GET',
    path: `${type}/${id}/_history/${version}`,
    purpose: 'read',
  });
  const resource = resourceOf(answer);
  const equal = resource?.resourceType === type && resource.id === id && metaOf(resource).versionId === version;
  return { status: answer.ok ? answer.status : null, equal };
};

/** Searches each type by a known `_id` (SRCH02): the only parameter that every server must have. */
export async function gatherIdSearches(run: ProbeRun): Promise<void> {
  const types: IdSearchesFact['types'][number][] = [];
  for (const type of run.types) {
    const [id] = run.random.draw(run.ids(type), 1);
    const parameter = run.parameter(type, '_id');
    if (id === undefined) continue;
    const criteria = parameter === undefined || parameter === null ? [] : [{ parameter, value: id }];
    const answer = await search(run, { type, params: [['_id', id]], criteria });
    const matches = answer.page?.matches ?? [];
    types.push({
      type,
      status: answer.status,
      matches: matches.length,
      right: matches.length === 1 && matches[0]?.id === id && matches[0].resourceType === type,
    });
    run.see('idSearches', { types: [...types] });
  }
  if (types.length === 0) run.skip('idSearches', 'no-data', 'The sample holds no record to search for');
}

/** Searches for an id that cannot exist (SRCH09). */
export async function gatherNoMatch(run: ProbeRun): Promise<void> {
  const type = run.seen('typeSearches')?.types.find((one) => one.result === 'searchset')?.type ?? 'Patient';
  const answer = await run.transport.send({
    method: 'GET',
    path: type,
    query: [['_id', run.random.uuid()]],
    purpose: 'search',
    provoked: true,
  });
  if (!answer.ok) {
    run.fail('noMatch', answer.error);
    return;
  }
  const page = readPage(answer.body, type);
  run.see('noMatch', {
    status: answer.status,
    body: bodyKind(answer),
    bundle: page !== undefined,
    matches: page?.matches.length ?? 0,
  });
}
