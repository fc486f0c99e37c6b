import { compareTemporal } from '../invariant/temporal.js';
import { choiceOf, sameAnswer } from './questionnaire-items.js';
import { isTree, text, trees, type Tree } from './tree.js';

/** Items of the response beside and above an item, nearest first: where its conditions look for answers. */
export type Surroundings = readonly (readonly Tree[])[];

/**
 * Whether an item of a Questionnaire is enabled by the answers around it (R4 questionnaire.html, enableWhen); undefined where an
 * expression decides that is not evaluated here.
 */
export function isEnabled(item: Tree, around: Surroundings): boolean | undefined {
  const conditions = trees(item['enableWhen']);
  if (trees(item['extension']).some(({ url }) => typeof url === 'string' && /enable-?when/i.test(url)))
    return undefined;
  if (conditions.length === 0) return true;
  const met = conditions.map((condition) => conditionHolds(condition, around));
  return item['enableBehavior'] === 'all' ? met.every(Boolean) : met.some(Boolean);
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
    const found = items.flatMap((item) => find(item, link, 0));
    if (found.length > 0) {
      return found.flatMap((item) => trees(item['answer']).flatMap((answer) => choiceOf(answer, 'value')?.value ?? []));
    }
  }
  return [];
}

function find(item: Tree, link: string, depth: number): readonly Tree[] {
  if (depth > 100) return [];
  if (item['linkId'] === link) return [item];
  const inner = [...trees(item['item']), ...trees(item['answer']).flatMap((answer) => trees(answer['item']))];
  return inner.flatMap((one) => find(one, link, depth + 1));
}
