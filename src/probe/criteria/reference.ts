import { isObject, text } from '../json.js';
import { readReference } from '../literal-reference.js';
import type { Selected } from './expression.js';
import { anyOf } from './judgement.js';
import type { Judgement } from './judgement.js';

const judge = (item: Selected, value: string, base: URL): Judgement => {
  if (!isObject(item.value)) return item.value === value ? 'match' : 'undecided';
  const stated = text(item.value, 'reference');
  if (stated === undefined || stated.startsWith('urn:') || stated.startsWith('#')) return 'undecided';
  const actual = readReference(stated, base);
  if (actual === undefined) return stated === value ? 'match' : 'undecided';
  const asked = readReference(value, base);
  if (asked === undefined) return actual.id === value ? 'match' : 'mismatch';
  return actual.type === asked.type && actual.id === asked.id ? 'match' : 'mismatch';
};

/** Judges `id`, `Type/id` and absolute criteria; references by identifier, URN or to other servers are undecided. */
export function judgeReference(selected: readonly Selected[], value: string, base: URL): Judgement {
  return anyOf(selected.map((item) => judge(item, value, base)));
}
