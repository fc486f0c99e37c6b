import { isObject } from '../record.js';
import { unescapeValue } from './escape.js';

const PARTS = [
  'text',
  'family',
  'given',
  'prefix',
  'suffix',
  'line',
  'city',
  'district',
  'state',
  'postalCode',
  'country',
];

/** A test for string parameters: starts with, without regard to case and accents; `:exact` and `:contains`. */
export function stringTest(value: string, modifier?: 'exact' | 'contains'): (held: unknown) => boolean {
  const plain = unescapeValue(value);
  const sought = fold(plain);
  return (held) =>
    heldStrings(held).some((text) => {
      if (modifier === 'exact') return text === plain;
      return modifier === 'contains' ? fold(text).includes(sought) : fold(text).startsWith(sought);
    });
}

/** Case and accents removed. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A string, or the parts of a HumanName or Address. */
export function heldStrings(held: unknown): readonly string[] {
  if (typeof held === 'string') return [held];
  if (!isObject(held)) return [];
  return PARTS.flatMap((part) => {
    const value: unknown = held[part];
    return Array.isArray(value) ? (value as readonly unknown[]) : [value];
  }).filter((each) => typeof each === 'string');
}
