import { readdirSync, readFileSync } from 'node:fs';
import type { CodeSystem, FhirResource, ValueSet } from 'fhir/r4.js';
import type { TerminologyDefinitions } from '../../src/terminology/index.js';
import { sharedPath } from '../support/shared.js';

/** Definitions over plain resources, later ones first, canonicals with or without a version. */
export function hold(...resources: readonly FhirResource[]): TerminologyDefinitions {
  const valueSets = new Map<string, ValueSet>();
  const codeSystems = new Map<string, CodeSystem>();
  const supplements: CodeSystem[] = [];
  for (const resource of resources) {
    if (resource.resourceType === 'ValueSet') {
      valueSets.set(resource.url ?? '', resource);
      valueSets.set(`${resource.url ?? ''}|${resource.version ?? ''}`, resource);
    } else if (resource.resourceType === 'CodeSystem') {
      if (resource.content === 'supplement') supplements.push(resource);
      else {
        codeSystems.set(resource.url ?? '', resource);
        codeSystems.set(`${resource.url ?? ''}|${resource.version ?? ''}`, resource);
      }
    }
  }
  return {
    valueSet: (canonical) => valueSets.get(canonical),
    codeSystem: (canonical) => codeSystems.get(canonical),
    supplements: (url) => supplements.filter((each) => each.supplements === url),
  };
}

const parse = (text: string): FhirResource => JSON.parse(text) as FhirResource;

export const r4Resources = (): readonly FhirResource[] =>
  ['CodeSystem', 'ValueSet'].flatMap((kind) =>
    readFileSync(sharedPath('fhir-r4', '4.0.1', `${kind}.ndjson`), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(parse),
  );

export function ukCoreResources(version: string): readonly FhirResource[] {
  const folder = sharedPath('uk-core', version, 'package');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => parse(readFileSync(`${folder}/${name}`, 'utf8')));
}
