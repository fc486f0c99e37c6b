import { isTree, list, text, trees, type Tree } from './tree.js';

/** Value types that answer an item type (R4 item-type). */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  boolean: ['boolean'],
  decimal: ['decimal'],
  integer: ['integer'],
  date: ['date'],
  dateTime: ['dateTime'],
  time: ['time'],
  string: ['string'],
  text: ['string'],
  url: ['uri'],
  choice: ['Coding'],
  'open-choice': ['Coding', 'string'],
  attachment: ['Attachment'],
  reference: ['Reference'],
  quantity: ['Quantity'],
};

const TYPES = [...new Set(Object.values(ANSWERS).flat())];

type Stem = 'value' | 'answer';
const keysOf = (stem: Stem): readonly (readonly [key: string, type: string])[] =>
  TYPES.map((type) => [stem + type.charAt(0).toUpperCase() + type.slice(1), type]);
const KEYS = { value: keysOf('value'), answer: keysOf('answer') };

export const EXTENSION = 'http://hl7.org/fhir/StructureDefinition/';
export const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

/** The type and value of a choice element: `valueCoding`, `answerBoolean`. */
export function choiceOf(holder: Tree, stem: Stem): { readonly type: string; readonly value: unknown } | undefined {
  for (const [key, type] of KEYS[stem]) {
    const value = holder[key];
    if (value !== undefined) return { type, value };
  }
  return undefined;
}

/** The value of an item's extension, whatever its type. */
export function extensionOf(item: Tree, url: string): unknown {
  const found = trees(item['extension']).find((one) => one['url'] === url);
  if (found === undefined) return undefined;
  for (const name in found) if (name.startsWith('value')) return found[name];
  return undefined;
}

export const extensionsOf = (item: Tree, url: string): readonly unknown[] =>
  trees(item['extension'])
    .filter((one) => one['url'] === url)
    .flatMap((one) => Object.entries(one).filter(([name]) => name.startsWith('value')))
    .map(([, value]) => value);

export const isChoice = ({ type }: Tree): boolean => type === 'choice' || type === 'open-choice';

/** Value types an item of a Questionnaire takes, those of its options where it is a choice; undefined for groups, displays and unknown types. */
export function answerTypes(item: Tree): readonly string[] | undefined {
  const own = ANSWERS[text(item['type']) ?? ''];
  if (own === undefined || !isChoice(item)) return own;
  return [
    ...new Set([...own, ...trees(item['answerOption']).flatMap((option) => choiceOf(option, 'value')?.type ?? [])]),
  ];
}

/** Every item below a Questionnaire or item, with its path, parents first. */
export function allItems(holder: Tree, at: string): readonly { readonly item: Tree; readonly at: string }[] {
  const found: { item: Tree; at: string }[] = [];
  const walk = (parent: Tree, path: string, depth: number): void => {
    if (depth > 100) return;
    list(parent['item']).forEach((item, index) => {
      if (!isTree(item)) return;
      const place = `${path}.item[${index}]`;
      found.push({ item, at: place });
      walk(item, place, depth + 1);
    });
  };
  walk(holder, at, 0);
  return found;
}

/** Equality of two answers: Codings by system and code, Quantities by value and unit, others by value. */
export function sameAnswer(left: unknown, right: unknown): boolean {
  if (!isTree(left) || !isTree(right)) return left === right;
  if (left['code'] !== undefined || right['code'] !== undefined) {
    const systems = left['system'] === right['system'];
    return systems && left['code'] === right['code'] && left['value'] === right['value'];
  }
  if (left['reference'] !== undefined) return left['reference'] === right['reference'];
  return left['value'] === right['value'] && left['unit'] === right['unit'] && left['display'] === right['display'];
}
