import { bundle } from './bundle.js';
import { capabilityStatement } from './capability-statement.js';
import { canonicalUrl, CANONICAL_RESOURCES } from './canonical-url.js';
import { codeSystem } from './code-system.js';
import { conceptMap } from './concept-map.js';
import { narrative } from './narrative.js';
import { operationDefinition } from './operation-definition.js';
import { questionnaire } from './questionnaire.js';
import { questionnaireResponse } from './questionnaire-response.js';
import type { ResourceRule } from './rule.js';
import { searchParameter } from './search-parameter.js';
import { structureDefinition } from './structure-definition.js';
import { valueSet } from './value-set.js';

const NONE: readonly ResourceRule[] = [];

/** Rules of single types. */
const BY_TYPE: ReadonlyMap<string, readonly ResourceRule[]> = new Map<string, readonly ResourceRule[]>([
  ...[...CANONICAL_RESOURCES].map((type) => [type, [canonicalUrl]] as const),
  ['Bundle', [bundle]],
  ['CapabilityStatement', [canonicalUrl, capabilityStatement]],
  ['CodeSystem', [canonicalUrl, codeSystem]],
  ['ConceptMap', [canonicalUrl, conceptMap]],
  ['ValueSet', [canonicalUrl, valueSet]],
  ['StructureDefinition', [canonicalUrl, structureDefinition]],
  ['SearchParameter', [canonicalUrl, searchParameter]],
  ['OperationDefinition', [canonicalUrl, operationDefinition]],
  ['Questionnaire', [canonicalUrl, questionnaire]],
  ['QuestionnaireResponse', [questionnaireResponse]],
  ['Composition', [narrative]],
]);

const NARRATIVE: readonly ResourceRule[] = [narrative];
const WITH_NARRATIVE: ReadonlyMap<string, readonly ResourceRule[]> = new Map(
  [...BY_TYPE].map(([type, rules]) => [type, rules.includes(narrative) ? rules : [narrative, ...rules]]),
);

/** The rules about a resource as a whole that can have something to say, in the order they run. */
export const rulesFor = (type: string, hasNarrative: boolean): readonly ResourceRule[] =>
  hasNarrative ? (WITH_NARRATIVE.get(type) ?? NARRATIVE) : (BY_TYPE.get(type) ?? NONE);
