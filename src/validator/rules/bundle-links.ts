import type { RuleContext } from './rule.js';
import { isIdFrom } from '../id.js';
import { isTree, list, pushTo, text, type Tree } from './tree.js';

/** An entry of a Bundle. (What a Bundle has hundreds of are classes: object literals so many come to be allocated as if they lived long.) */
export class BundleEntry {
  readonly entry: Tree;
  readonly fullUrl: string | undefined;
  /** The parts of a RESTful fullUrl. */
  readonly named: RestfulUrl | undefined;
  readonly resource: Tree | undefined;
  readonly type: string | undefined;
  readonly id: string | undefined;
  /** Paths of the resource's References, once the place of one is asked for. */
  paths: ReadonlyMap<Tree, string> | undefined = undefined;

  constructor(
    entry: unknown,
    readonly index: number,
    readonly within: BundleIndex,
  ) {
    this.entry = isTree(entry) ? entry : {};
    const { fullUrl, resource } = this.entry;
    this.fullUrl = text(fullUrl);
    this.named = this.fullUrl?.startsWith('http') === true ? restful(this.fullUrl) : undefined;
    this.resource = isTree(resource) ? resource : undefined;
    this.type = text(this.resource?.['resourceType']);
    this.id = text(this.resource?.['id']);
  }

  get version(): string | undefined {
    const meta = this.resource?.['meta'];
    return isTree(meta) ? text(meta['versionId']) : undefined;
  }
}

/** A Reference within an entry's resource that leaves the resource. */
export class Link {
  readonly reference: string;
  /** The parts of a relative reference. */
  readonly named: RelativeReference | undefined;
  /** The entries it leads to. */
  readonly targets: readonly BundleEntry[];

  constructor(
    readonly from: BundleEntry,
    readonly node: Tree,
    index: BundleIndex,
  ) {
    this.reference = text(node['reference']) ?? '';
    this.named = relative(this.reference);
    this.targets = index.targets(this.reference, from, this.named);
  }
}

class RestfulUrl {
  constructor(
    readonly base: string,
    readonly type: string,
    readonly id: string,
  ) {}
}

class RelativeReference {
  constructor(
    readonly type: string,
    readonly id: string,
    readonly version: string | undefined,
  ) {}
}

const WEB = /^https?:\/\/./;
const TYPE = /^[A-Z][A-Za-z]+$/;
const RELATIVE = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;
/** Of `urn:`, which has no versions. */
const LETTER_U = 117;
const HISTORY = /^(.+)\/_history\/([A-Za-z0-9\-.]{1,64})$/;
/** The RESTful parts of a URL: base, type and id. */
export function restful(url: string): RestfulUrl | undefined {
  const slash = url.lastIndexOf('/');
  const before = url.lastIndexOf('/', slash - 1);
  if (before < 0 || !isIdFrom(url, slash + 1)) return undefined;
  const base = url.slice(0, before);
  const type = url.slice(before + 1, slash);
  const id = url.slice(slash + 1);
  return WEB.test(base) && TYPE.test(type) ? new RestfulUrl(base, type, id) : undefined;
}

/** The parts of a relative reference `Type/id`. */
export function relative(reference: string): RelativeReference | undefined {
  const first = reference.charCodeAt(0);
  if (!(first >= 65 && first <= 90)) return undefined;
  const found = RELATIVE.exec(reference);
  if (found === null) return undefined;
  const type = found[1];
  const id = found[2];
  const version = found[3];
  return type === undefined || id === undefined ? undefined : new RelativeReference(type, id, version);
}

/** FHIRPath of a link. */
export function placeOf(
  { from, node }: Link,
  at: string,
  { referencePaths }: Pick<RuleContext, 'referencePaths'>,
): string {
  const place = `${at}.entry[${from.index}].resource`;
  if (from.resource === undefined) return place;
  from.paths ??= referencePaths(from.resource);
  return place + (from.paths.get(node) ?? '');
}

const NONE: readonly BundleEntry[] = [];

