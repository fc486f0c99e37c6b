import { guardedPattern } from '../invariant/pattern.js';
import { compareAnswers } from './enable-when.js';
import { choiceOf, EXTENSION, extensionOf, extensionsOf, SDC } from './questionnaire-items.js';
import type { AnswerOptions } from './questionnaire-options.js';
import type { RuleContext } from './rule.js';
import { isTree, text, trees, type Tree } from './tree.js';

/** Judges one answer against its item: type, options, and the limits that extensions of R4 and SDC set. */
export function checkAnswer(
  question: Tree,
  options: AnswerOptions,
  questionnaire: Tree,
  answer: Tree,
  count: number,
  at: string,
  context: RuleContext,
): void {
  const given = choiceOf(answer, 'value');
  if (given === undefined) return;
  const { type, value } = given;
  const place = `${at}.value.ofType(${type})`;
  const allowed = options.types;
  const itemType = text(question['type']) ?? '';
  if (!allowed.includes(type)) {
    if (itemType === 'choice') notAnOption(question, options, type, at, context);
    else context.report('response-answer-type', 'error', place, { type: itemType, found: type, allowed });
    return;
  }
  checkOptions(question, options, questionnaire, given, count, at, context);
  checkRange(question, value, place, context);
  if (typeof value === 'string') checkText(question, itemType, value, place, context);
  if (type === 'decimal' || type === 'Quantity') checkPlaces(question, value, place, context);
  if (isTree(value)) {
    if (type === 'Quantity') checkUnit(question, value, place, context);
    if (type === 'Reference') checkTarget(question, value, place, context);
    if (type === 'Attachment') checkAttachment(question, value, place, context);
  }
}

function notAnOption(question: Tree, options: AnswerOptions, type: string, at: string, context: RuleContext): void {
  const listed = options.any || question['answerValueSet'] !== undefined;
  context.report('response-answer-option', listed ? 'error' : 'warning', at, { type });
}

function checkOptions(
  question: Tree,
  options: AnswerOptions,
  questionnaire: Tree,
  { type, value }: { readonly type: string; readonly value: unknown },
  count: number,
  at: string,
  context: RuleContext,
): void {
  const place = type === 'Coding' ? at : `${at}.value.ofType(${type})`;
  const free = question['type'] === 'open-choice' && type === 'string';
  if (options.any) {
    const chosen = options.chosen(type, value);
    if (chosen === undefined && !free)
      context.report('response-answer-option', 'error', options.hasType(type) ? place : at, { type });
    if (
      chosen !== undefined &&
      count > 1 &&
      extensionOf(chosen, `${EXTENSION}questionnaire-optionExclusive`) === true
    ) {
      context.report('response-answer-exclusive', 'error', at);
    }
  }
  const valueSet = text(question['answerValueSet']);
  if (valueSet === undefined || free || !isTree(value) || typeof value['code'] !== 'string') return;
  const { system, code } = value;
  const held = valueSet.startsWith('#') ? containedIn(questionnaire, valueSet.slice(1)) : valueSet;
  const result =
    held === undefined
      ? 'unknown'
      : context.terminology.member(held as string, { code, ...(typeof system === 'string' ? { system } : {}) }).result;
  if (result === 'out') context.report('response-answer-value-set', 'error', at, { valueSet });
  else if (result === 'unknown')
    context.report('response-answer-value-set', 'information', at, { valueSet }, { undecided: true });
}

const containedIn = (holder: Tree, id: string): unknown => trees(holder['contained']).find((one) => one['id'] === id);

function checkRange(question: Tree, value: unknown, at: string, context: RuleContext): void {
  const quantity = isTree(value);
  const limits = [
    {
      bound: 'minimum',
      limit: extensionOf(question, quantity ? `${SDC}minQuantity` : `${EXTENSION}minValue`),
      sign: -1,
    },
    {
      bound: 'maximum',
      limit: extensionOf(question, quantity ? `${SDC}maxQuantity` : `${EXTENSION}maxValue`),
      sign: 1,
    },
  ];
  for (const { bound, limit, sign } of limits) {
    if (limit === undefined) continue;
    const formal = !quantity || (isTree(limit) && limit['code'] !== undefined && value['code'] !== undefined);
    const order = formal ? compareAnswers(value, limit) : undefined;
    if (order === undefined) {
      if (quantity) context.report('response-answer-incomparable', 'error', at, { bound });
    } else if (order * sign > 0) context.report('response-answer-range', 'error', at, { bound });
  }
}

