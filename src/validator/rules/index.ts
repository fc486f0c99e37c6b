import { bundle } from './bundle.js';
import { canonicalUrl, CANONICAL_RESOURCES } from './canonical-url.js';
import { codeSystem } from './code-system.js';
import { narrative } from './narrative.js';
import { questionnaire } from './questionnaire.js';
import { questionnaireResponse } from './questionnaire-response.js';
import type { ResourceRule } from './rule.js';
import { searchParameter } from './search-parameter.js';
import { structureDefinition } from './structure-definition.js';
import { text } from './tree.js';
import { valueSet } from './value-set.js';

/** Rules of single types. */
const BY_TYPE: ReadonlyMap<unknown, readonly ResourceRule[]> = new Map<unknown, readonly ResourceRule[]>([
  ...[...CANONICAL_RESOURCES].map((type) => [type, [canonicalUrl]] as const),
  ['Bundle', [bundle]],
  ['CodeSystem', [canonicalUrl, codeSystem]],
  ['ValueSet', [canonicalUrl, valueSet]],
  ['StructureDefinition', [canonicalUrl, structureDefinition]],
  ['SearchParameter', [canonicalUrl, searchParameter]],
  ['Questionnaire', [canonicalUrl, questionnaire]],
  ['QuestionnaireResponse', [questionnaireResponse]],
]);

const byType: ResourceRule = (resource, at, context) => {
  for (const rule of BY_TYPE.get(text(resource['resourceType'])) ?? []) rule(resource, at, context);
};

/** Rules about a resource as a whole, in the order they run. */
export const resourceRules: readonly ResourceRule[] = [narrative, byType];
