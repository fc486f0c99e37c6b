import { describe, expect, it } from 'vitest';
import { questionnaire } from '../../../src/validator/rules/questionnaire.js';
import { questionnaireResponse } from '../../../src/validator/rules/questionnaire-response.js';
import { ask, type Tree } from './ask.js';

const URL = 'http://example.org/Questionnaire/q';
const q = (...item: readonly Tree[]): Tree => ({ resourceType: 'Questionnaire', url: URL, status: 'active', item });
const r = (...item: readonly Tree[]): Tree => ({
  resourceType: 'QuestionnaireResponse',
  questionnaire: URL,
  status: 'completed',
  item,
});
const answer = (linkId: string, ...answers: readonly Tree[]): Tree => ({ linkId, answer: answers });
const when = (question: string, operator: string, value: Tree): Tree => ({
  enableWhen: [{ question, operator, ...value }],
});
const extension = (url: string, value: Tree): Tree => ({
  extension: [{ url: `http://hl7.org/fhir/StructureDefinition/${url}`, ...value }],
});
const yes: Tree = { valueBoolean: true };
const no: Tree = { valueBoolean: false };

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
      ['error questionnaire-enable-when-type Questionnaire.item[1].enableWhen[0]'],
    ],
    [
      'a condition on an answer to a group',
      q({ linkId: '1', type: 'group' }, { linkId: '2', type: 'string', ...when('1', '=', { answerString: 'x' }) }),
      ['error questionnaire-enable-when-type Questionnaire.item[1].enableWhen[0]'],
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
    ['a choice between dates', q({ linkId: '1', type: 'choice', answerOption: [{ valueDate: '2020' }] }), []],
  ])('%s', (_name, resource, said) => {
    expect(ask(questionnaire, resource)).toEqual(said);
  });
});

const ITEM = 'QuestionnaireResponse.item[0]';
const VALUE = `${ITEM}.answer[0].value`;
const YES_OR_NO = q(
  { linkId: '1', type: 'boolean' },
  { linkId: '2', type: 'string', required: true, ...when('1', '=', { answerBoolean: true }) },
);
const GROUP = q({
  linkId: 'g',
  type: 'group',
  repeats: true,
  item: [
    { linkId: 'a', type: 'boolean' },
    { linkId: 'b', type: 'string', ...when('a', '=', { answerBoolean: true }) },
  ],
});
const CODES = q({
  linkId: '1',
  type: 'choice',
  repeats: true,
  answerOption: [
    { valueCoding: { system: 's', code: 'a' } },
    { valueCoding: { system: 's', code: 'z' }, ...extension('questionnaire-optionExclusive', yes) },
  ],
});
const group = (...item: readonly Tree[]): Tree => ({ linkId: 'g', item });
const one = (type: string, more: Tree = {}): Tree => q({ linkId: '1', type, ...more });

