import { parseReference } from '../fhir/references.js';
import type { ReferencesFact } from '../model/index.js';
import type { RecordInput } from './input.js';
import type { Node } from './node.js';
import { isNode, nodesAt, textAt, walk } from './node.js';
import { safePath } from './printable.js';
import type { SampledType } from './sample.js';
import { localTarget } from './sample.js';

/** Identifier systems that name a thing nationally: NHS, ODS, professional registers. */
const KNOWN_SYSTEM = /^https:\/\/fhir\.(?:nhs|hl7\.org)\.uk\/Id\/[A-Za-z0-9._-]+$/;

const LOGICAL_KEYS = new Set(['id', 'extension', 'type', 'identifier', 'display', '_display', '_type']);

/** A Reference that names its target by an identifier alone. */
const isLogical = (node: Node): boolean =>
  isNode(node['identifier']) && Object.keys(node).every((key) => LOGICAL_KEYS.has(key));

type Standing = 'resolved' | 'broken' | 'unseen' | 'offOrigin';

interface Literal {
  readonly standing: Standing;
  readonly key: string;
  readonly target: string;
}

class ReferenceCount {
  readonly #literals = new Map<string, Standing>();
  readonly #logical = new Map<string, boolean>();
  readonly #clusters = new Set<string>();
  readonly #brokenBy = new Map<string, { path: string; target: string; count: number }>();

  constructor(
    private readonly held: ReadonlySet<string>,
    private readonly input: RecordInput,
  ) {}

  literal(reference: string, path: string, cluster: string): void {
    const found = this.#read(reference);
    if (found === undefined) return;
    const { key, standing, target } = found;
    const isNew = !this.#literals.has(key);
    this.#literals.set(key, standing);
    if (standing === 'resolved' || standing === 'broken') this.#clusters.add(cluster);
    if (standing !== 'broken' || !isNew) return;
    const place = `${path} ${target}`;
    const entry = this.#brokenBy.get(place) ?? { path: safePath(path), target, count: 0 };
    entry.count++;
    this.#brokenBy.set(place, entry);
  }

  logical(node: Node, cluster: string): void {
    for (const identifier of nodesAt(node, 'identifier')) {
      const system = textAt(identifier, 'system') ?? '';
      const value = textAt(identifier, 'value');
      this.#logical.set(`${system}|${value ?? ''}`, value !== undefined && KNOWN_SYSTEM.test(system));
      this.#clusters.add(cluster);
    }
  }

  #read(reference: string): Literal | undefined {
    const parsed = parseReference(reference);
    switch (parsed.kind) {
      case 'contained':
        return undefined;
      case 'absolute':
        return { key: reference, standing: 'offOrigin', target: 'other' };
      case 'urn':
        return { key: reference, standing: 'broken', target: 'urn' };
      case 'malformed':
        return { key: reference, standing: 'broken', target: 'malformed' };
      case 'rest': {
        const local = localTarget(reference, this.input.base);
        if (local === undefined) return { key: reference, standing: 'offOrigin', target: 'other' };
        if (!this.input.definitions.isResource(parsed.type)) {
          return { key: reference, standing: 'broken', target: 'malformed' };
        }
        const fetched = this.input.fetched?.get(local);
        const seen = this.held.has(local) ? 'resolved' : fetched === 'undecided' ? undefined : fetched;
        return { key: local, standing: seen ?? 'unseen', target: parsed.type };
      }
    }
  }

  fact(): ReferencesFact {
    const count = (standing: Standing): number =>
      [...this.#literals.values()].filter((each) => each === standing).length;
    const known = [...this.#logical.values()].filter(Boolean).length;
    return {
      literal: count('resolved') + count('broken') + count('unseen'),
      resolved: count('resolved'),
      broken: count('broken'),
      notLookedAt: count('unseen'),
      logicalKnown: known,
      logicalUnknown: this.#logical.size - known,
      offOrigin: count('offOrigin'),
      clusters: this.#clusters.size,
      brokenBy: [...this.#brokenBy.values()].sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1)),
    };
  }
}

/** What entries of a Bundle can be named by from within it: such links never leave the record. */
function bundled(resource: Node): ReadonlySet<string> {
  if (resource['resourceType'] !== 'Bundle') return new Set();
  const names = nodesAt(resource, 'entry').flatMap((entry) => {
    const own = nodesAt(entry, 'resource').flatMap((each) => {
      const [type, id] = [textAt(each, 'resourceType'), textAt(each, 'id')];
      return type === undefined || id === undefined ? [] : [`${type}/${id}`];
    });
    return [...own, textAt(entry, 'fullUrl') ?? ''];
  });
  return new Set(names);
}

/** Counts distinct reference targets by whether they are there: in the sample, or as reading them showed. */
export function deriveReferences(types: readonly SampledType[], input: RecordInput): ReferencesFact {
  const held = new Set(types.flatMap(({ type, all }) => all.map((each) => `${type}/${textAt(each, 'id') ?? ''}`)));
  const counted = new ReferenceCount(held, input);
  for (const { resource, cluster } of types.flatMap(({ records }) => records)) {
    const together = bundled(resource);
    for (const { node, path } of walk(resource)) {
      const literal = textAt(node, 'reference');
      if (literal !== undefined && together.has(literal)) continue;
      if (literal !== undefined) counted.literal(literal, path, cluster);
      else if (node['resourceType'] === undefined && isLogical(node)) counted.logical(node, cluster);
    }
  }
  return counted.fact();
}
