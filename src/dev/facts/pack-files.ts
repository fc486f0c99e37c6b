import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Conformance } from './facts.js';

/** Where a pack comes from; `pack.json` beside the facts. */
export interface PackSource {
  readonly name: string;
  readonly version: string;
  readonly fhirVersions: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

const LISTS_BY_LINE = 3;

/** JSON with an item of a list a line, three levels down: one changed element is one changed line in a review. */
function formatFacts(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null || depth > LISTS_BY_LINE) return JSON.stringify(value);
  if (Array.isArray(value)) {
    if (value.length === 0 || typeof value[0] !== 'object') return JSON.stringify(value);
    return `[\n${value.map((item) => formatFacts(item, depth + 1)).join(',\n')}\n]`;
  }
  const parts = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${formatFacts(part, depth + 1)}`);
  return `{${parts.join(',')}}`;
}

/** Writes a pack: one JSON file per kind of resource, in the order of canonicals, and `pack.json`. Returns the counts by kind. */
export function writePack(folder: string, source: PackSource, resources: readonly Conformance[]): Map<string, number> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pack.json'), `${JSON.stringify(source, null, 2)}\n`);
  const counts = new Map<string, number>();
  for (const [kind, group] of groupByKind(resources)) {
    const sorted = group.toSorted((a, b) => (a.url < b.url ? -1 : 1));
    writeFileSync(join(folder, `${kind}.json`), `${formatFacts(sorted)}\n`);
    counts.set(kind, sorted.length);
  }
  return counts;
}

function groupByKind(resources: readonly Conformance[]): Map<string, Conformance[]> {
  const groups = new Map<string, Conformance[]>();
  for (const resource of resources) {
    const group = groups.get(resource.resourceType);
    if (group) group.push(resource);
    else groups.set(resource.resourceType, [resource]);
  }
  return groups;
}

/** Reads a pack back. */
export function readPack(folder: string): { source: PackSource; resources: Conformance[] } {
  const source = JSON.parse(readFileSync(join(folder, 'pack.json'), 'utf8')) as PackSource;
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'pack.json');
  const resources = files
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Conformance[]);
  return { source, resources };
}
