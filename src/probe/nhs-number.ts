import type { Random } from './random.js';

export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

const remainder = (nine: string): number => {
  const sum = [...nine.matchAll(/\d/g)].reduce((total, match, index) => total + Number(match[0]) * (10 - index), 0);
  return 11 - (sum % 11);
};

/** Check digit of nine digits by modulus 11; undefined where the rule gives 10, which no number has. */
export function checkDigit(nine: string): number | undefined {
  const digit = remainder(nine);
  return digit === 10 ? undefined : digit % 11;
}

/** A number of the 999 test range that is valid, or whose check digit alone is wrong, and that `taken` does not hold. */
export function testNumber(random: Random, valid: boolean, taken: ReadonlySet<string>): string {
  for (;;) {
    const nine = `999${String(random.below(1_000_000)).padStart(6, '0')}`;
    const digit = checkDigit(nine);
    if (digit === undefined) continue;
    const number = `${nine}${valid ? digit : (digit + 1 + random.below(9)) % 10}`;
    if (!taken.has(number)) return number;
  }
}
