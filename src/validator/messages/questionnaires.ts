import { entriesOf, type Entries, type Row } from './entry.js';

const Q = 'questionnaire.html';

const ROWS: readonly Row[] = [
  [
    'questionnaire-enable-when-unknown',
    'Condition on no question',
    (p) => `enableWhen names the question ${p('linkId')}, which is not in the Questionnaire`,
    'The question of an enableWhen is the linkId of an item of the same Questionnaire.',
    `${Q}#Questionnaire.item.enableWhen.question`,
    'enableWhen.question "9" without an item 9',
    'Name an existing item.',
  ],
  [
    'questionnaire-enable-when-inner',
    'Condition on an inner question',
    (p) => `This item depends on ${p('linkId')}, which stands within it and cannot be answered before it is enabled`,
    'An item is enabled by answers outside itself.',
    `${Q}#Questionnaire.item.enableWhen`,
    'a group enabled by one of its own questions',
    'Move the question out of the group.',
  ],
  [
    'questionnaire-enable-when-later',
    'Condition on a later question',
    (p) => `This item depends on ${p('linkId')}, which comes after it`,
    'Questions are best enabled by what was asked before them.',
    `${Q}#Questionnaire.item.enableWhen`,
    'item 1 enabled by item 2',
    'Ask the deciding question first.',
  ],
  [
    'questionnaire-enable-when-type',
    'Condition of the wrong type',
    (p) => `The answer to ${p('linkId')} cannot be a ${p('found')}; it takes ${p('allowed') || 'no answer'}`,
    'The answer in an enableWhen has a type the question takes.',
    `${Q}#Questionnaire.item.enableWhen.answer_x_`,
    'answerString for a boolean question',
    'Use the answer type of the question.',
  ],
  [
    'questionnaire-enable-behavior',
    'Two conditions, and no word on how they combine',
    () => 'enableBehavior says whether all conditions have to hold or any of them',
    'Where there are several conditions, enableBehavior is given (que-12).',
    `${Q}#Questionnaire.item.enableBehavior`,
    'two enableWhen without enableBehavior',
    'Add enableBehavior.',
  ],
  [
    'questionnaire-value-type',
    'Value that does not fit the item',
    (p) => `An item of type ${p('type')} takes ${p('allowed')}, not ${p('found')}`,
    'Options and initial values have a type that answers the item.',
    `${Q}#Questionnaire.item.answerOption`,
    'initial valueString for an integer',
    'Use the type of the item.',
  ],
  [
    'questionnaire-derivation',
    'Item its base does not allow',
    (p) =>
      `The item ${p('linkId')} differs from the Questionnaire it is derived from: ${p('problem').replaceAll('-', ' ')}`,
    'What extends or complies with a Questionnaire keeps the types of its items and takes no answers that they do not take.',
    'http://hl7.org/fhir/extensions/StructureDefinition-questionnaire-derivationType.html',
    'a derived item that repeats where its base does not',
    'Narrow the item, or call the Questionnaire inspired by the other.',
  ],
];

/** Questionnaires. */
export const QUESTIONNAIRES: Entries = entriesOf(ROWS);
