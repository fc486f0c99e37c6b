import type { Body } from '../http/index.js';
import { isObject, isResource, objects, text } from './json.js';
import type { JsonObject, WireResource } from './json.js';

/** A searchset as a client must read it: nothing but the type is required of the server. */
export interface Page {
  readonly matches: readonly WireResource[];
  readonly included: readonly WireResource[];
  readonly outcomes: number;
  readonly entries: readonly JsonObject[];
  readonly total?: number;
  readonly self?: string;
  readonly next?: string;
  readonly back: boolean;
}

const linkOf = (bundle: JsonObject, ...relations: readonly string[]): string | undefined => {
  for (const link of objects(bundle, 'link'))
    if (relations.includes(text(link, 'relation') ?? '')) return text(link, 'url');
  return undefined;
};

/** The body as a searchset of `type`; undefined when it is none. Includes and outcomes are told from matches. */
export function readPage(body: Body, type: string): Page | undefined {
  if (body.kind !== 'json' || !isObject(body.value) || body.value['resourceType'] !== 'Bundle') return undefined;
  const bundle = body.value;
  const bundleType = bundle['type'];
  if (bundleType !== undefined && bundleType !== 'searchset') return undefined;
  const entries = objects(bundle, 'entry');
  const matches: WireResource[] = [];
  const included: WireResource[] = [];
  let outcomes = 0;
  for (const entry of entries) {
    const resource = entry['resource'];
    if (!isResource(resource)) continue;
    const mode = isObject(entry['search']) ? entry['search']['mode'] : undefined;
    if (mode === 'outcome' || resource.resourceType === 'OperationOutcome') outcomes += 1;
    else if (mode === 'include' || resource.resourceType !== type) included.push(resource);
    else matches.push(resource);
  }
  const total = bundle['total'];
  const self = linkOf(bundle, 'self');
  const next = linkOf(bundle, 'next');
  return {
    matches,
    included,
    outcomes,
    entries,
    back: linkOf(bundle, 'previous', 'prev', 'first') !== undefined,
    ...(typeof total === 'number' && Number.isInteger(total) && total >= 0 ? { total } : {}),
    ...(self === undefined ? {} : { self }),
    ...(next === undefined ? {} : { next }),
  };
}
