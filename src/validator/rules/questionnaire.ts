import { basesOf, checkDerived } from './questionnaire-derivation.js';
import { allItems, answerTypes, choiceOf } from './questionnaire-items.js';
import type { ResourceRule, RuleContext } from './rule.js';
import { isTree, list, text, trees, type Tree } from './tree.js';

/** Rules of Questionnaire beside its invariants (R4 questionnaire.html): conditions, options and initial values that can work. */
export const questionnaire: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'Questionnaire') return;
  const items = allItems(resource, at);
  const byLink = new Map(items.map(({ item }) => [text(item['linkId']), item]));
  const bases = basesOf(resource, context);
  const order = new Map(items.map(({ item }, index) => [item, index]));
  items.forEach(({ item, at: place }, index) => {
    for (const [position, condition] of list(item['enableWhen']).entries()) {
      if (isTree(condition)) checkCondition(item, condition, { place, position, index }, byLink, order, context);
    }
    // que-12 is about more than one condition; its expression asks from the third on
    if (list(item['enableWhen']).length === 2 && item['enableBehavior'] === undefined)
      context.report('questionnaire-enable-behavior', 'error', place);
    for (const base of bases) checkDerived(item, base, place, context);
    checkValues(item, 'answerOption', place, context);
    checkValues(item, 'initial', place, context);
  });
};

function checkCondition(
  item: Tree,
  condition: Tree,
  { place, position, index }: { readonly place: string; readonly position: number; readonly index: number },
  byLink: ReadonlyMap<string | undefined, Tree>,
  order: ReadonlyMap<Tree, number>,
  context: RuleContext,
): void {
  const link = text(condition['question']);
  if (link === undefined) return;
  const question = byLink.get(link);
  const at = `${place}.enableWhen[${position}]`;
  if (question === undefined) {
    context.report('questionnaire-enable-when-unknown', 'error', at, { linkId: link });
    return;
  }
  if (question === item || allItems(item, '').some((inner) => inner.item === question)) {
    context.report('questionnaire-enable-when-inner', 'error', place, { linkId: link });
    return;
  }
  if ((order.get(question) ?? 0) > index)
    context.report('questionnaire-enable-when-later', 'warning', at, { linkId: link });
  const answer = choiceOf(condition, 'answer');
  if (answer === undefined || condition['operator'] === 'exists') return;
  // the specification does not say that the types agree, but such a condition is never met
  const allowed = answerTypes(question) ?? [];
  if (!allowed.includes(answer.type))
    context.report('questionnaire-enable-when-type', 'warning', at, { linkId: link, found: answer.type, allowed });
}

/** Options and initial values are of a type that answers the item. */
function checkValues(item: Tree, name: 'answerOption' | 'initial', at: string, context: RuleContext): void {
  const given = trees(item[name]);
  if (given.length === 0) return;
  const type = text(item['type']) ?? '';
  const allowed = name === 'answerOption' ? optionTypes(type) : answerTypes(item);
  if (allowed === undefined) return;
  given.forEach((held, index) => {
    const value = choiceOf(held, 'value');
    if (value !== undefined && !allowed.includes(value.type)) {
      context.report('questionnaire-value-type', 'error', `${at}.${name}[${index}]`, {
        type,
        found: value.type,
        allowed,
      });
    }
  });
}

/** A choice is made from options of any kind; other items from options of their own type. */
function optionTypes(type: string): readonly string[] | undefined {
  if (type === 'choice' || type === 'open-choice') return undefined;
  return answerTypes({ type });
}
