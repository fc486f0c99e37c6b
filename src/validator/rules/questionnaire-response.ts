import { isEnabled, ItemIndex, type Surroundings } from './enable-when.js';
import { checkAnswer, type Question } from './questionnaire-answer.js';
import { allItems, EXTENSION, extensionOf } from './questionnaire-items.js';
import { AnswerOptions } from './questionnaire-options.js';
import type { ResourceRule, RuleContext } from './rule.js';
import { isTree, list, pushTo, text, trees, type Tree } from './tree.js';

/** A QuestionnaireResponse against its Questionnaire (R4 questionnaireresponse.html), where that is contained or held. */
export const questionnaireResponse: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'QuestionnaireResponse') return;
  const canonical = text(resource['questionnaire']);
  if (canonical === undefined) return;
  const definition = questionnaireOf(canonical, resource, context);
  if (definition === undefined) {
    context.report('questionnaire-unknown', 'information', `${at}.questionnaire`, { canonical }, { undecided: true });
    return;
  }
  new ResponseCheck(definition, resource, context).items(definition, resource, at, []);
};

function questionnaireOf(canonical: string, response: Tree, context: RuleContext): Tree | undefined {
  const found: unknown = canonical.startsWith('#')
    ? trees(response['contained']).find((one) => one['id'] === canonical.slice(1))
    : (context.definitions.resource(canonical) ?? context.options.resolve?.(canonical));
  return isTree(found) && found['resourceType'] === 'Questionnaire' ? found : undefined;
}

interface Placed {
  readonly item: Tree;
  readonly at: string;
}

class ResponseCheck {
  /** Required answers are only asked of a response that is said to be done. */
  readonly #done: boolean;
  readonly #links: ReadonlySet<unknown>;
  readonly #questions = new Map<Tree, Question>();

  constructor(
    readonly questionnaire: Tree,
    readonly response: Tree,
    readonly context: RuleContext,
  ) {
    this.#done = response['status'] === 'completed' || response['status'] === 'amended';
    this.#links = new Set(allItems(questionnaire, '').map(({ item }) => item['linkId']));
  }

  /** The items of one level: those of a group, of an answer, or of the response. */
  items(definition: Tree, holder: Tree, at: string, around: Surroundings): void {
    const questions = trees(definition['item']);
    const given = list(holder['item']).flatMap((item, index): Placed[] =>
      isTree(item) ? [{ item, at: `${at}.item[${index}]` }] : [],
    );
    const here: Surroundings = [new ItemIndex(given.map(({ item }) => item)), ...around];
    this.#placement(questions, given, at);
    const byLink = new Map<unknown, Placed[]>();
    for (const placed of given) pushTo(byLink, placed.item['linkId'], placed);
    for (const question of questions) this.#question(question, byLink.get(question['linkId']) ?? [], at, here);
  }

  /** Items stand where, and in the order, the Questionnaire has them; what holds them is at fault. */
  #placement(questions: readonly Tree[], given: readonly Placed[], holder: string): void {
    let last = 0;
    const positions = new Map<unknown, number>();
    questions.forEach(({ linkId }, index) => {
      if (!positions.has(linkId)) positions.set(linkId, index);
    });
    const tell = (code: string, at: string): void => {
      const property = at.slice(holder.length + 1);
      this.context.report(code, 'error', holder, { property }, { rule: property });
    };
    for (const { item, at } of given) {
      const position = positions.get(item['linkId']);
      if (position === undefined) {
        const known = this.#links.has(item['linkId']);
        tell(known ? 'response-item-misplaced' : 'response-item-unknown', at);
      } else if (position < last) tell('response-item-order', at);
      else last = position;
    }
  }

  #question(question: Tree, given: readonly Placed[], at: string, around: Surroundings): void {
    const enabled = isEnabled(question, around, this.response);
    if (enabled === false) {
      for (const { item, at: place } of given) {
        if (hasContent(item))
          this.context.report('response-item-not-enabled', 'error', place, { linkId: text(question['linkId']) ?? '' });
      }
      return;
    }
    const group = question['type'] === 'group';
    if (given.length > 1 && !(group && question['repeats'] === true)) {
      // several answers belong into one item, which no rule but the notes of the page says
      const severity = question['repeats'] === true ? 'warning' : 'error';
      for (const { at: place } of given.slice(1)) this.context.report('response-item-repeated', severity, place);
    }
    if (group) this.#count(question, given.length, at);
    if (enabled === true && question['required'] === true && this.#done && question['type'] !== 'display')
      this.#required(question, given, at);
    for (const { item, at: place } of given) this.#item(question, item, place, around);
  }

  #required(question: Tree, given: readonly Placed[], at: string): void {
    if (given.some(({ item }) => hasContent(item))) return;
    this.context.report('response-answer-missing', 'error', given[0]?.at ?? at, {
      linkId: text(question['linkId']) ?? '',
    });
  }

  #item(question: Tree, item: Tree, at: string, around: Surroundings): void {
    const said = text(item['text']);
    if (said !== undefined && said !== text(question['text'])) this.context.report('response-item-text', 'error', at);
    const type = text(question['type']) ?? '';
    const answers = list(item['answer']);
    const inner = list(item['item']).length;
    if (type === 'group' || type === 'display' || type === 'question') {
      if (answers.length > 0) this.context.report('response-answer-not-allowed', 'error', at, { type });
      if (type !== 'display') this.items(question, item, at, around);
      else if (inner > 0) this.context.report('response-item-nesting', 'error', at, { type });
      return;
    }
    if (inner > 0) this.context.report('response-item-nesting', 'error', at, { type });
    if (question['repeats'] !== true && answers.length > 1)
      this.context.report('response-answer-repeated', 'error', at);
    else this.#count(question, answers.length, at);
    answers.forEach((answer, index) => {
      if (!isTree(answer)) return;
      const place = `${at}.answer[${index}]`;
      checkAnswer(this.#asked(question), answer, answers.length, place, this.context);
      this.items(question, answer, place, around);
    });
  }

  #asked(item: Tree): Question {
    let question = this.#questions.get(item);
    if (question === undefined) {
      // what a contained Questionnaire refers to is contained beside it (R4 references.html#contained)
      const contained = trees(this.response['contained']).includes(this.questionnaire);
      question = { item, options: new AnswerOptions(item), container: contained ? this.response : this.questionnaire };
      this.#questions.set(item, question);
    }
    return question;
  }

  /** How many answers, or repeats of a group, there may be. */
  #count(question: Tree, count: number, at: string): void {
    const least = extensionOf(question, `${EXTENSION}questionnaire-minOccurs`);
    const most = extensionOf(question, `${EXTENSION}questionnaire-maxOccurs`);
    if (typeof most === 'number' && count > most)
      this.context.report('response-answer-count', 'error', at, { maximum: most });
    if (typeof least === 'number' && count < least && this.#done && (count > 0 || question['type'] !== 'group'))
      this.context.report('response-answer-count', 'error', at, { minimum: least });
  }
}

const hasContent = (item: Tree): boolean => list(item['answer']).length > 0 || list(item['item']).length > 0;
