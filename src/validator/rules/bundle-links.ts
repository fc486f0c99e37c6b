import { isTree, list, text, type Tree } from './tree.js';

export interface BundleEntry {
  readonly index: number;
  readonly entry: Tree;
  readonly fullUrl: string | undefined;
  /** The parts of a RESTful fullUrl. */
  readonly named: RestfulUrl | undefined;
  readonly resource: Tree | undefined;
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly version: string | undefined;
}

/** A Reference within an entry's resource that leaves the resource. */
export interface Link {
  readonly from: BundleEntry;
  readonly node: Tree;
  readonly reference: string;
  /** The parts of a relative reference. */
  readonly named: RelativeReference | undefined;
}

export interface RestfulUrl {
  readonly base: string;
  readonly type: string;
  readonly id: string;
}

export interface RelativeReference {
  readonly type: string;
  readonly id: string;
  readonly version: string | undefined;
}

const RESTFUL = /^(https?:\/\/.+)\/([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})$/;
const RELATIVE = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;
const HISTORY = /^(.+)\/_history\/([A-Za-z0-9\-.]{1,64})$/;
const REFERENCE_KEYS = new Set([
  'reference',
  '_reference',
  'type',
  '_type',
  'identifier',
  'display',
  '_display',
  'id',
  'extension',
]);

export const entriesOf = (bundle: Tree): readonly BundleEntry[] =>
  list(bundle['entry']).map((entry, index) => {
    const held: Tree = isTree(entry) ? entry : {};
    const resource = isTree(held['resource']) ? held['resource'] : undefined;
    const meta = resource?.['meta'];
    const fullUrl = text(held['fullUrl']);
    return {
      index,
      entry: held,
      fullUrl,
      named: fullUrl?.startsWith('http') === true ? restful(fullUrl) : undefined,
      resource,
      type: text(resource?.['resourceType']),
      id: text(resource?.['id']),
      version: isTree(meta) ? text(meta['versionId']) : undefined,
    };
  });

/** The RESTful parts of a URL: base, type and id. */
export function restful(url: string): RestfulUrl | undefined {
  const [, base, type, id] = RESTFUL.exec(url) ?? [];
  return base === undefined || type === undefined || id === undefined ? undefined : { base, type, id };
}

/** The parts of a relative reference `Type/id`. */
export function relative(reference: string): RelativeReference | undefined {
  const first = reference.charCodeAt(0);
  if (!(first >= 65 && first <= 90)) return undefined;
  const [, type, id, version] = RELATIVE.exec(reference) ?? [];
  return type === undefined || id === undefined ? undefined : { type, id, version };
}

/** References of an entry's resource and what is contained in it, `#` apart; nested Bundles are on their own. */
export function linksOf(from: BundleEntry): readonly Link[] {
  const into: Link[] = [];
  if (from.resource !== undefined) collect(from.resource, from, into, 0);
  return into;
}

function collect(node: Tree, from: BundleEntry, into: Link[], depth: number): void {
  if (depth > 200) return;
  const reference = node['reference'];
  if (typeof reference === 'string' && !reference.startsWith('#') && isReference(node))
    into.push({ from, node, reference, named: relative(reference) });
  if (depth > 0 && node['resourceType'] === 'Bundle') return;
  for (const key in node) {
    const value = node[key];
    if (typeof value !== 'object' || value === null || key === 'text' || key === 'meta') continue;
    if (Array.isArray(value)) {
      for (const item of value as readonly unknown[]) if (isTree(item)) collect(item, from, into, depth + 1);
    } else collect(value as Tree, from, into, depth + 1);
  }
}

function isReference(node: Tree): boolean {
  for (const key in node) if (!REFERENCE_KEYS.has(key)) return false;
  return true;
}

/** The path from a holder to a node within it, found by identity; only the way back is written down. */
function pathTo(target: Tree, holder: Tree, depth = 0): string | undefined {
  if (depth > 200) return undefined;
  for (const key in holder) {
    const value = holder[key];
    if (typeof value !== 'object' || value === null) continue;
    if (value === target) return `.${key}`;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        const item: unknown = value[index];
        if (item === target) return `.${key}[${index}]`;
        const below = isTree(item) ? pathTo(target, item, depth + 1) : undefined;
        if (below !== undefined) return `.${key}[${index}]${below}`;
      }
    } else {
      const below = pathTo(target, value as Tree, depth + 1);
      if (below !== undefined) return `.${key}${below}`;
    }
  }
  return undefined;
}

/** FHIRPath of a link. */
export function placeOf({ from, node }: Link, at: string): string {
  const place = `${at}.entry[${from.index}].resource`;
  return from.resource === undefined ? place : place + (pathTo(node, from.resource) ?? '');
}

const NONE: readonly BundleEntry[] = [];

/** Entries by what they can be referred to by (R4 bundle.html, "Resolving references in Bundles"). */
export class BundleIndex {
  readonly #byUrl = new Map<string, BundleEntry[]>();
  readonly #byIdentity = new Map<string, BundleEntry[]>();

  constructor(readonly entries: readonly BundleEntry[]) {
    for (const entry of entries) {
      if (entry.fullUrl !== undefined) push(this.#byUrl, entry.fullUrl, entry);
      if (entry.type !== undefined && entry.id !== undefined)
        push(this.#byIdentity, `${entry.type}/${entry.id}`, entry);
    }
  }

  /** The entries a link leads to by the rules: its absolute form against the fullUrls, the version where one is named. */
  targets(link: Link): readonly BundleEntry[] {
    const hash = link.reference.indexOf('#');
    const bare = hash < 0 ? link.reference : link.reference.slice(0, hash);
    const [, unversioned = bare, version] = bare.includes('/_history/') ? (HISTORY.exec(bare) ?? []) : [];
    const found = this.#byUrl.get(absolute(unversioned, link)) ?? NONE;
    return version === undefined ? found : found.filter((entry) => entry.version === version);
  }

  /** The entry whose `urn:uuid:` fullUrl holds the id that a relative reference names. */
  byUuid({ id }: RelativeReference): BundleEntry | undefined {
    return this.#byUrl.get(`urn:uuid:${id}`)?.[0];
  }

  /** Entries with the type and id a reference names, whatever their fullUrl. */
  namesakes(reference: string): readonly BundleEntry[] {
    const named = relative(reference) ?? restful(reference.replace(/\/_history\/.*$/, ''));
    return named === undefined ? [] : (this.#byIdentity.get(`${named.type}/${named.id}`) ?? []);
  }
}

function absolute(reference: string, { named, from }: Link): string {
  if (named === undefined || from.named === undefined) return reference;
  return `${from.named.base}/${reference}`;
}

function push(map: Map<string, BundleEntry[]>, key: string, entry: BundleEntry): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [entry]);
  else held.push(entry);
}
