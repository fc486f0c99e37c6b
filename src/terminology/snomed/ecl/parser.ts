import { parseSctid } from '../sctid.js';
import type { Ecl } from './ast.js';
import { EclError } from './ast.js';
import type { Token } from './lexer.js';
import { tokenise } from './lexer.js';

const MAX_DEPTH = 200;

class Reader {
  private index = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get next(): Token {
    const token = this.tokens[this.index] ?? this.tokens.at(-1);
    if (token === undefined) throw new EclError('Empty constraint', 0);
    return token;
  }

  accept(kind: Token['kind']): boolean {
    if (this.next.kind !== kind) return false;
    this.index++;
    return true;
  }

  shift(): Token {
    const token = this.next;
    this.index++;
    return token;
  }
}

function compound(reader: Reader, depth: number): Ecl {
  const first = operand(reader, depth);
  const { kind } = reader.next;
  if (kind === 'minus') {
    reader.shift();
    const right = operand(reader, depth);
    if (isConnective(reader.next.kind)) throw new EclError('Put brackets around one side of MINUS', reader.next.at);
    return { kind: 'minus', left: first, right };
  }
  if (kind !== 'and' && kind !== 'or') return first;
  const operands = [first];
  while (reader.accept(kind)) operands.push(operand(reader, depth));
  if (isConnective(reader.next.kind)) throw new EclError('AND, OR and MINUS mix only with brackets', reader.next.at);
  return { kind, operands };
}

const isConnective = (kind: Token['kind']): boolean => kind === 'and' || kind === 'or' || kind === 'minus';

function operand(reader: Reader, depth: number): Ecl {
  if (depth > MAX_DEPTH) throw new EclError('Nested too deeply', reader.next.at);
  const token = reader.shift();
  switch (token.kind) {
    case 'operator':
      return { kind: 'hierarchy', operator: token.text, of: operand(reader, depth + 1) };
    case 'memberOf':
      return { kind: 'memberOf', of: operand(reader, depth + 1) };
    case 'any':
      return { kind: 'any' };
    case 'open': {
      const inner = compound(reader, depth + 1);
      if (!reader.accept('close')) throw new EclError('Missing closing bracket', reader.next.at);
      return inner;
    }
    case 'id':
      if (parseSctid(token.text).ok || /^[1-9]\d{5,17}$/.test(token.text)) return { kind: 'concept', id: token.text };
      throw new EclError('Not a SNOMED CT identifier', token.at);
    default:
      throw new EclError('Expected a concept, an operator or a bracket', token.at);
  }
}

/**
 * Reads an expression constraint (ECL 2, brief or long syntax): ids with terms, `*`, hierarchy operators, `^`, AND, OR, MINUS, brackets.
 * Check digits are not judged: national value sets hold a few bad ones. Throws EclError.
 */
export function parseEcl(text: string): Ecl {
  const reader = new Reader(tokenise(text));
  const tree = compound(reader, 0);
  if (reader.next.kind !== 'end') throw new EclError('Unexpected text after the constraint', reader.next.at);
  return tree;
}
