import type { Tree } from './ask.js';

/** Questionnaires and responses in few words. */
export const URL = 'http://example.org/Questionnaire/q';
export const q = (...item: readonly Tree[]): Tree => ({
  resourceType: 'Questionnaire',
  url: URL,
  status: 'active',
  item,
});
export const r = (...item: readonly Tree[]): Tree => ({
  resourceType: 'QuestionnaireResponse',
  questionnaire: URL,
  status: 'completed',
  item,
});
export const answer = (linkId: string, ...answers: readonly Tree[]): Tree => ({ linkId, answer: answers });
export const when = (question: string, operator: string, value: Tree): Tree => ({
  enableWhen: [{ question, operator, ...value }],
});
export const extension = (url: string, value: Tree): Tree => ({
  extension: [{ url: `http://hl7.org/fhir/StructureDefinition/${url}`, ...value }],
});
export const yes: Tree = { valueBoolean: true };
export const no: Tree = { valueBoolean: false };
export const one = (type: string, more: Tree = {}): Tree => q({ linkId: '1', type, ...more });
export const ITEM = 'QuestionnaireResponse.item[0]';
export const VALUE = `${ITEM}.answer[0].value`;
const UCUM = 'http://unitsofmeasure.org';
export const ucum = (value: number, code: string): Tree => ({ value, code, system: UCUM });
