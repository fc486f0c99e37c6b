import { InvalidArgumentError } from 'commander';

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly whole?: boolean;
  /** The number itself has to be above `min`. */
  readonly above?: boolean;
}

/** Reads the number of an option: plain decimal digits within the range, so that neither an empty text nor a typing error counts as 0. */
export function numberWithin({ min, max, whole = false, above = false }: NumberRange): (text: string) => number {
  const kind = `${whole ? 'a whole number' : 'a number'} ${above ? `above ${min}, at most ${max}` : `from ${min} to ${max}`}`;
  return (text) => {
    const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    const fits = value <= max && (above ? value > min : value >= min) && (!whole || Number.isInteger(value));
    if (!fits) throw new InvalidArgumentError(`It has to be ${kind}.`);
    return value;
  };
}

export const seedNumber = numberWithin({ min: 0, max: 2 ** 32 - 1, whole: true });