function checkText(question: Tree, itemType: string, value: string, at: string, context: RuleContext): void {
  const longest = question['maxLength'];
  const shortest = extensionOf(question, `${EXTENSION}minLength`);
  if (typeof longest === 'number' && value.length > longest)
    context.report('response-answer-length', 'error', at, { maximum: longest });
  if (typeof shortest === 'number' && value.length < shortest)
    context.report('response-answer-length', 'error', at, { minimum: shortest });
  if (itemType === 'string' && /[\r\n]/.test(value)) context.report('response-answer-line-break', 'warning', at);
  const pattern = extensionOf(question, `${EXTENSION}regex`);
  if (typeof pattern !== 'string') return;
  try {
    if (!guardedPattern(`^(?:${pattern})$`).test(value))
      context.report('response-answer-pattern', 'error', at, { pattern });
  } catch {
    context.report('response-answer-pattern', 'information', at, { pattern }, { undecided: true });
  }
}

function checkPlaces(question: Tree, value: unknown, at: string, context: RuleContext): void {
  const most = extensionOf(question, `${EXTENSION}maxDecimalPlaces`);
  const number = isTree(value) ? value['value'] : value;
  if (typeof most !== 'number' || typeof number !== 'number') return;
  const places = /\.(\d+)$/.exec(String(number))?.[1]?.length ?? 0;
  if (places > most) context.report('response-answer-decimal-places', 'error', at, { maximum: most });
}

function checkUnit(question: Tree, quantity: Tree, at: string, context: RuleContext): void {
  const { system, code } = quantity;
  const options = extensionsOf(question, `${EXTENSION}questionnaire-unitOption`).filter(isTree);
  if (options.length > 0 && !options.some((option) => option['code'] === code && option['system'] === system)) {
    context.report('response-answer-unit', 'error', at);
  }
  const valueSet = extensionOf(question, `${EXTENSION}questionnaire-unitValueSet`);
  if (typeof valueSet !== 'string') return;
  const result =
    typeof code !== 'string'
      ? 'out'
      : context.terminology.member(valueSet, { code, ...(typeof system === 'string' ? { system } : {}) }).result;
  if (result === 'out') context.report('response-answer-unit', 'error', at, { valueSet });
  else if (result === 'unknown')
    context.report('response-answer-unit', 'information', at, { valueSet }, { undecided: true });
}

function checkTarget(question: Tree, reference: Tree, at: string, context: RuleContext): void {
  const literal = text(reference['reference']);
  if (literal === undefined || literal.startsWith('#') || /^urn:/i.test(literal)) return;
  const type = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[^/]+)?$/.exec(literal)?.[1];
  if (type === undefined) return;
  const allowed = extensionsOf(question, `${EXTENSION}questionnaire-referenceResource`).filter(
    (one) => typeof one === 'string',
  );
  if (!context.definitions.isResource(type)) context.report('response-answer-reference', 'error', at, { found: type });
  else if (allowed.length > 0 && !allowed.includes(type))
    context.report('response-answer-reference', 'error', at, { found: type, allowed });
}

function checkAttachment(question: Tree, attachment: Tree, at: string, context: RuleContext): void {
  const { size, contentType } = attachment;
  const most = extensionOf(question, `${EXTENSION}maxSize`);
  if (typeof most === 'number' && typeof size === 'number' && size > most * 1024 * 1024) {
    context.report('response-attachment-size', 'error', at, { stated: size });
  }
  const types = extensionsOf(question, `${EXTENSION}mimeType`);
  if (types.length > 0 && typeof contentType === 'string' && !types.includes(contentType)) {
    context.report('response-attachment-type', 'error', at, { found: contentType.slice(0, 64) });
  }
}
