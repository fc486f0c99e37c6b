import { selectByFhirPath } from '../fhirpath-select.js';
import { compareTemporal } from '../invariant/temporal.js';
import { compareQuantities } from '../quantity.js';
import { choiceOf, sameAnswer } from './questionnaire-items.js';
import { isTree, pushTo, text, trees, type Tree } from './tree.js';

/** Items of the response beside and above an item, nearest first: where its conditions look for answers. */
export type Surroundings = readonly ItemIndex[];

const DEEPEST = 100;

/** Items of a response and those below them, found by their linkId; those below an item of the same linkId are not looked for. */
export class ItemIndex {
  #byLink: Map<unknown, Tree[]> | undefined;

  constructor(readonly items: readonly Tree[]) {}

  find(link: string): readonly Tree[] {
    this.#byLink ??= this.#index();
    return this.#byLink.get(link) ?? [];
  }

  #index(): Map<unknown, Tree[]> {
    const byLink = new Map<unknown, Tree[]>();
    const above = new Set<unknown>();
    const walk = (item: Tree, depth: number): void => {
      if (depth > DEEPEST) return;
      const link = item['linkId'];
      const first = !above.has(link);
      if (first) {
        above.add(link);
        pushTo(byLink, link, item);
      }
      for (const inner of trees(item['item'])) walk(inner, depth + 1);
      for (const answer of trees(item['answer'])) for (const inner of trees(answer['item'])) walk(inner, depth + 1);
      if (first) above.delete(link);
    };
    for (const item of this.items) walk(item, 0);
    return byLink;
  }
}

/**
 * Whether an item of a Questionnaire is enabled by the answers around it (R4 questionnaire.html, enableWhen), or by an expression
 * over the whole response (SDC, enableWhenExpression); undefined where that cannot be decided here.
 */
export function isEnabled(item: Tree, around: Surroundings, response: Tree): boolean | undefined {
  const conditions = trees(item['enableWhen']);
  const [extension] = trees(item['extension']).filter(
    ({ url }) => typeof url === 'string' && /enable-?when(?:expression)?$/i.test(url),
  );
  if (extension !== undefined) return byExpression(extension, response);
  const met = conditions.map((condition) => conditionHolds(condition, around));
  if (conditions.length < 2 || item['enableBehavior'] === 'all') return every(met);
  // which of the two is meant has to be said (que-12)
  return item['enableBehavior'] === 'any' ? some(met) : every(met) === true ? true : undefined;
}

type Verdict = boolean | undefined;

const some = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
const every = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;

function byExpression(extension: Tree, response: Tree): Verdict {
  const given = extension['valueExpression'];
  const expression = isTree(given)
    ? given['language'] === 'text/fhirpath'
      ? given['expression']
      : undefined
    : extension['valueString'];
  if (typeof expression !== 'string') return undefined;
  const found = selectByFhirPath(response, expression, { resource: response, context: response });
  if (found === undefined || found.length > 1) return undefined;
  return found.length === 0 ? false : found[0] !== false;
}

function conditionHolds(condition: Tree, around: Surroundings): Verdict {
  const answers = answersTo(text(condition['question']) ?? '', around);
  const { type = '', value: wanted } = choiceOf(condition, 'answer') ?? {};
  const operator = condition['operator'];
  if (operator === 'exists') return answers.length > 0 === (wanted === true);
  if (operator === '!=') {
    const same = some(answers.map((answer) => equals(type, answer, wanted)));
    return answers.length > 0 && (same === undefined ? undefined : !same);
  }
  return some(answers.map((answer) => compares(operator, type, answer, wanted)));
}

function compares(operator: unknown, type: string, answer: unknown, wanted: unknown): Verdict {
  if (operator === '=') return equals(type, answer, wanted);
  const order = compareAnswers(type, answer, wanted);
  if (order === undefined) return typeof answer === typeof wanted ? undefined : false;
  switch (operator) {
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    default:
      return false;
  }
}

const TEMPORAL = new Set(['date', 'dateTime', 'time']);

/** A Coding asked for without a system is met by its code alone; moments and quantities by what they stand for. */
function equals(type: string, answer: unknown, wanted: unknown): Verdict {
  if (answer === wanted) return true;
  if (typeof answer === 'string' && TEMPORAL.has(type)) {
    const order = compareAnswers(type, answer, wanted);
    return order === undefined ? undefined : order === 0;
  }
  if (!isTree(answer) || !isTree(wanted)) return false;
  if (type === 'Quantity') {
    const order = compareAnswers(type, answer, wanted);
    return order === undefined ? undefined : order === 0;
  }
  if (type === 'Coding' && wanted['system'] === undefined && wanted['code'] !== undefined)
    return answer['code'] === wanted['code'];
  return sameAnswer(answer, wanted);
}

/** Order of two answers of one type; undefined where they cannot be compared. */
export function compareAnswers(type: string, left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') {
    if (TEMPORAL.has(type)) return compareTemporal(left, right);
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (!isTree(left) || !isTree(right)) return undefined;
  if (hasUnit(left) && hasUnit(right)) return compareQuantities(left, right);
  return compareAnswers(type, left['value'], right['value']);
}

const hasUnit = (quantity: Tree): boolean => quantity['code'] !== undefined || quantity['unit'] !== undefined;

function answersTo(link: string, around: Surroundings): readonly unknown[] {
  for (const items of around) {
    const found = items.find(link);
    if (found.length > 0) {
      return found.flatMap((item) => trees(item['answer']).flatMap((answer) => choiceOf(answer, 'value')?.value ?? []));
    }
  }
  return [];
}
