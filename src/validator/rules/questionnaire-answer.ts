import { isChoice, choiceOf, EXTENSION, extensionOf } from './questionnaire-items.js';
import { checkLimits } from './questionnaire-limits.js';
import { heldValueSet, type AnswerOptions } from './questionnaire-options.js';
import type { RuleContext } from './rule.js';
import { isTree, text, type Tree } from './tree.js';

/** A question as it is asked: its options, and what holds the resources that it refers to as contained. */
export interface Question {
  readonly item: Tree;
  readonly options: AnswerOptions;
  readonly container: Tree;
}

/** Types that options can have (R4 Questionnaire.item.answerOption.value[x]). */
const OPTION_TYPES = new Set(['Coding', 'string', 'integer', 'date', 'time', 'Reference']);

/** Judges one answer against its item: type, options, and the limits that extensions of R4 and SDC set. */
export function checkAnswer(question: Question, answer: Tree, count: number, at: string, context: RuleContext): void {
  const given = choiceOf(answer, 'value');
  if (given === undefined) return;
  const { type, value } = given;
  const { item, options, container } = question;
  const place = `${at}.value.ofType(${type})`;
  if (!options.types.includes(type)) {
    const itemType = text(item['type']) ?? '';
    if (isChoice(item) && OPTION_TYPES.has(type)) notAnOption(question, type, at, context);
    else
      context.report('response-answer-type', 'error', place, { type: itemType, found: type, allowed: options.types });
    return;
  }
  checkOption(question, given, count, at, context);
  checkValueSet(question, given, at, context);
  checkLimits({ item, container, type, value, at: place }, context);
}

function notAnOption({ item, options }: Question, type: string, at: string, context: RuleContext): void {
  const listed = options.any || item['answerValueSet'] !== undefined;
  context.report('response-answer-option', listed ? 'error' : 'warning', at, { type });
}

interface Given {
  readonly type: string;
  readonly value: unknown;
}

/** Where free text is taken beside what is offered. */
const isFree = (item: Tree, type: string): boolean => item['type'] === 'open-choice' && type === 'string';

function checkOption(
  { item, options }: Question,
  { type, value }: Given,
  count: number,
  at: string,
  context: RuleContext,
): void {
  if (!options.any) return;
  const chosen = options.chosen(type, value);
  if (chosen === undefined) {
    if (isFree(item, type)) return;
    context.report('response-answer-option', 'error', isChoice(item) ? at : `${at}.value.ofType(${type})`, { type });
  } else if (count > 1 && extensionOf(chosen, `${EXTENSION}questionnaire-optionExclusive`) === true) {
    context.report('response-answer-exclusive', 'error', at);
  }
}

function checkValueSet({ item, container }: Question, { type, value }: Given, at: string, context: RuleContext): void {
  const valueSet = text(item['answerValueSet']);
  if (valueSet === undefined || isFree(item, type)) return;
  const held = heldValueSet(valueSet, container);
  let result = 'unknown';
  let place = at;
  if (isTree(value)) {
    const { system, code } = value;
    if (typeof code !== 'string') return;
    // a code without a system means nothing that could be looked up (R4 datatypes.html#Coding)
    if (held !== undefined && typeof system === 'string')
      result = context.terminology.member(held, { system, code }).result;
  } else if (type === 'string' && typeof value === 'string') {
    place = `${at}.value.ofType(string)`;
    if (held !== undefined) result = context.terminology.memberCode(held, value).result;
  } else return;
  if (result === 'out') context.report('response-answer-value-set', 'error', place, { valueSet });
  else if (result === 'unknown')
    context.report('response-answer-value-set', 'information', place, { valueSet }, { undecided: true });
}
