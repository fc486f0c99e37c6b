import { describe, expect, it } from 'vitest';
import { questionnaireResponse } from '../../../src/validator/rules/questionnaire-response.js';
import { ask, type Tree } from './ask.js';
import { ITEM, VALUE, answer, extension, no, one, q, r, ucum, when, yes } from './questionnaires.js';

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
    ['warning response-item-repeated QuestionnaireResponse.item[1]'],
  ],
  [
    'an item twice that does not repeat',
    one('boolean'),
    r(answer('1', yes), answer('1', yes)),
    ['error response-item-repeated QuestionnaireResponse.item[1]'],
  ],
  [
    'a group given too often',
    q({
      linkId: 'g',
      type: 'group',
      repeats: true,
      ...extension('questionnaire-maxOccurs', { valueInteger: 1 }),
      item: [{ linkId: 'a', type: 'boolean' }],
    }),
    r(group(answer('a', yes)), group(answer('a', no))),
    ['error response-answer-count QuestionnaireResponse'],
  ],
  [
    'items in a display',
    q({ linkId: '1', type: 'display' }),
    r({ linkId: '1', item: [{ linkId: '1' }] }),
    [`error response-item-nesting ${ITEM}`],
  ],
  [
    'an item with a text where there is none',
    one('boolean'),
    r({ ...answer('1', yes), text: 'Is it?' }),
    [`error response-item-text ${ITEM}`],
  ],
  [
    'a type no choice is answered by',
    one('choice'),
    r(answer('1', yes)),
    [`error response-answer-type ${VALUE}.ofType(boolean)`],
  ],
  [
    'a type no option has',
    one('open-choice', { answerOption: [{ valueCoding: { code: 'a' } }] }),
    r(answer('1', { valueInteger: 1 })),
    [`error response-answer-option ${ITEM}.answer[0]`],
  ],
  [
    'a choice without options, answered by a number',
    one('open-choice'),
    r(answer('1', { valueInteger: 1 })),
    [`warning response-answer-option ${ITEM}.answer[0]`],
  ],
  [
    'text that is no code of the value set',
    one('string', { answerValueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' }),
    r(answer('1', { valueString: 'Male' })),
    [`error response-answer-value-set ${VALUE}.ofType(string)`],
  ],
  [
    'a code without a system',
    one('choice', { answerValueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' }),
    r(answer('1', { valueCoding: { code: 'male' } })),
    [`undecided response-answer-value-set ${ITEM}.answer[0]`],
  ],
  [
    'an attachment of no kind where kinds are named',
    one('attachment', extension('mimeType', { valueCode: 'image/png' })),
    r(answer('1', { valueAttachment: { url: 'https://x/1' } })),
    [`error response-attachment-type ${VALUE}.ofType(Attachment)`],
  ],
  [
    'an attachment of a kind with parameters',
    one('attachment', extension('mimeType', { valueCode: 'text/plain' })),
    r(answer('1', { valueAttachment: { contentType: 'text/plain;charset=utf-8' } })),
    [],
  ],
  [
    'a unit offered by its words',
    one('quantity', extension('questionnaire-unitOption', { valueCoding: { display: 'pills' } })),
    r(answer('1', { valueQuantity: { value: 1, unit: 'pills' } }, { valueQuantity: { value: 1, unit: 'drops' } })),
    [`error response-answer-repeated ${ITEM}`, `error response-answer-unit ${ITEM}.answer[1].value.ofType(Quantity)`],
  ],
  [
    'an absolute reference to what is no resource',
    one('reference'),
    r(answer('1', { valueReference: { reference: 'https://example.org/Docs/42' } })),
    [],
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

describe('Limits of quantities', () => {
  const limited = one('quantity', {
    extension: [
      {
        url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-maxQuantity',
        valueQuantity: ucum(5, 'kg'),
      },
    ],
  });
  it.each<[string, Tree, readonly string[]]>([
    ['below, in another unit', ucum(4000, 'g'), []],
    ['above, in another unit', ucum(6000, 'g'), ['range']],
    ['in a unit of something else', ucum(1, 'm'), ['incomparable']],
    ['without a coded unit', { value: 1, unit: 'kg' }, ['incomparable']],
  ])('%s', (_name, valueQuantity, said) => {
    expect(ask(questionnaireResponse, r(answer('1', { valueQuantity })), { held: [limited] })).toEqual(
      said.map((code) => `error response-answer-${code} ${VALUE}.ofType(Quantity)`),
    );
  });
});

describe('Responses to Questionnaires', () => {
  it('find value sets beside a contained Questionnaire', () => {
    const valueSet = {
      resourceType: 'ValueSet',
      id: 'v',
      status: 'active',
      compose: { include: [{ system: 'http://hl7.org/fhir/administrative-gender', concept: [{ code: 'male' }] }] },
    };
    const of = (code: string): Tree => ({
      ...r(answer('1', { valueCoding: { system: 'http://hl7.org/fhir/administrative-gender', code } })),
      questionnaire: '#q',
      contained: [{ ...one('choice', { answerValueSet: '#v' }), id: 'q' }, valueSet],
    });
    expect(ask(questionnaireResponse, of('male'))).toEqual([]);
    expect(ask(questionnaireResponse, of('female'))).toEqual([`error response-answer-value-set ${ITEM}.answer[0]`]);
  });

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
