import { bundle } from './bundle.js';
import { canonicalUrl } from './canonical-url.js';
import { codeSystem } from './code-system.js';
import { narrative } from './narrative.js';
import { questionnaire } from './questionnaire.js';
import { questionnaireResponse } from './questionnaire-response.js';
import type { ResourceRule } from './rule.js';
import { searchParameter } from './search-parameter.js';
import { structureDefinition } from './structure-definition.js';
import { valueSet } from './value-set.js';

/** Rules about a resource as a whole, in the order they run. */
export const resourceRules: readonly ResourceRule[] = [
  narrative,
  bundle,
  canonicalUrl,
  codeSystem,
  valueSet,
  structureDefinition,
  searchParameter,
  questionnaire,
  questionnaireResponse,
];
