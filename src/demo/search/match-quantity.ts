import { isObject } from '../record.js';
import { splitEscaped, unescapeValue } from './escape.js';
import { compareRanges, splitPrefix } from './prefix.js';

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A test for number and quantity parameters (`5.4`, `gt5.4|http://unitsofmeasure.org|mg`), or undefined where the value is no number. */
export function quantityTest(value: string): ((held: unknown) => boolean) | undefined {
  const [text = '', system, code] = splitEscaped(value, '|').map(unescapeValue);
  const { prefix, rest } = splitPrefix(text);
  if (!NUMBER.test(rest)) return undefined;
  const number = Number(rest);
  const half = halfUnit(rest);
  const sought =
    prefix === 'eq' || prefix === 'ne' || prefix === 'ap'
      ? { low: number - half, high: number + half }
      : { low: number, high: number };
  return (held) => {
    const amount = typeof held === 'number' ? held : isObject(held) ? held['value'] : undefined;
    if (typeof amount !== 'number') return false;
    if (isObject(held)) {
      if (system !== undefined && system !== '' && held['system'] !== system) return false;
      if (code !== undefined && code !== '' && held['code'] !== code && held['unit'] !== code) return false;
    }
    return compareRanges(prefix, { low: amount, high: amount }, sought, Math.abs(number) / 10);
  };
}

/** Half of the last digit's unit: 5.40 stands for 5.395 to 5.405. */
function halfUnit(text: string): number {
  const match = /\.(\d+)/.exec(text);
  const exponent = Number(/[eE]([+-]?\d+)/.exec(text)?.[1] ?? 0);
  return 0.5 * 10 ** (exponent - (match?.[1]?.length ?? 0));
}
