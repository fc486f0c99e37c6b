import { describe, expect, it } from 'vitest';
import { questionnaire } from '../../../src/validator/rules/questionnaire.js';
import { ask, type Tree } from './ask.js';
import { extension, q, when } from './questionnaires.js';

describe('Questionnaires', () => {
  it.each<[string, Tree, readonly string[]]>([
    [
      'a condition on an earlier question',
      q({ linkId: '1', type: 'boolean' }, { linkId: '2', type: 'string', ...when('1', '=', { answerBoolean: true }) }),
      [],
    ],
    [
      'a condition on no question',
      q({ linkId: '1', type: 'string', ...when('9', 'exists', { answerBoolean: true }) }),
      ['error questionnaire-enable-when-unknown Questionnaire.item[0].enableWhen[0]'],
    ],
    [
      'a condition on an inner question',
      q({
        linkId: '1',
        type: 'group',
        ...when('2', '=', { answerBoolean: true }),
        item: [{ linkId: '2', type: 'boolean' }],
      }),
      ['error questionnaire-enable-when-inner Questionnaire.item[0]'],
    ],
    [
      'a condition on a later question',
      q({ linkId: '1', type: 'string', ...when('2', '=', { answerBoolean: true }) }, { linkId: '2', type: 'boolean' }),
      ['warning questionnaire-enable-when-later Questionnaire.item[0].enableWhen[0]'],
    ],
    [
      'a condition of the wrong type',
      q({ linkId: '1', type: 'boolean' }, { linkId: '2', type: 'string', ...when('1', '=', { answerString: 'x' }) }),
      ['warning questionnaire-enable-when-type Questionnaire.item[1].enableWhen[0]'],
    ],
    [
      'a condition on an answer to a group',
      q({ linkId: '1', type: 'group' }, { linkId: '2', type: 'string', ...when('1', '=', { answerString: 'x' }) }),
      ['warning questionnaire-enable-when-type Questionnaire.item[1].enableWhen[0]'],
    ],
    [
      'an initial value of the wrong type',
      q({ linkId: '1', type: 'integer', initial: [{ valueString: 'x' }] }),
      ['error questionnaire-value-type Questionnaire.item[0].initial[0]'],
    ],
    [
      'an option of the wrong type',
      q({ linkId: '1', type: 'date', answerOption: [{ valueString: 'x' }] }),
      ['error questionnaire-value-type Questionnaire.item[0].answerOption[0]'],
    ],
    [
      'two conditions, and no word on how they combine',
      q(
        { linkId: '1', type: 'boolean' },
        {
          linkId: '2',
          type: 'string',
          enableWhen: [
            { question: '1', operator: '=', answerBoolean: true },
            { question: '1', operator: 'exists', answerBoolean: true },
          ],
        },
      ),
      ['error questionnaire-enable-behavior Questionnaire.item[1]'],
    ],
    ['a choice between dates', q({ linkId: '1', type: 'choice', answerOption: [{ valueDate: '2020' }] }), []],
  ])('%s', (_name, resource, said) => {
    expect(ask(questionnaire, resource)).toEqual(said);
  });
});

describe('Questionnaires derived from others', () => {
  const BASE = 'http://example.org/Questionnaire/base';
  const base = {
    ...q({ linkId: '1', type: 'choice', required: true, maxLength: 5, answerOption: [{ valueString: 'a' }] }),
    url: BASE,
  };
  const derived = (code: string, ...item: readonly Tree[]): Tree => ({
    ...q(...item),
    derivedFrom: [BASE],
    _derivedFrom: [extension('questionnaire-derivationType', { valueCoding: { code } })],
  });
  const option = { answerOption: [{ valueString: 'a' }] };
  it.each<[string, Tree, readonly string[]]>([
    ['the same item', derived('extends', { linkId: '1', type: 'choice', maxLength: 5, ...option }), []],
    ['a wider one that is only inspired by it', derived('inspiredBy', { linkId: '1', type: 'string' }), []],
    ['another type', derived('extends', { linkId: '1', type: 'open-choice', maxLength: 5, ...option }), ['.type']],
    [
      'one that repeats',
      derived('extends', { linkId: '1', type: 'choice', repeats: true, maxLength: 5, ...option }),
      ['.repeats'],
    ],
    [
      'one not required',
      derived('extends', { linkId: '1', type: 'choice', required: false, maxLength: 5, ...option }),
      ['.required'],
    ],
    ['one with longer answers', derived('extends', { linkId: '1', type: 'choice', ...option }), ['']],
    [
      'a new option',
      derived('extends', { linkId: '1', type: 'choice', maxLength: 5, answerOption: [{ valueString: 'b' }] }),
      ['.answerOption[0]'],
    ],
    ['no options', derived('extends', { linkId: '1', type: 'choice', maxLength: 5 }), ['']],
    [
      'a value set for options',
      derived('extends', { linkId: '1', type: 'choice', maxLength: 5, answerValueSet: 'http://v' }),
      [''],
    ],
    ['a new item where it extends', derived('extends', { linkId: '2', type: 'string' }), []],
    ['a new item where it complies', derived('compliesWith', { linkId: '2', type: 'string' }), ['']],
  ])('%s', (_name, resource, said) => {
    expect(ask(questionnaire, resource, { held: [base] })).toEqual(
      said.map((at) => `error questionnaire-derivation Questionnaire.item[0]${at}`),
    );
  });
});
