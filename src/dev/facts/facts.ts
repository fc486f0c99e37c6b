import { dropOtherExtensions, keepFacts } from './allowed.js';
import { ELEMENT_VALUES, FACTS } from './shapes.js';
import { dropSnomedTerms } from './snomed-terms.js';

/** A conformance resource as plain data. */
export type Conformance = Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly url: string };

/**
 * The machine-checkable facts of a conformance resource: no prose, no stored expansion, no SNOMED CT terms.
 * Undefined for kinds that no rule of ours reads.
 */
export function factsOf(resource: Conformance): Conformance | undefined {
  const shape = FACTS[resource.resourceType];
  if (shape === undefined) return undefined;
  const prefixes = resource.resourceType === 'StructureDefinition' ? ELEMENT_VALUES : [];
  const facts = structuredClone(keepFacts(resource, shape, prefixes)) as Conformance;
  dropOtherExtensions(facts);
  dropSnomedTerms(facts);
  return facts;
}
