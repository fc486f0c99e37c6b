const LONGEST = 64;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** By code, whether ids have the character. */
const IN_ID = new Uint8Array(128);
for (const character of `${LETTERS}0123456789-.`) IN_ID[character.charCodeAt(0)] = 1;

/** Whether what stands from `from` on is an id (R4 datatypes.html#id). Every record has many: a table is quicker than a pattern. */
export function isIdFrom(text: string, from: number): boolean {
  const { length } = text;
  if (from >= length || length - from > LONGEST) return false;
  for (let i = from; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || IN_ID[code] === 0) return false;
  }
  return true;
}

/** By code: 1 for a digit of hexadecimal numbers in lower case, 2 for one in upper case alone. */
const HEX = new Uint8Array(128);
for (const digit of '0123456789abcdef') HEX[digit.charCodeAt(0)] = 1;
for (const digit of 'ABCDEF') HEX[digit.charCodeAt(0)] = 2;

const HYPHEN = 45;
const UUID_LENGTH = 36;

/** Whether a UUID stands at `from`: in lower case, as FHIR writes them, or with `anyCase` in either. */
export function isUuidAt(text: string, from: number, anyCase = false): boolean {
  if (text.length < from + UUID_LENGTH) return false;
  for (let i = 0; i < UUID_LENGTH; i++) {
    const code = text.charCodeAt(from + i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (code !== HYPHEN) return false;
    } else {
      const kind = code > 127 ? 0 : HEX[code];
      if (kind !== 1 && !(anyCase && kind === 2)) return false;
    }
  }
  return true;
}
