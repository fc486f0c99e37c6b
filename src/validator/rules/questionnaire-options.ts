import { answerTypes, choiceOf, sameAnswer } from './questionnaire-items.js';
import type { RuleContext } from './rule.js';
import { isTree, pushTo, trees, type Tree } from './tree.js';

/** The answer options of one item, looked up by what equal answers share: there can be thousands of each. */
export class AnswerOptions {
  /** Value types the item takes. */
  readonly types: readonly string[];
  readonly any: boolean;
  readonly #ofType = new Set<string>();
  readonly #byKey = new Map<unknown, { readonly option: Tree; readonly value: unknown }[]>();

  constructor(question: Tree) {
    this.types = answerTypes(question) ?? [];
    const options = trees(question['answerOption']);
    this.any = options.length > 0;
    options.forEach((option) => {
      const choice = choiceOf(option, 'value');
      if (choice === undefined) return;
      this.#ofType.add(choice.type);
      pushTo(this.#byKey, keyOf(choice.type, choice.value), { option, value: choice.value });
    });
  }

  hasType(type: string): boolean {
    return this.#ofType.has(type);
  }

  /** The first option of the type that is the same as an answer. */
  chosen(type: string, answer: unknown): Tree | undefined {
    return this.#byKey.get(keyOf(type, answer))?.find(({ value }) => sameAnswer(value, answer))?.option;
  }
}

/** Answers that are the same have the same key; what has no code is left to the comparison. */
function keyOf(type: string, value: unknown): unknown {
  if (!isTree(value)) return `${type} ${typeof value} ${String(value)}`;
  const code = value['code'];
  return code === undefined ? type : `${type} code ${typeof code === 'string' ? code : ''}`;
}

type Held = Parameters<RuleContext['terminology']['member']>[0];

/** A value set by its canonical, or the contained one that a fragment names: a contained Questionnaire's stands beside it. */
export function heldValueSet(reference: string, container: Tree): Held | undefined {
  if (!reference.startsWith('#')) return reference;
  const found = trees(container['contained']).find((one) => one['id'] === reference.slice(1));
  return found?.['resourceType'] === 'ValueSet' ? (found as unknown as Held) : undefined;
}
