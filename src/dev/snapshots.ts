import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FhirResource, StructureDefinition } from 'fhir/r4.js';
import { openDefinitions } from '../definitions/index.js';
import { snapshotFacts } from './snapshot-facts.js';

const isDefinition = (resource: FhirResource): resource is StructureDefinition =>
  resource.resourceType === 'StructureDefinition';

function readResources(folder: string): FhirResource[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !file.startsWith('.') && file !== 'package.json')
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as FhirResource);
}

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined || values.out === undefined) {
  console.error('usage: npm run snapshots -- <package folder> --out <snapshots.ndjson>');
  process.exitCode = 2;
} else {
  const resources = readResources(folder);
  const definitions = openDefinitions({ ukCore: 'none', resources });
  const lines = resources.filter(isDefinition).flatMap(({ url, version }) => {
    const elements = definitions.structure(url)?.snapshot?.element.map(snapshotFacts);
    return elements ? [JSON.stringify({ url, version, elements })] : [];
  });
  writeFileSync(values.out, lines.map((line) => `${line}\n`).join(''));
  console.log(`${lines.length} snapshots`);
  for (const { profile, element = '', code, message } of definitions.problems ?? []) {
    console.error(`${profile} ${element}: ${code}: ${message}`);
  }
}