const RESPONSES: readonly (readonly [string, Tree, Tree, readonly string[]])[] = [
  ['the right type', one('string'), r(answer('1', { valueString: 'x' })), []],
  [
    'the wrong type',
    one('integer'),
    r(answer('1', { valueString: 'x' })),
    [`error response-answer-type ${VALUE}.ofType(string)`],
  ],
  ['a url', one('url'), r(answer('1', { valueUri: 'http://x' })), []],
  [
    'a required answer missing',
    one('string', { required: true }),
    r(),
    ['error response-answer-missing QuestionnaireResponse'],
  ],
  [
    'a required answer left empty',
    one('string', { required: true }),
    r({ linkId: '1' }),
    [`error response-answer-missing ${ITEM}`],
  ],
  ['a required answer still to come', one('string', { required: true }), { ...r(), status: 'in-progress' }, []],
  ['an unknown item', one('string'), r({ linkId: '9' }), ['error response-item-unknown QuestionnaireResponse']],
  [
    'an item with its own text',
    q({ linkId: '1', type: 'boolean', text: 'Is it?' }),
    r({ ...answer('1', yes), text: 'Is it?' }),
    [],
  ],
  [
    'an item with another text',
    q({ linkId: '1', type: 'boolean', text: 'Is it?' }),
    r({ ...answer('1', yes), text: 'Is it not?' }),
    [`error response-item-text ${ITEM}`],
  ],
  ['an item in the wrong place', GROUP, r(answer('a', yes)), ['error response-item-misplaced QuestionnaireResponse']],
  [
    'items out of order',
    q({ linkId: '1', type: 'boolean' }, { linkId: '2', type: 'boolean' }),
    r(answer('2', yes), answer('1', yes)),
    ['error response-item-order QuestionnaireResponse'],
  ],
  [
    'an item twice',
    one('boolean', { repeats: true }),
    r(answer('1', yes), answer('1', yes)),
    ['error response-item-repeated QuestionnaireResponse.item[1]'],
  ],
  ['two answers to one question', one('boolean'), r(answer('1', yes, no)), [`error response-answer-repeated ${ITEM}`]],
  ['two answers where that is allowed', one('boolean', { repeats: true }), r(answer('1', yes, no)), []],
  [
    'an answer to a group',
    q({ linkId: '1', type: 'group' }),
    r(answer('1', yes)),
    [`error response-answer-not-allowed ${ITEM}`],
  ],
  [
    'an answer to a display',
    q({ linkId: '1', type: 'display' }),
    r(answer('1', yes)),
    [`error response-answer-not-allowed ${ITEM}`],
  ],
  [
    'items below a question',
    one('string', { item: [{ linkId: '1.1', type: 'string' }] }),
    r({ linkId: '1', item: [{ linkId: '1.1' }] }),
    [`error response-item-nesting ${ITEM}`],
  ],
  [
    'items below an answer',
    one('string', { item: [{ linkId: '1.1', type: 'integer' }] }),
    r(answer('1', { valueString: 'x', item: [answer('1.1', { valueInteger: 1 })] })),
    [],
  ],
  ['a condition met and answered', YES_OR_NO, r(answer('1', yes), answer('2', { valueString: 'x' })), []],
  [
    'a condition met and not answered',
    YES_OR_NO,
    r(answer('1', yes)),
    ['error response-answer-missing QuestionnaireResponse'],
  ],
  [
    'a condition not met, and answered',
    YES_OR_NO,
    r(answer('1', no), answer('2', { valueString: 'x' })),
    ['error response-item-not-enabled QuestionnaireResponse.item[1]'],
  ],
  ...(
    [
      ["QuestionnaireResponse.item.where(linkId = '1').answer.value = true", 'text/fhirpath', true, false],
      ["%resource.item.where(linkId = '1').answer.value = true", 'text/fhirpath', false, true],
      ["item.where(linkId = '3').answer.value", 'text/fhirpath', true, true],
      ['no FHIRPath (', 'text/fhirpath', true, false],
      ['false', 'text/cql', true, false],
    ] as const
  ).map(([expression, language, first, fault]): (typeof RESPONSES)[number] => [
    `an expression in place of conditions: ${expression}, ${language}, ${String(first)}`,
    q(
      { linkId: '1', type: 'boolean' },
      {
        linkId: '2',
        type: 'string',
        extension: [
          {
            url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression',
            valueExpression: { language, expression },
          },
        ],
      },
    ),
    r(answer('1', { valueBoolean: first }), answer('2', { valueString: 'x' })),
    fault ? ['error response-item-not-enabled QuestionnaireResponse.item[1]'] : [],
  ]),
  ['a condition not met, and not answered', YES_OR_NO, r(answer('1', no)), []],
  [
    'conditions within each repeat of a group',
    GROUP,
    r(
      group(answer('a', yes), answer('b', { valueString: 'x' })),
      group(answer('a', no), answer('b', { valueString: 'x' })),
    ),
    ['error response-item-not-enabled QuestionnaireResponse.item[1].item[1]'],
  ],
  ['an option', CODES, r(answer('1', { valueCoding: { system: 's', code: 'a' } })), []],
  [
    'no option',
    CODES,
    r(answer('1', { valueCoding: { system: 's', code: 'b' } })),
    [`error response-answer-option ${ITEM}.answer[0]`],
  ],
  [
    'an exclusive option beside another',
    CODES,
    r(answer('1', { valueCoding: { system: 's', code: 'a' } }, { valueCoding: { system: 's', code: 'z' } })),
    [`error response-answer-exclusive ${ITEM}.answer[1]`],
  ],
  [
    'free text to an open choice',
    one('open-choice', { answerOption: [{ valueCoding: { code: 'a' } }] }),
    r(answer('1', { valueString: 'other' })),
    [],
  ],
  [
    'a code of the value set',
    one('choice', { answerValueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' }),
    r(answer('1', { valueCoding: { system: 'http://hl7.org/fhir/administrative-gender', code: 'male' } })),
    [],
  ],
  [
    'a code outside the value set',
    one('choice', { answerValueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' }),
    r(answer('1', { valueCoding: { system: 'http://hl7.org/fhir/administrative-gender', code: 'x' } })),
    [`error response-answer-value-set ${ITEM}.answer[0]`],
  ],
  [
    'a value set not held',
    one('choice', { answerValueSet: 'http://example.org/vs' }),
    r(answer('1', { valueCoding: { system: 's', code: 'x' } })),
    [`undecided response-answer-value-set ${ITEM}.answer[0]`],
  ],
  [
    'below the minimum',
    one('integer', extension('minValue', { valueInteger: 5 })),
    r(answer('1', { valueInteger: 4 })),
    [`error response-answer-range ${VALUE}.ofType(integer)`],
  ],
  [
    'after the maximum',
    one('date', extension('maxValue', { valueDate: '2020' })),
    r(answer('1', { valueDate: '2021-05' })),
    [`error response-answer-range ${VALUE}.ofType(date)`],
  ],
  [
    'too long',
    one('string', { maxLength: 2 }),
    r(answer('1', { valueString: 'abc' })),
    [`error response-answer-length ${VALUE}.ofType(string)`],
  ],
  [
    'a pattern not met',
    one('string', extension('regex', { valueString: '[0-9]+' })),
    r(answer('1', { valueString: '12x' })),
    [`error response-answer-pattern ${VALUE}.ofType(string)`],
  ],
  [
    'too many decimal places',
    one('decimal', extension('maxDecimalPlaces', { valueInteger: 2 })),
    r(answer('1', { valueDecimal: 1.666 })),
    [`error response-answer-decimal-places ${VALUE}.ofType(decimal)`],
  ],
  [
    'too few answers',
    one('string', { repeats: true, ...extension('questionnaire-minOccurs', { valueInteger: 2 }) }),
    r(answer('1', { valueString: 'x' })),
    [`error response-answer-count ${ITEM}`],
  ],
  [
    'a reference to a type not allowed',
    one('reference', extension('questionnaire-referenceResource', { valueCode: 'Patient' })),
    r(answer('1', { valueReference: { reference: 'Group/1' } })),
    [`error response-answer-reference ${VALUE}.ofType(Reference)`],
  ],
  [
    'an attachment that is too large',
    one('attachment', extension('maxSize', { valueDecimal: 5 })),
    r(answer('1', { valueAttachment: { url: 'https://x/1', size: 20_000_000 } })),
    [`error response-attachment-size ${VALUE}.ofType(Attachment)`],
  ],
];

describe('Responses to Questionnaires', () => {
  it.each(RESPONSES)('%s', (_name, definition, response, said) => {
    expect(ask(questionnaireResponse, response, { held: [definition] })).toEqual(said);
  });

  it('are judged against a contained Questionnaire, and left open without one', () => {
    const contained = { ...one('integer'), id: 'q' };
    const response = { ...r(answer('1', { valueString: 'x' })), questionnaire: '#q' };
    expect(ask(questionnaireResponse, { ...response, contained: [contained] })).toEqual([
      `error response-answer-type ${VALUE}.ofType(string)`,
    ]);
    expect(ask(questionnaireResponse, response)).toEqual([
      'undecided questionnaire-unknown QuestionnaireResponse.questionnaire',
    ]);
  });
});
