import { bundle } from './bundle.js';
import { narrative } from './narrative.js';
import { questionnaire } from './questionnaire.js';
import { questionnaireResponse } from './questionnaire-response.js';
import type { ResourceRule } from './rule.js';

/** Rules about a resource as a whole, in the order they run. */
export const resourceRules: readonly ResourceRule[] = [narrative, bundle, questionnaire, questionnaireResponse];
