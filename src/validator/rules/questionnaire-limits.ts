import { decodedLength } from '../attachment.js';
import { guardedPattern } from '../invariant/pattern.js';
import { compareAnswers } from './enable-when.js';
import { EXTENSION, extensionOf, extensionsOf, SDC } from './questionnaire-items.js';
import { heldValueSet } from './questionnaire-options.js';
import type { RuleContext } from './rule.js';
import { isTree, text, type Tree } from './tree.js';

/** An answer of the type its item takes, and where it stands. */
export interface LimitedAnswer {
  readonly item: Tree;
  readonly container: Tree;
  readonly type: string;
  readonly value: unknown;
  readonly at: string;
}

/** What an item and its extensions ask of a value: range, length, form, precision, unit, target, attachment. */
export function checkLimits(answer: LimitedAnswer, context: RuleContext): void {
  const { item, type, value, at } = answer;
  checkRange(answer, context);
  if (typeof value === 'string') checkText(item, value, at, context);
  if (type === 'decimal' || type === 'Quantity') checkPlaces(item, value, at, context);
  if (!isTree(value)) return;
  if (type === 'Quantity') checkUnit(answer, value, context);
  if (type === 'Reference') checkTarget(item, value, at, context);
  if (type === 'Attachment') checkAttachment(item, value, at, context);
}

function checkRange({ item, type, value, at }: LimitedAnswer, context: RuleContext): void {
  const quantity = isTree(value);
  const limits = [
    { bound: 'minimum', limit: extensionOf(item, quantity ? `${SDC}minQuantity` : `${EXTENSION}minValue`), sign: -1 },
    { bound: 'maximum', limit: extensionOf(item, quantity ? `${SDC}maxQuantity` : `${EXTENSION}maxValue`), sign: 1 },
  ];
  for (const { bound, limit, sign } of limits) {
    if (limit === undefined) continue;
    const order = !quantity || (isFormal(value) && isFormal(limit)) ? compareAnswers(type, value, limit) : undefined;
    if (order === undefined) {
      if (quantity) context.report('response-answer-incomparable', 'error', at, { bound });
    } else if (order * sign > 0) context.report('response-answer-range', 'error', at, { bound });
  }
}

/** A unit that can be compared is coded. */
const isFormal = (quantity: unknown): boolean =>
  isTree(quantity) && quantity['system'] !== undefined && quantity['code'] !== undefined;

function checkText(item: Tree, value: string, at: string, context: RuleContext): void {
  const longest = item['maxLength'];
  const shortest = extensionOf(item, `${EXTENSION}minLength`);
  if (typeof longest === 'number' && value.length > longest)
    context.report('response-answer-length', 'error', at, { maximum: longest });
  if (typeof shortest === 'number' && value.length < shortest)
    context.report('response-answer-length', 'error', at, { minimum: shortest });
  if (item['type'] === 'string' && /[\r\n]/.test(value)) context.report('response-answer-line-break', 'warning', at);
  const pattern = extensionOf(item, `${EXTENSION}regex`);
  if (typeof pattern !== 'string') return;
  try {
    if (!guardedPattern(`^(?:${pattern})$`).test(value))
      context.report('response-answer-pattern', 'error', at, { pattern });
  } catch {
    context.report('response-answer-pattern', 'information', at, { pattern }, { undecided: true });
  }
}

function checkPlaces(item: Tree, value: unknown, at: string, context: RuleContext): void {
  const most = extensionOf(item, `${EXTENSION}maxDecimalPlaces`);
  const number = isTree(value) ? value['value'] : value;
  if (typeof most !== 'number' || typeof number !== 'number') return;
  const places = /\.(\d+)$/.exec(String(number))?.[1]?.length ?? 0;
  if (places > most) context.report('response-answer-decimal-places', 'error', at, { maximum: most });
}

function checkUnit({ item, container, at }: LimitedAnswer, quantity: Tree, context: RuleContext): void {
  const { system, code, unit } = quantity;
  const options = extensionsOf(item, `${EXTENSION}questionnaire-unitOption`).filter(isTree);
  const offers = (option: Tree): boolean =>
    (option['system'] === undefined || option['system'] === system) &&
    (option['code'] === undefined ? option['display'] === unit : option['code'] === code);
  if (options.length > 0 && !options.some(offers)) context.report('response-answer-unit', 'error', at);
  const valueSet = extensionOf(item, `${EXTENSION}questionnaire-unitValueSet`);
  if (typeof valueSet !== 'string') return;
  const held = heldValueSet(valueSet, container);
  const known = typeof held === 'object' || (held !== undefined && context.definitions.resource(held) !== undefined);
  let result = 'unknown';
  if (held !== undefined && typeof code === 'string')
    result = context.terminology.member(held, { code, ...(typeof system === 'string' ? { system } : {}) }).result;
  else if (known) result = 'out';
  if (result === 'out') context.report('response-answer-unit', 'error', at, { valueSet });
  else if (result === 'unknown')
    context.report('response-answer-unit', 'information', at, { valueSet }, { undecided: true });
}

function checkTarget(item: Tree, reference: Tree, at: string, context: RuleContext): void {
  const literal = text(reference['reference']);
  if (literal === undefined || literal.startsWith('#') || /^urn:/i.test(literal)) return;
  const type = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[^/]+)?$/.exec(literal)?.[1];
  if (type === undefined) return;
  const allowed = extensionsOf(item, `${EXTENSION}questionnaire-referenceResource`).filter(
    (one) => typeof one === 'string',
  );
  if (!context.definitions.isResource(type)) {
    // an absolute URL may lead to something that is no FHIR server
    if (context.options.assumeValidRestReferences === true || !literal.includes(':'))
      context.report('response-answer-reference', 'error', at, { found: type });
  } else if (allowed.length > 0 && !allowed.includes(type))
    context.report('response-answer-reference', 'error', at, { found: type, allowed });
}

function checkAttachment(item: Tree, attachment: Tree, at: string, context: RuleContext): void {
  const { size, contentType, data } = attachment;
  const most = extensionOf(item, `${EXTENSION}maxSize`);
  const bytes = typeof size === 'number' ? size : typeof data === 'string' ? decodedLength(data) : 0;
  if (typeof most === 'number' && bytes > most * 1024 * 1024)
    context.report('response-attachment-size', 'error', at, { stated: bytes });
  const types = extensionsOf(item, `${EXTENSION}mimeType`).filter((one) => typeof one === 'string');
  if (types.length === 0) return;
  const found = text(contentType);
  // parameters may follow a type; a wildcard stands for every subtype
  if (found === undefined || !types.some((type) => found.startsWith(type.replace(/\*$/, ''))))
    context.report('response-attachment-type', 'error', at, { found: found?.slice(0, 64) ?? '' });
}
