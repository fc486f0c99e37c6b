import { BundleIndex, type BundleEntry } from './rules/bundle-links.js';
import { isNode, type Node } from './shape.js';

/** Entries that are tried before the place of a resource is looked up. */
const NEAR = 32;

/** Finds what references point to: contained resources, entries of the Bundle around them (R4 bundle.html, resolving references), then the caller's resolver. */
export class Resolution {
  /** The entry whose resource was asked about last, and all of them by resource, once that is not enough. */
  #lastHome: BundleEntry | undefined;
  #homes: Map<Node, BundleEntry> | undefined;
  /** Resources of Parameters, with those handed over beside them, by type and id. */
  readonly #beside = new Map<Node, ReadonlyMap<string, Node>>();
  readonly #containers = new Map<Node, Node>();
  readonly #bundles = new Map<Node, BundleIndex>();
  readonly #contained = new Map<Node, ReadonlyMap<unknown, Node>>();
  /** What the caller's resolver gave: one object per reference, so that circles come to an end. */
  readonly #fetched = new Map<string, unknown>();
  #indexed = false;

  constructor(
    readonly root: Node,
    readonly outside: ((reference: string) => unknown) | undefined,
  ) {}

  resolve(reference: string, from: Node): unknown {
    const inside = this.inDocument(reference, from);
    if (inside !== undefined || reference.startsWith('#')) return inside;
    if (this.outside === undefined) return undefined;
    if (!this.#fetched.has(reference)) this.#fetched.set(reference, this.outside(reference));
    return this.#fetched.get(reference);
  }

  inDocument(reference: string, from: Node): Node | undefined {
    if (!this.#indexed) this.#index();
    const container = this.#containers.size === 0 ? from : (this.#containers.get(from) ?? from);
    if (reference.startsWith('#'))
      return reference === '#' ? container : this.#containedIn(container, reference.slice(1));
    const home = this.#homeOf(container);
    if (home === undefined) return this.#beside.get(container)?.get(reference);
    const found = home.within.resourceAt(reference, home);
    const hash = reference.indexOf('#');
    return found === undefined || hash < 0 ? found : this.#containedIn(found, reference.slice(hash + 1));
  }

  /** The entry a resource stands in. They are asked about in their order: it mostly is the last one, or one of the next. */
  #homeOf(resource: Node): BundleEntry | undefined {
    const last = this.#lastHome;
    if (last === undefined) return undefined;
    const { entries } = last.within;
    const end = Math.min(entries.length, last.index + NEAR);
    for (let i = last.index; i < end; i++) {
      const entry = entries[i];
      if (entry?.resource === resource) return (this.#lastHome = entry);
    }
    this.#homes ??= homesIn(this.#bundles.values());
    const home = this.#homes.get(resource);
    if (home !== undefined) this.#lastHome = home;
    return home;
  }

  /** Entries of a Bundle of the document, by what they can be referred to by. */
  bundleIndex(bundle: Node): BundleIndex {
    if (!this.#indexed) this.#index();
    return this.#bundles.get(bundle) ?? new BundleIndex(bundle);
  }

  #containedIn(container: Node, id: string): Node | undefined {
    let byId = this.#contained.get(container);
    if (byId === undefined) this.#contained.set(container, (byId = containedById(container)));
    return byId.get(id);
  }

  #index(): void {
    this.#indexed = true;
    this.#visit(this.root, this.root['resourceType'], 0);
  }

  #visit(resource: Node, type: unknown, depth: number): void {
    if (depth > 20) return;
    const { contained } = resource;
    if (contained !== undefined) this.#contain(resource, list(contained), depth);
    if (type === 'Bundle') {
      const index = new BundleIndex(resource);
      this.#bundles.set(resource, index);
      this.#lastHome ??= index.entries[0];
      for (const entry of index.entries)
        if (entry.resource !== undefined) this.#visit(entry.resource, entry.type, depth + 1);
    } else if (type === 'Parameters') {
      this.#parameters(list(resource['parameter']), new Map(), depth + 1);
    }
  }

  #contain(container: Node, contained: readonly unknown[], depth: number): void {
    for (const inner of contained) {
      if (!isNode(inner)) continue;
      this.#containers.set(inner, container);
      if (inner['resourceType'] === 'Bundle') this.#visit(inner, 'Bundle', depth + 1);
    }
  }

  #parameters(parameters: readonly unknown[], named: Map<string, Node>, depth: number): void {
    for (const parameter of parameters) {
      if (!isNode(parameter) || depth > 20) continue;
      const { resource } = parameter;
      if (isNode(resource)) {
        const { resourceType, id } = resource;
        if (typeof resourceType === 'string' && typeof id === 'string') named.set(`${resourceType}/${id}`, resource);
        this.#beside.set(resource, named);
        this.#visit(resource, resourceType, depth + 1);
      }
      this.#parameters(list(parameter['part']), named, depth + 1);
    }
  }
}

function homesIn(bundles: Iterable<BundleIndex>): Map<Node, BundleEntry> {
  const homes = new Map<Node, BundleEntry>();
  for (const { entries } of bundles)
    for (const entry of entries) if (entry.resource !== undefined) homes.set(entry.resource, entry);
  return homes;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The first of each id. */
function containedById(container: Node): ReadonlyMap<unknown, Node> {
  const byId = new Map<unknown, Node>();
  for (const inner of list(container['contained'])) {
    if (isNode(inner) && !byId.has(inner['id'])) byId.set(inner['id'], inner);
  }
  return byId;
}