/** Entries by what they can be referred to by (R4 bundle.html, "Resolving references in Bundles"). */
export class BundleIndex {
  readonly entries: readonly BundleEntry[];
  /** True where no two entries can have the same fullUrl. */
  readonly haveOwnUrls: boolean;
  readonly #byUrl = new Map<string, BundleEntry[]>();
  /** By `[type]/[id]` of their fullUrl. */
  readonly #byTail = new Map<string, BundleEntry[]>();
  #byIdentity: Map<string, BundleEntry[]> | undefined;
  /** Where several entries share what they are known by: once for all references to them. */
  readonly #byBase = new Shared((entry) => entry.named?.base);
  readonly #byVersion = new Shared((entry) => entry.version);
  readonly #withResource = new Shared((entry) => entry.resource !== undefined);

  constructor(bundle: Tree) {
    this.entries = list(bundle['entry']).map((entry, index) => new BundleEntry(entry, index, this));
    let urls = 0;
    for (const entry of this.entries) {
      const { fullUrl, named } = entry;
      if (fullUrl === undefined) continue;
      urls += 1;
      if (named === undefined) pushTo(this.#byUrl, fullUrl, entry);
      else pushTo(this.#byTail, fullUrl.slice(named.base.length + 1), entry);
    }
    this.haveOwnUrls = this.#byUrl.size + this.#byTail.size === urls;
  }

  /** The entries a reference leads to by the rules: its absolute form against the fullUrls, the version where one is named. */
  targets(reference: string, from: BundleEntry, named = relative(reference)): readonly BundleEntry[] {
    const hash = reference.indexOf('#');
    const bare = hash < 0 ? reference : reference.slice(0, hash);
    const base = named === undefined ? undefined : from.named?.base;
    const versioned = bare.charCodeAt(0) !== LETTER_U && bare.includes('/_history/') ? HISTORY.exec(bare) : null;
    if (versioned === null) return this.#found(bare, base);
    return this.#byVersion.of(this.#found(versioned[1] ?? bare, base), versioned[2]);
  }

  /** The resource a reference leads to: that of the first entry that has one. */
  resourceAt(reference: string, from: BundleEntry): Tree | undefined {
    return this.#withResource.of(this.targets(reference, from), true)[0]?.resource;
  }

  #found(reference: string, base: string | undefined): readonly BundleEntry[] {
    if (base !== undefined) return this.#byBase.of(this.#byTail.get(reference) ?? NONE, base);
    const known = this.#byUrl.get(reference);
    const named = known === undefined ? restful(reference) : undefined;
    if (named === undefined) return known ?? NONE;
    return this.#byBase.of(this.#byTail.get(`${named.type}/${named.id}`) ?? NONE, named.base);
  }

  /** The entry whose `urn:uuid:` fullUrl holds the id that a relative reference names. */
  byUuid({ id }: RelativeReference): BundleEntry | undefined {
    return this.#byUrl.get(`urn:uuid:${id}`)?.[0];
  }

  /** Entries with the type and id a reference names, whatever their fullUrl. */
  namesakes(reference: string): readonly BundleEntry[] {
    const named = relative(reference) ?? restful(reference.split('/_history/', 1)[0] ?? '');
    return named === undefined ? [] : (this.#identities().get(`${named.type}/${named.id}`) ?? []);
  }

  #identities(): ReadonlyMap<string, readonly BundleEntry[]> {
    if (this.#byIdentity !== undefined) return this.#byIdentity;
    this.#byIdentity = new Map();
    for (const entry of this.entries) {
      if (entry.type !== undefined && entry.id !== undefined)
        pushTo(this.#byIdentity, `${entry.type}/${entry.id}`, entry);
    }
    return this.#byIdentity;
  }
}

/** Parts of lists of entries, the same list for the same question: thousands of entries can be asked for by thousands of references. */
class Shared<K> {
  #parts: Map<readonly BundleEntry[], Map<K, BundleEntry[]>> | undefined;

  constructor(readonly keyOf: (entry: BundleEntry) => K) {}

  of(entries: readonly BundleEntry[], key: K): readonly BundleEntry[] {
    const first = entries[0];
    if (first === undefined) return NONE;
    if (entries.length === 1) return this.keyOf(first) === key ? entries : NONE;
    this.#parts ??= new Map();
    let parts = this.#parts.get(entries);
    if (parts === undefined) this.#parts.set(entries, (parts = this.#part(entries)));
    return parts.get(key) ?? NONE;
  }

  #part(entries: readonly BundleEntry[]): Map<K, BundleEntry[]> {
    const parts = new Map<K, BundleEntry[]>();
    for (const entry of entries) pushTo(parts, this.keyOf(entry), entry);
    return parts;
  }
}
