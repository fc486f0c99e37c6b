import { isNode, type Node } from './shape.js';

interface Entry {
  readonly fullUrl: string | undefined;
  readonly bundle: Node;
}

const RESTFUL = /^(https?:\/\/.*?)\/?([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const RELATIVE = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** Finds what references point to: contained resources, entries of the Bundle around them (R4 bundle.html, resolving references), then the caller's resolver. */
export class Resolution {
  readonly #homes = new Map<Node, Entry>();
  readonly #containers = new Map<Node, Node>();
  readonly #byUrl = new Map<Node, Map<string, Node>>();
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
    const container = this.#containers.get(from) ?? from;
    if (reference.startsWith('#')) return reference === '#' ? container : contained(container, reference.slice(1));
    const home = this.#homes.get(container);
    if (home === undefined) return undefined;
    const urls = this.#byUrl.get(home.bundle);
    if (urls === undefined) return undefined;
    const hash = reference.indexOf('#');
    const bare = hash < 0 ? reference : reference.slice(0, hash);
    const found = lookUp(urls, absolute(bare, home.fullUrl)) ?? undefined;
    if (found === undefined || hash < 0) return found;
    return contained(found, reference.slice(hash + 1));
  }

  #index(): void {
    this.#indexed = true;
    this.#visit(this.root, 0);
  }

  #visit(resource: Node, depth: number): void {
    if (depth > 20) return;
    for (const inner of list(resource['contained'])) {
      if (!isNode(inner)) continue;
      this.#containers.set(inner, resource);
      if (inner['resourceType'] === 'Bundle') this.#visit(inner, depth + 1);
    }
    if (resource['resourceType'] === 'Bundle') {
      const urls = new Map<string, Node>();
      this.#byUrl.set(resource, urls);
      for (const entry of list(resource['entry'])) {
        if (!isNode(entry) || !isNode(entry['resource'])) continue;
        const fullUrl = typeof entry['fullUrl'] === 'string' ? entry['fullUrl'] : undefined;
        const target = entry['resource'];
        this.#homes.set(target, { fullUrl, bundle: resource });
        if (fullUrl !== undefined && !urls.has(fullUrl)) urls.set(fullUrl, target);
        this.#visit(target, depth + 1);
      }
    } else if (resource['resourceType'] === 'Parameters') {
      this.#parameters(list(resource['parameter']), depth + 1);
    }
  }

  #parameters(parameters: readonly unknown[], depth: number): void {
    for (const parameter of parameters) {
      if (!isNode(parameter) || depth > 20) continue;
      if (isNode(parameter['resource'])) this.#visit(parameter['resource'], depth + 1);
      this.#parameters(list(parameter['part']), depth + 1);
    }
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function contained(container: Node, id: string): Node | undefined {
  return list(container['contained']).find((inner): inner is Node => isNode(inner) && inner['id'] === id);
}

/** A relative reference is read against the base of its entry's RESTful fullUrl. */
function absolute(reference: string, fullUrl: string | undefined): string {
  if (!RELATIVE.test(reference)) return reference;
  const base = fullUrl === undefined ? undefined : RESTFUL.exec(fullUrl)?.[1];
  return base === undefined ? reference : `${base}/${reference}`;
}

function lookUp(urls: ReadonlyMap<string, Node>, url: string): Node | undefined {
  const direct = urls.get(url);
  if (direct !== undefined) return direct;
  const history = url.indexOf('/_history/');
  if (history < 0) return undefined;
  const found = urls.get(url.slice(0, history));
  const version = url.slice(history + '/_history/'.length);
  const meta = found?.['meta'];
  return isNode(meta) && meta['versionId'] === version ? found : undefined;
}
