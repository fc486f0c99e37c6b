import { selectByFhirPath } from '../fhirpath-select.js';
import { compareTemporal } from '../invariant/temporal.js';
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
 * over the whole response (SDC, enableWhenExpression); undefined where that cannot be evaluated here.
 */
export function isEnabled(item: Tree, around: Surroundings, response: Tree): boolean | undefined {
  const conditions = trees(item['enableWhen']);
  const [extension] = trees(item['extension']).filter(
    ({ url }) => typeof url === 'string' && /enable-?when(?:expression)?$/i.test(url),
  );
  if (extension !== undefined) return byExpression(extension, response);
  if (conditions.length === 0) return true;
  const met = conditions.map((condition) => conditionHolds(condition, around));
  return item['enableBehavior'] === 'all' ? met.every(Boolean) : met.some(Boolean);
}

function byExpression(extension: Tree, response: Tree): boolean | undefined {
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

function conditionHolds(condition: Tree, around: Surroundings): boolean {
  const answers = answersTo(text(condition['question']) ?? '', around);
  const wanted = choiceOf(condition, 'answer')?.value;
  const operator = condition['operator'];
  if (operator === 'exists') return answers.length > 0 === (wanted === true);
  if (operator === '!=') return answers.length > 0 && !answers.some((answer) => sameAnswer(answer, wanted));
  return answers.some((answer) => compares(operator, answer, wanted));
}

function compares(operator: unknown, answer: unknown, wanted: unknown): boolean {
  if (operator === '=') return sameAnswer(answer, wanted);
  const order = compareAnswers(answer, wanted);
  if (order === undefined) return false;
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

/** Order of two answers of the same kind; undefined where they cannot be compared. */
export function compareAnswers(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') {
    return compareTemporal(left, right) ?? (/^\d/.test(left) ? undefined : left < right ? -1 : left > right ? 1 : 0);
  }
  if (!isTree(left) || !isTree(right)) return undefined;
  const unit = (quantity: Tree): unknown => quantity['code'] ?? quantity['unit'];
  const { value: a } = left;
  const { value: b } = right;
  if (unit(left) !== unit(right) || left['system'] !== right['system']) return undefined;
  return typeof a === 'number' && typeof b === 'number' ? a - b : undefined;
}

function answersTo(link: string, around: Surroundings): readonly unknown[] {
  for (const items of around) {
    const found = items.find(link);
    if (found.length > 0) {
      return found.flatMap((item) => trees(item['answer']).flatMap((answer) => choiceOf(answer, 'value')?.value ?? []));
    }
  }
  return [];
}
