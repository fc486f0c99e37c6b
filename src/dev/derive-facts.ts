import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { factsOf, type Conformance } from './facts/facts.js';
import { writePack, type PackSource } from './facts/pack-files.js';

const isConformance = (value: unknown): value is Conformance =>
  typeof value === 'object' && value !== null && 'resourceType' in value && 'url' in value;

/** The conformance resources of a package folder (`*.json`) or of a folder of NDJSON files. */
function readSource(folder: string): { source: PackSource; resources: Conformance[] } {
  const resources: Conformance[] = [];
  let manifest: PackSource | undefined;
  for (const file of readdirSync(folder).toSorted()) {
    const text = file.endsWith('json') ? readFileSync(join(folder, file), 'utf8') : '';
    if (file === 'package.json') manifest = JSON.parse(text) as PackSource;
    else if (file.endsWith('.ndjson')) resources.push(...linesOf(text).filter(isConformance));
    else if (file.endsWith('.json')) resources.push(...[JSON.parse(text) as unknown].filter(isConformance));
  }
  return { source: sourceOf(manifest, resources), resources };
}

const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);

function sourceOf(manifest: PackSource | undefined, resources: readonly Conformance[]): PackSource {
  if (manifest) {
    const { name, version, fhirVersions, dependencies } = manifest;
    return { name, version, fhirVersions, ...(dependencies ? { dependencies } : {}) };
  }
  const version = String(resources.find((resource) => resource['fhirVersion'] !== undefined)?.['fhirVersion']);
  return { name: 'hl7.fhir.r4.core', version, fhirVersions: [version] };
}

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined || values.out === undefined) {
  console.error('usage: npm run derive -- <R4 NDJSON folder | official package folder> --out <profiles/...>');
  process.exitCode = 2;
} else {
  const { source, resources } = readSource(folder);
  const facts = resources.map(factsOf).filter((resource) => resource !== undefined);
  const counts = writePack(values.out, source, facts);
  for (const [kind, count] of counts) console.log(`${kind}: ${count}`);
}
