import { describe, expect, it } from 'vitest';
import { questionnaireResponse } from '../../../src/validator/rules/questionnaire-response.js';
import { ask, type Tree } from './ask.js';
import { answer, q, r, ucum, when } from './questionnaires.js';

/** Condition, answer, and whether the item is enabled by it; undefined where that is left open. */
const CONDITIONS: readonly (readonly [string, string, Tree, Tree, boolean | undefined])[] = [
  ['choice', '=', { answerCoding: { code: 'a' } }, { valueCoding: { system: 's', code: 'a' } }, true],
  ['choice', '=', { answerCoding: { system: 't', code: 'a' } }, { valueCoding: { system: 's', code: 'a' } }, false],
  ['choice', '!=', { answerCoding: { system: 's', code: 'a' } }, { valueCoding: { system: 's', code: 'b' } }, true],
  ['quantity', '>', { answerQuantity: ucum(1, 'kg') }, { valueQuantity: ucum(2000, 'g') }, true],
  ['quantity', '=', { answerQuantity: ucum(1, 'kg') }, { valueQuantity: ucum(1000, 'g') }, true],
  ['quantity', '>', { answerQuantity: { value: 1 } }, { valueQuantity: ucum(2, 'kg') }, true],
  ['quantity', '>', { answerQuantity: ucum(1, 'kg') }, { valueQuantity: ucum(2, 'm') }, undefined],
  ['dateTime', '=', { answerDateTime: '2020-01-01T10:00:00Z' }, { valueDateTime: '2020-01-01T11:00:00+01:00' }, true],
  ['date', '<', { answerDate: '2020-06' }, { valueDate: '2019' }, true],
  ['date', '<', { answerDate: '2020-06' }, { valueDate: '2020' }, undefined],
  ['string', '>', { answerString: '10' }, { valueString: '9' }, true],
  ['open-choice', '=', { answerCoding: { code: 'a' } }, { valueString: 'a' }, false],
];

describe('Conditions', () => {
  it.each(CONDITIONS)('%s %s %j met by %j: %s', (type, operator, wanted, given, enabled) => {
    const questions = q(
      { linkId: '1', type },
      { linkId: '2', type: 'string', required: true, ...when('1', operator, wanted) },
    );
    const answered = ask(questionnaireResponse, r(answer('1', given), answer('2', { valueString: 'x' })), {
      held: [questions],
    });
    const left = ask(questionnaireResponse, r(answer('1', given)), { held: [questions] });
    expect(answered.some((said) => said.includes('not-enabled'))).toBe(enabled === false);
    expect(left.some((said) => said.includes('answer-missing'))).toBe(enabled === true);
  });
});
