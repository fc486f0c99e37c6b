import { isObject, text } from '../json.js';
import type { Selected } from './expression.js';
import { anyOf } from './judgement.js';
import type { Judgement } from './judgement.js';

const numberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  return isObject(value) && typeof value['value'] === 'number' ? value['value'] : undefined;
};

/** Half of the last digit written: `5.4` means 5.35 to 5.45 (R4 search 3.1.1.4.6). */
const tolerance = (written: string): number => {
  const decimals = /^[+-]?\d+(?:\.(\d+))?$/.exec(written)?.[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
};

/** Judges `number`, `number|system|code` and `number||unit` on a number or a Quantity. */
export function judgeQuantity(selected: readonly Selected[], value: string): Judgement {
  const [written = '', system, code] = value.split('|');
  const asked = Number(written);
  if (Number.isNaN(asked)) return 'undecided';
  return anyOf(
    selected.map((item): Judgement => {
      const actual = numberOf(item.value);
      if (actual === undefined) return 'undecided';
      if (Math.abs(actual - asked) > tolerance(written) * 1.000001) {
        // The same amount in another unit is the same quantity.
        return code === undefined || (isObject(item.value) && text(item.value, 'code') === code)
          ? 'mismatch'
          : 'undecided';
      }
      if (system === undefined || system === '' || !isObject(item.value)) return 'match';
      return text(item.value, 'system') === system && text(item.value, 'code') === code ? 'match' : 'undecided';
    }),
  );
}
