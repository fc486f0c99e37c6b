import type { FhirResource } from 'fhir/r4.js';
import { parseCanonical } from '../fhir/references.js';

/** Canonicals of the code systems that supplement another one, by that one's canonical without its version. */
export function supplementsBySystem(resources: readonly FhirResource[]): ReadonlyMap<string, string[]> {
  const table = new Map<string, string[]>();
  for (const resource of resources) {
    if (resource.resourceType !== 'CodeSystem' || typeof resource.supplements !== 'string') continue;
    if (typeof resource.url !== 'string') continue;
    const { url } = parseCanonical(resource.supplements);
    table.set(url, [...(table.get(url) ?? []), resource.url]);
  }
  return table;
}
