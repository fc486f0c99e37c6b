import type { Random } from './random.js';

const FIRST = ['Zzal', 'Zzbri', 'Zzcor', 'Zzdun', 'Zzel', 'Zzfar', 'Zzgol', 'Zzhem', 'Zzil', 'Zzjor', 'Zzkel', 'Zzlin'];
const LAST = ['derby', 'wick', 'combe', 'thorpe', 'mere', 'stow', 'ford', 'leigh', 'haugh', 'beck', 'holt', 'garth'];
const GIVEN = ['Qora', 'Qben', 'Qila', 'Qtam', 'Quvel', 'Qyra', 'Qosmo', 'Qedda', 'Qirin', 'Qanto', 'Qelva', 'Qumar'];
const STREETS = ['Row', 'Rise', 'Walk', 'Yard', 'Mews', 'Croft'];

/** A family name nobody has. */
export function familyName(random: Random): string {
  return random.pick(FIRST) + random.pick(LAST);
}

export function givenName(random: Random): string {
  return random.pick(GIVEN);
}

/** An address in a place that does not exist, with a postcode of no area. */
export function address(random: Random): { line: string[]; city: string; postalCode: string; country: string } {
  const place = random.pick(FIRST) + random.pick(LAST);
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const letter = (): string => letters.charAt(random.int(0, letters.length - 1));
  return {
    line: [`${random.int(1, 199)} ${random.pick(FIRST)}${random.pick(LAST)} ${random.pick(STREETS)}`],
    city: place,
    postalCode: `ZX${random.int(1, 99)} ${random.int(1, 9)}${letter()}${letter()}`,
    country: 'ENGLAND',
  };
}

/** A number of a range kept free for drama. */
export function phone(random: Random): string {
  return `01632 960${String(random.int(0, 999)).padStart(3, '0')}`;
}

/** The nth valid NHS Number of the 999 test range. */
export function nhsNumber(n: number): string {
  let found = -1;
  for (let serial = 0; ; serial++) {
    const nine = `999${String(serial * 7 + 100_003).padStart(6, '0')}`;
    const sum = Array.from(nine, Number).reduce((total, digit, index) => total + digit * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) found += 1;
    if (found === n) return `${nine}${check}`;
  }
}
