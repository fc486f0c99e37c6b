import { allItems, choiceOf, EXTENSION, extensionOf, sameAnswer } from './questionnaire-items.js';
import type { RuleContext } from './rule.js';
import { isTree, list, text, trees, type Tree } from './tree.js';

/** A Questionnaire that another extends or complies with. */
export interface Base {
  readonly items: ReadonlyMap<unknown, Tree>;
  /** It holds every item of what is derived from it. */
  readonly complete: boolean;
}

/** The Questionnaires held that one is derived from in a way that binds it (extension questionnaire-derivationType). */
export function basesOf(resource: Tree, context: RuleContext): readonly Base[] {
  return list(resource['derivedFrom']).flatMap((canonical, index): Base[] => {
    const [sibling] = trees([list(resource['_derivedFrom'])[index]]);
    const type = sibling === undefined ? undefined : extensionOf(sibling, `${EXTENSION}questionnaire-derivationType`);
    const code = isTree(type) ? type['code'] : undefined;
    if (typeof canonical !== 'string' || (code !== 'extends' && code !== 'compliesWith')) return [];
    const held: unknown = context.definitions.resource(canonical) ?? context.options.resolve?.(canonical);
    if (!isTree(held) || held['resourceType'] !== 'Questionnaire') return [];
    const items = new Map(allItems(held, '').map(({ item }) => [item['linkId'], item]));
    return [{ items, complete: code === 'compliesWith' }];
  });
}

/** What answers a derived item can be given to its base item: type, repeats, required, length and options are not widened. */
export function checkDerived(item: Tree, { items, complete }: Base, at: string, context: RuleContext): void {
  const linkId = text(item['linkId']) ?? '';
  const tell = (problem: string, place = at): void => {
    context.report('questionnaire-derivation', 'error', place, { problem, linkId });
  };
  const base = items.get(item['linkId']);
  if (base === undefined) {
    if (complete) tell('no-such-item');
    return;
  }
  if (item['type'] !== undefined && item['type'] !== base['type']) tell('another-type', `${at}.type`);
  if (item['repeats'] === true && base['repeats'] !== true) tell('repeats', `${at}.repeats`);
  if (item['required'] === false && base['required'] === true) tell('not-required', `${at}.required`);
  const [length, longest] = [item['maxLength'], base['maxLength']];
  if (typeof longest === 'number' && (typeof length !== 'number' || length > longest)) tell('longer-answers');
  checkOptions(item, base, at, tell);
}

function checkOptions(item: Tree, base: Tree, at: string, tell: (problem: string, place?: string) => void): void {
  const [own, held] = [trees(item['answerOption']), trees(base['answerOption'])];
  if (base['answerValueSet'] !== undefined && own.length > 0) tell('options-for-a-value-set');
  if (held.length === 0) return;
  if (item['answerValueSet'] !== undefined) tell('value-set-for-options');
  else if (own.length === 0) tell('no-options');
  own.forEach((option, index) => {
    const value = choiceOf(option, 'value');
    const known = held.some((one) => {
      const other = choiceOf(one, 'value');
      return value?.type === other?.type && sameAnswer(value?.value, other?.value);
    });
    if (value !== undefined && !known) tell('new-option', `${at}.answerOption[${index}]`);
  });
}
