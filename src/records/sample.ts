import { parseReference } from '../fhir/references.js';
import type { Share } from '../model/index.js';
import type { Node } from './node.js';
import { isNode, nodesAt, textAt } from './node.js';

/** Records of one type as drawn. */
export interface RecordSample {
  readonly type: string;
  readonly resources: readonly unknown[];
  /** The server's total, where it gives one. */
  readonly population?: number;
}

/** A record with the subject it counts under. */
export interface Sampled {
  readonly resource: Node;
  readonly cluster: string;
}

/** The records of one type, exact duplicates counted once. */
export interface SampledType {
  readonly type: string;
  readonly all: readonly Node[];
  readonly records: readonly Sampled[];
  readonly duplicates: number;
  readonly population?: number;
}

/**
 * The size of the set that a share over the records of some types stands for. What was counted in complete samples is complete itself;
 * where each record is one unit it is the server's total; else it is unknown.
 * @param leftOut units that could not be judged: they belong to the set
 */
export function withPopulation(counted: Share, types: readonly SampledType[], leftOut = 0): Share {
  const held = types.filter(({ records }) => records.length > 0);
  const isComplete = held.every(({ all, population }) => population !== undefined && all.length >= population);
  if (isComplete && held.length > 0) return { ...counted, population: counted.n + leftOut };
  const [only, ...rest] = held;
  const perRecord = only?.population !== undefined && rest.length === 0 && only.records.length === counted.n + leftOut;
  return perRecord ? { ...counted, population: only.population } : counted;
}

const SUBJECTS = ['patient', 'subject', 'beneficiary', 'for', 'individual'] as const;

/** `Type/id` of a relative reference, or of an absolute one below `base`; undefined for all others. */
export function localTarget(reference: string, base: string | undefined): string | undefined {
  const parsed = parseReference(reference);
  if (parsed.kind !== 'rest') return undefined;
  if (parsed.base !== undefined && parsed.base !== rootOf(base)) return undefined;
  return `${parsed.type}/${parsed.id}`;
}

export const rootOf = (base: string | undefined): string | undefined => base && `${base.replace(/\/+$/, '')}/`;

function subjectOf(resource: Node, base: string | undefined): string | undefined {
  for (const name of SUBJECTS) {
    for (const reference of nodesAt(resource, name)) {
      const literal = textAt(reference, 'reference');
      if (literal !== undefined && !literal.startsWith('#')) return localTarget(literal, base) ?? literal;
      for (const identifier of nodesAt(reference, 'identifier')) {
        const value = textAt(identifier, 'value');
        if (value !== undefined) return `${textAt(identifier, 'system') ?? ''}|${value}`;
      }
    }
  }
  return undefined;
}

/** `Type/id`. */
export const nameOf = (resource: Node): string =>
  `${textAt(resource, 'resourceType') ?? ''}/${textAt(resource, 'id') ?? ''}`;

/** JSON with sorted keys and without id, meta and text of the resource: equal for records that say the same. */
function contentOf(resource: Node): string {
  const { id: _id, meta: _meta, text: _text, ...content } = resource;
  return JSON.stringify(content, (_, value: unknown) =>
    isNode(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}

/** A record drawn twice, or in two versions, is one: the last drawn stands. */
function onePerId(resources: readonly Node[]): readonly Node[] {
  const kept = new Map<string, Node>();
  resources.forEach((resource, index) => kept.set(textAt(resource, 'id') ?? `#${index}`, resource));
  return [...kept.values()];
}

/** Groups samples by type, drops what is no resource of that type, and counts exact duplicates once. */
export function prepareSamples(samples: readonly RecordSample[], base: string | undefined): readonly SampledType[] {
  return samples.map(({ type, resources, population }) => {
    const all = onePerId(resources.filter(isNode).filter((resource) => resource['resourceType'] === type));
    const seen = new Set<string>();
    const records: Sampled[] = [];
    all.forEach((resource, index) => {
      const content = contentOf(resource);
      if (seen.has(content)) return;
      seen.add(content);
      const own = `${type}/${textAt(resource, 'id') ?? `#${index}`}`;
      records.push({ resource, cluster: type === 'Patient' ? own : (subjectOf(resource, base) ?? own) });
    });
    return {
      type,
      all,
      records,
      duplicates: all.length - records.length,
      ...(population === undefined ? {} : { population }),
    };
  });
}
