import { isObject, text } from '../json.js';
import type { WireResource } from '../json.js';
import { readReference } from '../literal-reference.js';
import { NHS_NUMBER_SYSTEM } from '../nhs-number.js';
import type { Parameter } from './criterion.js';
import { dateRange } from './date.js';
import { partsOf } from './text.js';
import { tokensOf } from './token.js';
import type { Token } from './token.js';

const preference = (token: Token): number => {
  if (token.system === 'http://snomed.info/sct') return 0;
  return token.system?.startsWith('http') === true ? 1 : 2;
};

/** Characters that carry a meaning in a search value and would have to be escaped. */
const plain = (value: string): boolean => value !== '' && value.length <= 200 && !/[,$|\\]/.test(value);

const tokenValue = (value: unknown): string | undefined => {
  const [best] = tokensOf(value)
    .filter(
      (token) =>
        plain(token.code) && !(token.system?.includes('nhs-number') ?? false) && token.system !== NHS_NUMBER_SYSTEM,
    )
    .sort((a, b) => preference(a) - preference(b));
  if (best === undefined) return undefined;
  return typeof best.system === 'string' && plain(best.system) ? `${best.system}|${best.code}` : best.code;
};

const dateValue = (value: unknown): string | undefined => {
  const written = typeof value === 'string' ? value : text(value, 'start');
  if (written === undefined || dateRange(written) === undefined) return undefined;
  return typeof value === 'string' && written.length <= 10 ? written : `ge${written}`;
};

const stringValue = (value: unknown): string | undefined => {
  const own = isObject(value) ? { ...value, text: undefined } : value;
  return partsOf(own).find((part) => plain(part) && part.length >= 2 && !/\s/.test(part));
};

const quantityValue = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  if (!isObject(value) || typeof value['value'] !== 'number') return undefined;
  const [system, code] = [text(value, 'system'), text(value, 'code')];
  if (system === undefined || code === undefined || !plain(system) || !plain(code)) return String(value['value']);
  return `${value['value']}|${system}|${code}`;
};

/**
 * A value to search for, taken from a record: well-known codings first, a date with the prefix that must find it again,
 * one word of a string. Never an NHS Number. Undefined where the record has none.
 */
export function harvest(parameter: Parameter, resource: WireResource, base: URL): string | undefined {
  for (const item of parameter.expression.select(resource) ?? []) {
    if (item.uncertain === true) continue;
    let value: string | undefined;
    switch (parameter.type) {
      case 'token':
        value = tokenValue(item.value);
        break;
      case 'date':
        value = dateValue(item.value);
        break;
      case 'string':
        value = stringValue(item.value);
        break;
      case 'number':
      case 'quantity':
        value = quantityValue(item.value);
        break;
      case 'uri':
        value = typeof item.value === 'string' && plain(item.value) ? item.value : undefined;
        break;
      case 'reference': {
        const stated = text(item.value, 'reference');
        const literal = stated === undefined ? undefined : readReference(stated, base);
        value = literal === undefined ? undefined : `${literal.type}/${literal.id}`;
      }
    }
    if (value !== undefined) return value;
  }
  return undefined;
}
