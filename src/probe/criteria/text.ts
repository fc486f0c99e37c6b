import { isObject } from '../json.js';
import type { Selected } from './expression.js';
import { anyOf } from './judgement.js';
import type { Judgement } from './judgement.js';

const fold = (value: string): string => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Strings inside a string, HumanName or Address; names of elements that search ignores are left out. */
export function partsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as unknown[]).flatMap(partsOf);
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([name]) => !/^(use|type|period|extension|id|_.*)$/.test(name))
    .flatMap(([, part]) => partsOf(part));
}

/**
 * Judges a string criterion: case and accents ignored, starts with (R4 search 3.1.1.4.8). A server may also look at
 * words or inside the text, so only a value that does not occur at all is a mismatch.
 */
export function judgeString(selected: readonly Selected[], value: string): Judgement {
  const asked = fold(value);
  return anyOf(
    selected.flatMap((item) => {
      const whole = partsOf(item.value).map(fold);
      return [...whole, whole.join(' ')].map((part): Judgement => {
        if (part.startsWith(asked)) return 'match';
        return part.includes(asked) ? 'undecided' : 'mismatch';
      });
    }),
  );
}

/** Judges a uri criterion: equal, letter by letter (R4 search 3.1.1.4.13). */
export function judgeUri(selected: readonly Selected[], value: string): Judgement {
  return anyOf(selected.map((item): Judgement => (item.value === value ? 'match' : 'mismatch')));
}
