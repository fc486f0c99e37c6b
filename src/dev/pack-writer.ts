import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FhirResource } from 'fhir/r4.js';
import { Catalogue } from '../definitions/pack/catalogue.js';
import { dataFile, headerFile, type Entry, type PackHeader, type Slice } from '../definitions/pack/format.js';
import { supplementsBySystem } from '../definitions/supplements.js';
import { plainUkCoreProfiles } from '../definitions/uk-core.js';
import type { PackSource } from './facts/pack-files.js';

/** Writes definitions as a data file with tables by canonical, and the small header that opens it. Returns the size in bytes. */
export function writePacked(
  folder: string,
  id: string,
  source: PackSource,
  resources: readonly FhirResource[],
): number {
  const chunks: Buffer[] = [];
  let size = 0;
  const append = (value: unknown): Slice => appendText(JSON.stringify(value));
  const appendText = (text: string): Slice => {
    const chunk = Buffer.from(text);
    chunks.push(chunk);
    const slice: Slice = [size, chunk.length];
    size += chunk.length;
    return slice;
  };

  const tables = new Map<string, Record<string, Entry>>();
  for (const resource of resources) {
    const slice = append(resource);
    const table = tables.get(resource.resourceType) ?? {};
    tables.set(resource.resourceType, table);
    const { url, version = '' } = resource as { readonly url?: string; readonly version?: string };
    if (url === undefined || Object.hasOwn(table, url))
      throw new Error(`${id} holds ${String(url)} without canonical or twice`);
    table[url] = version === source.version ? { slice } : { slice, version };
  }
  const header: PackHeader = {
    name: source.name,
    version: source.version,
    kinds: Object.fromEntries([...tables].map(([kind, table]) => [kind, appendText(Catalogue.write(table))])),
    searchParameters: append(searchParametersByBase(resources)),
    supplements: append(Object.fromEntries(supplementsBySystem(resources))),
    ukCoreProfiles: append(Object.fromEntries(plainUkCoreProfiles(resources))),
    resourceTypes: resources.flatMap(concreteType),
  };
  mkdirSync(folder, { recursive: true });
  replaceFile(join(folder, dataFile(id)), Buffer.concat(chunks));
  replaceFile(join(folder, headerFile(id)), JSON.stringify(header));
  return size;
}

/** Whole or not at all: a process that reads while a build runs never meets half a file. */
function replaceFile(path: string, content: string | Buffer): void {
  const made = `${path}.${process.pid}`;
  writeFileSync(made, content);
  renameSync(made, path);
}

const concreteType = (resource: FhirResource): readonly string[] =>
  resource.resourceType === 'StructureDefinition' &&
  resource.kind === 'resource' &&
  resource.derivation === 'specialization' &&
  !resource.abstract
    ? [resource.type]
    : [];

function searchParametersByBase(resources: readonly FhirResource[]): Record<string, string[]> {
  const table: Record<string, string[]> = {};
  for (const resource of resources) {
    if (resource.resourceType !== 'SearchParameter') continue;
    for (const base of resource.base) (table[base] ??= []).push(resource.url);
  }
  return table;
}
