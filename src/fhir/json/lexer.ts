const isDigit = (char: number): boolean => char >= 48 && char <= 57;
const isHex = (char: number): boolean => isDigit(char) || (char >= 65 && char <= 70) || (char >= 97 && char <= 102);

/** Behind the escape that begins with the backslash at `at`, or -1 where JSON knows no such escape. */
export function escapeEnd(text: string, at: number): number {
  const char = text.charCodeAt(at + 1);
  if (char === 117) {
    for (let i = at + 2; i < at + 6; i++) if (!isHex(text.charCodeAt(i))) return -1;
    return at + 6;
  }
  return Number.isNaN(char) || !'"\\/bfnrt'.includes(String.fromCharCode(char)) ? -1 : at + 2;
}

/** Behind the number at `at`; where a digit is missing, minus the offset of the gap. */
export function numberEnd(text: string, at: number): number {
  let i = at;
  if (text.charCodeAt(i) === 45) i += 1;
  if (!isDigit(text.charCodeAt(i))) return -i;
  if (text.charCodeAt(i) === 48) i += 1;
  else i = digitsEnd(text, i);
  if (text.charCodeAt(i) === 46) {
    if (!isDigit(text.charCodeAt(i + 1))) return -(i + 1);
    i = digitsEnd(text, i + 1);
  }
  if ((text.charCodeAt(i) | 32) === 101) {
    i += 1;
    const sign = text.charCodeAt(i);
    if (sign === 43 || sign === 45) i += 1;
    if (!isDigit(text.charCodeAt(i))) return -i;
    i = digitsEnd(text, i);
  }
  return i;
}

function digitsEnd(text: string, at: number): number {
  let i = at;
  while (isDigit(text.charCodeAt(i))) i += 1;
  return i;
}

/** Behind the run of letters, digits and `_` at `at`, looking no further than a literal is long. */
export function wordEnd(text: string, at: number): number {
  let i = at;
  for (; i < at + 6; i++) {
    const char = text.charCodeAt(i);
    if (!(isDigit(char) || char === 95 || ((char | 32) >= 97 && (char | 32) <= 122))) break;
  }
  return i;
}

/** The number of properties in all objects of a valid JSON text, without reading anything but its strings. */
export function countKeys(text: string): number {
  let keys = 0;
  for (let open = text.indexOf('"'); open !== -1; open = text.indexOf('"', open)) {
    let close = text.indexOf('"', open + 1);
    while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
    if (close === -1) return keys;
    open = close + 1;
    let char = text.charCodeAt(open);
    while (char === 32 || char === 10 || char === 13 || char === 9) char = text.charCodeAt(++open);
    if (char === 58) keys += 1;
  }
  return keys;
}

function isEscaped(text: string, quote: number): boolean {
  let i = quote - 1;
  while (text.charCodeAt(i) === 92) i -= 1;
  return (quote - i) % 2 === 0;
}

/** How deep brackets stand inside each other in a JSON text, as far as `limit + 1`. */
export function nestingDepth(text: string, limit: number): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 34) {
      i = text.indexOf('"', i + 1);
      while (i !== -1 && isEscaped(text, i)) i = text.indexOf('"', i + 1);
      if (i === -1) return deepest;
    } else if (char === 91 || char === 123) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > limit) return deepest;
    } else if (char === 93 || char === 125) depth -= 1;
  }
  return deepest;
}
