import { Fault } from '../fault.js';

/** Name and value pairs of a query string or form body, in order, decoded. */
export function parsePairs(query: string): readonly (readonly [name: string, value: string])[] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });
}

function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '));
    if (!decoded.includes('\0')) return decoded;
  } catch {
    // fall through: a bad escape and a NUL are refused alike
  }
  throw new Fault(400, 'invalid', 'MSG_BAD_SYNTAX', 'The query string holds a broken percent escape.');
}

/** Splits a parameter value at unescaped separators (`,` `|` `$`); escapes stay in the parts. */
export function splitEscaped(text: string, separator: ',' | '|' | '$'): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\' && i + 1 < text.length) {
      part += char + text.charAt(i + 1);
      i++;
    } else if (char === separator) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part];
}

/** Removes FHIR search escapes: `\,` `\|` `\$` `\\`. */
export function unescapeValue(text: string): string {
  return text.replace(/\\([,|$\\])/g, '$1');
}
