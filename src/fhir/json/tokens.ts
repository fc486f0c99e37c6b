import { MAX_DEPTH } from '../limits.js';
import { escapeEnd, numberEnd, wordEnd } from './lexer.js';

/** Why a JSON text cannot be read: what was expected at `offset`, and the kind of thing that stands there (never its value). */
export interface JsonFault {
  readonly code: 'json-syntax' | 'nesting-too-deep';
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
}

/**
 * The tokens of a JSON text in document order: keys, primitives, and containers at their opening bracket.
 * `next` of a token is the index of the first token behind it and all it holds.
 */
export interface JsonTokens {
  readonly count: number;
  readonly start: Int32Array;
  readonly next: Int32Array;
  /** Comments, which JSON does not allow: where each begins and ends, and the token that follows it. */
  readonly comments: readonly { readonly start: number; readonly end: number; readonly token: number }[];
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const SLASH = 47;

type State = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'done';

/** Scans a JSON text strictly (RFC 8259, and comments, which are listed), without recursion. */
export function scanJson(text: string): JsonTokens | JsonFault {
  let start = new Int32Array(Math.max(64, text.length >> 4));
  let next = new Int32Array(start.length);
  let count = 0;
  const open = new Int32Array(MAX_DEPTH + 1);
  let depth = 0;
  const comments: { start: number; end: number; token: number }[] = [];
  let state: State = 'value';
  let at = 0;

  const add = (offset: number): void => {
    if (count === start.length) {
      start = grown(start);
      next = grown(next);
    }
    start[count] = offset;
    next[count] = ++count;
  };
  const afterValue = (): State => (depth === 0 ? 'done' : 'comma-or-end');
  const inObject = (): boolean => depth > 0 && text.charCodeAt(start[open[depth] ?? 0] ?? 0) === OPEN_OBJECT;
  const close = (): void => {
    next[open[depth] ?? 0] = count;
    depth -= 1;
    state = afterValue();
  };

  for (;;) {
    let char = text.charCodeAt(at);
    while (char === 32 || char === 10 || char === 13 || char === 9) char = text.charCodeAt(++at);
    if (char === SLASH) {
      const end = commentEnd(text, at);
      if (end === -1) return fault(text, at, state, depth, inObject());
      if (end === -2) return syntax(text, text.length, 'the end of the comment, "*/"');
      comments.push({ start: at, end, token: count });
      at = end;
      continue;
    }
    if (at >= text.length) {
      return state === 'done' ? { count, start, next, comments } : fault(text, at, state, depth, inObject());
    }
    switch (state) {
      case 'key-or-end':
      case 'key':
        if (char === CLOSE_OBJECT && state === 'key-or-end') {
          close();
          at += 1;
        } else if (char === QUOTE) {
          add(at);
          const end = stringEnd(text, at);
          if (typeof end !== 'number') return end;
          at = end;
          state = 'colon';
        } else return fault(text, at, state, depth, true);
        break;
      case 'colon':
        if (char !== COLON) return fault(text, at, state, depth, true);
        at += 1;
        state = 'value';
        break;
      case 'comma-or-end': {
        const object = inObject();
        if (char === COMMA) state = object ? 'key' : 'value';
        else if (char === (object ? CLOSE_OBJECT : CLOSE_ARRAY)) close();
        else return fault(text, at, state, depth, object);
        at += 1;
        break;
      }
      case 'value-or-end':
      case 'value':
        if (char === OPEN_OBJECT || char === OPEN_ARRAY) {
          if (depth === MAX_DEPTH) {
            return {
              code: 'nesting-too-deep',
              offset: at,
              expected: `at most ${MAX_DEPTH} levels of nesting`,
              found: 'more',
            };
          }
          add(at);
          open[++depth] = count - 1;
          state = char === OPEN_OBJECT ? 'key-or-end' : 'value-or-end';
          at += 1;
        } else if (char === CLOSE_ARRAY && state === 'value-or-end') {
          close();
          at += 1;
        } else {
          const end = char === QUOTE ? stringEnd(text, at) : primitiveEnd(text, at, char);
          if (end === undefined) return fault(text, at, state, depth, inObject());
          if (typeof end !== 'number') return end;
          add(at);
          at = end;
          state = afterValue();
        }
        break;
      case 'done':
        return fault(text, at, state, depth, false);
    }
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** The offset behind the string that opens at `at`. */
function stringEnd(text: string, at: number): number | JsonFault {
  for (let i = at + 1; ; i++) {
    const char = text.charCodeAt(i);
    if (char === QUOTE) return i + 1;
    if (char === 92) {
      const end = escapeEnd(text, i);
      if (end === -1) return syntax(text, i, 'an escape that JSON knows (\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX)');
      i = end - 1;
    } else if (!(char >= 32)) {
      if (i >= text.length) return syntax(text, i, 'the closing quote of a string');
      return syntax(text, i, 'control characters in a string to be escaped');
    }
  }
}

function primitiveEnd(text: string, at: number, char: number): number | JsonFault | undefined {
  if (char === 45 || (char >= 48 && char <= 57)) {
    const end = numberEnd(text, at);
    if (end < 0) return syntax(text, -end, 'a digit');
    return char === 48 || (char === 45 && text.charCodeAt(at + 1) === 48) ? noMoreDigits(text, end) : end;
  }
  const end = wordEnd(text, at);
  const word = end - at > 5 ? '' : text.slice(at, end);
  return word === 'true' || word === 'false' || word === 'null' ? end : undefined;
}

function noMoreDigits(text: string, end: number): number | JsonFault {
  const char = text.charCodeAt(end);
  return char >= 48 && char <= 57 ? syntax(text, end, 'a number without leading zeros') : end;
}

/** Behind the comment at `at`; -1: no comment; -2: it never ends. */
function commentEnd(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === SLASH) {
    const end = text.indexOf('\n', at);
    return end === -1 ? text.length : end;
  }
  if (text.charCodeAt(at + 1) !== 42) return -1;
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? -2 : end + 2;
}

function fault(text: string, at: number, state: State, depth: number, object: boolean): JsonFault {
  return syntax(text, at, expectation(state, depth, object));
}

function syntax(text: string, offset: number, expected: string): JsonFault {
  return { code: 'json-syntax', offset, expected, found: kindAt(text, offset) };
}

function expectation(state: State, depth: number, object: boolean): string {
  switch (state) {
    case 'value':
      return depth === 0 ? 'a JSON value' : 'a value';
    case 'value-or-end':
      return 'a value or "]"';
    case 'key':
      return 'a property name in double quotes';
    case 'key-or-end':
      return 'a property name in double quotes or "}"';
    case 'colon':
      return '":" after the property name';
    case 'comma-or-end':
      return object ? '"," or "}"' : '"," or "]"';
    case 'done':
      return 'nothing after the end of the resource';
  }
}

/** What stands at an offset, by kind: values of records are never quoted. */
function kindAt(text: string, offset: number): string {
  const char = text.charAt(offset);
  if (char === '') return 'the end of the text';
  if (char === '"') return 'a string';
  if (/[0-9-]/.test(char)) return 'a number';
  if (/[\p{L}_$]/u.test(char)) return 'a word without quotes';
  if (/[!-~]/.test(char)) return `"${char}"`;
  return char < ' ' ? 'a control character' : 'a character that JSON does not use';
}
