import type { FhirResource } from 'fhir/r4.js';

const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-';

/** Whether resources carry UK Core, so that they take the place of the pack. */
export const carriesUkCore = (resources: readonly FhirResource[]): boolean =>
  resources.some((resource) => resource.resourceType === 'StructureDefinition' && isUkCore(resource.url));

const isUkCore = (url: unknown): boolean => typeof url === 'string' && url.startsWith(UK_CORE);

/**
 * The UK Core profile that applies to each resource type by default: of those made straight from the R4 type the one with the
 * shortest canonical, so that `UKCore-Observation` stands for `UKCore-Observation-Lab` too.
 */
export function plainUkCoreProfiles(resources: readonly FhirResource[]): ReadonlyMap<string, string> {
  const profiles = new Map<string, string>();
  for (const resource of resources) {
    if (resource.resourceType !== 'StructureDefinition' || !isUkCore(resource.url)) continue;
    if (resource.kind !== 'resource' || resource.derivation !== 'constraint') continue;
    if (resource.baseDefinition !== `http://hl7.org/fhir/StructureDefinition/${resource.type}`) continue;
    const other = profiles.get(resource.type);
    if (other === undefined || resource.url.length < other.length) profiles.set(resource.type, resource.url);
  }
  return profiles;
}
