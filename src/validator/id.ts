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
