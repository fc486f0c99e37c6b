import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ElementDefinition, FhirResource, StructureDefinition } from 'fhir/r4.js';
import { openDefinitions } from '../definitions/index.js';

const MAX_VALUE_SET = 'http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet';
const PLAIN = [
  'id',
  'path',
  'min',
  'max',
  'sliceName',
  'mustSupport',
  'isModifier',
  'contentReference',
  'maxLength',
] as const;

/** The facts of a snapshot's element: no prose, no bookkeeping. */
function factsOf(element: ElementDefinition): Record<string, unknown> {
  const { slicing, type, binding, constraint } = element;
  const maxValueSet = binding?.extension?.find((extension) => extension.url === MAX_VALUE_SET)?.valueCanonical;
  const values = Object.entries(element).filter(([key]) => /^(?:fixed|pattern|minValue|maxValue)[A-Z]/.test(key));
  return {
    ...Object.fromEntries(PLAIN.map((key) => [key, element[key]])),
    ...Object.fromEntries(values),
    slicing: slicing && { discriminator: slicing.discriminator, rules: slicing.rules, ordered: slicing.ordered },
    type: type?.map(({ code, profile, targetProfile, aggregation }) => ({ code, profile, targetProfile, aggregation })),
    binding: binding && { strength: binding.strength, valueSet: binding.valueSet, maxValueSet },
    constraints: constraint?.map(({ key, severity }) => `${key}:${severity}`),
  };
}

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
    const elements = definitions.structure(url)?.snapshot?.element.map(factsOf);
    return elements ? [JSON.stringify({ url, version, elements })] : [];
  });
  writeFileSync(values.out, lines.map((line) => `${line}\n`).join(''));
  console.log(`${lines.length} snapshots`);
  for (const { profile, element = '', code, message } of definitions.problems ?? []) {
    console.error(`${profile} ${element}: ${code}: ${message}`);
  }
}
