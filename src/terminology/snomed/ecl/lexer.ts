import type { HierarchyOperator } from './ast.js';
import { EclError } from './ast.js';

export type Token =
  | { readonly kind: 'id'; readonly text: string; readonly at: number }
  | { readonly kind: 'operator'; readonly text: HierarchyOperator; readonly at: number }
  | {
      readonly kind: 'any' | 'memberOf' | 'and' | 'or' | 'minus' | 'open' | 'close' | 'end';
      readonly at: number;
    };

const SYMBOLS: readonly (readonly [string, HierarchyOperator | 'any' | 'memberOf' | 'and' | 'open' | 'close'])[] = [
  ['<<!', '<<!'],
  ['>>!', '>>!'],
  ['<<', '<<'],
  ['>>', '>>'],
  ['<!', '<!'],
  ['>!', '>!'],
  ['<', '<'],
  ['>', '>'],
  ['^', 'memberOf'],
  ['*', 'any'],
  [',', 'and'],
  ['(', 'open'],
  [')', 'close'],
];

const WORDS: Readonly<Record<string, HierarchyOperator | 'any' | 'memberOf' | 'and' | 'or' | 'minus'>> = {
  descendantof: '<',
  descendantorselfof: '<<',
  childof: '<!',
  childorselfof: '<<!',
  ancestorof: '>',
  ancestororselfof: '>>',
  parentof: '>!',
  parentorselfof: '>>!',
  memberof: 'memberOf',
  any: 'any',
  and: 'and',
  or: 'or',
  minus: 'minus',
};

const UNSUPPORTED = new Set([':', '=', '{', '}', '.', '[', ']', '#', '"', '!', '+']);

const BLANK = /(?:\s|\/\*[\s\S]*?\*\/)+/y;
const DIGITS = /\d+/y;
const WORD = /[a-z]+/iy;
const TERM = /\|[^|]*\|/y;

const take = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const meaning = (name: HierarchyOperator | Exclude<Token['kind'], 'id' | 'operator'>, at: number): Token => {
  switch (name) {
    case 'any':
    case 'memberOf':
    case 'and':
    case 'or':
    case 'minus':
    case 'open':
    case 'close':
    case 'end':
      return { kind: name, at };
    default:
      return { kind: 'operator', text: name, at };
  }
};

/** Cuts an expression constraint into tokens, brief and long syntax alike, keywords in any case; terms and comments are dropped. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = take(BLANK, text, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const term = take(TERM, text, at);
    if (term !== undefined) {
      if (tokens.at(-1)?.kind !== 'id') throw new EclError('A term stands behind an id', at);
      at += term.length;
      continue;
    }
    const digits = take(DIGITS, text, at);
    if (digits !== undefined) {
      tokens.push({ kind: 'id', text: digits, at });
      at += digits.length;
      continue;
    }
    const word = take(WORD, text, at);
    if (word !== undefined) {
      const name = Object.hasOwn(WORDS, word.toLowerCase()) ? WORDS[word.toLowerCase()] : undefined;
      if (name === undefined) throw new EclError('Not a keyword of the constraint language', at);
      tokens.push(meaning(name, at));
      at += word.length;
      continue;
    }
    const start = at;
    const symbol = SYMBOLS.find(([sign]) => text.startsWith(sign, start));
    if (symbol === undefined) {
      throw new EclError('Unexpected character', at, UNSUPPORTED.has(text.charAt(at)));
    }
    tokens.push(meaning(symbol[1], at));
    at += symbol[0].length;
  }
  tokens.push({ kind: 'end', at });
  return tokens;
}
