import type { ResourceRule } from './rule.js';
import { text } from './tree.js';
import { ABSOLUTE } from '../urls.js';

/** R4 resources with a canonical URL. */
export const CANONICAL_RESOURCES: ReadonlySet<string> = new Set(
  (
    'ActivityDefinition CapabilityStatement ChargeItemDefinition CodeSystem CompartmentDefinition ConceptMap EffectEvidenceSynthesis ' +
    'EventDefinition Evidence EvidenceVariable ExampleScenario GraphDefinition ImplementationGuide Library Measure MessageDefinition ' +
    'OperationDefinition PlanDefinition Questionnaire ResearchDefinition ResearchElementDefinition RiskEvidenceSynthesis ' +
    'SearchParameter StructureDefinition StructureMap TerminologyCapabilities TestScript ValueSet'
  ).split(' '),
);

/** The canonical URL of a definition is absolute (R4 resource.html#canonical). */
export const canonicalUrl: ResourceRule = (resource, at, context) => {
  const url = text(resource['url']);
  if (url === undefined || ABSOLUTE.test(url) || !CANONICAL_RESOURCES.has(text(resource['resourceType']) ?? '')) return;
  context.report('canonical-url-relative', 'error', `${at}.url`);
};
