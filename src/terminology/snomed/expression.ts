import { parseSctid } from './sctid.js';

/** What a post-coordinated expression names. */
export type ExpressionResult =
  | { readonly ok: true; readonly focus: readonly string[]; readonly concepts: readonly string[] }
  | { readonly ok: false; readonly offset: number; readonly reason: 'syntax' | 'identifier' };

const LONGEST = 8192;
const MAX_DEPTH = 50;

class Scanner {
  at = 0;
  readonly concepts: string[] = [];

  constructor(private readonly text: string) {}

  blank(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++;
  }

  peek(sign: string): boolean {
    this.blank();
    return this.text.startsWith(sign, this.at);
  }

  accept(sign: string): boolean {
    if (!this.peek(sign)) return false;
    this.at += sign.length;
    return true;
  }

  match(pattern: RegExp): string | undefined {
    this.blank();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  get done(): boolean {
    this.blank();
    return this.at >= this.text.length;
  }
}

class Unreadable extends Error {
  constructor(
    readonly offset: number,
    readonly reason: 'syntax' | 'identifier',
  ) {
    super(reason);
  }
}

const expect = (found: boolean, scanner: Scanner): void => {
  if (!found) throw new Unreadable(scanner.at, 'syntax');
};

function conceptReference(scanner: Scanner): string {
  scanner.blank();
  const start = scanner.at;
  const id = scanner.match(/\d+/y);
  if (id === undefined) throw new Unreadable(start, 'syntax');
  const parsed = parseSctid(id);
  if (!parsed.ok || parsed.kind !== 'concept') throw new Unreadable(start, 'identifier');
  scanner.concepts.push(id);
  if (scanner.peek('|')) expect(scanner.match(/\|[^|]+\|/y) !== undefined, scanner);
  return id;
}

function attributeValue(scanner: Scanner, depth: number): void {
  if (scanner.accept('#')) {
    expect(scanner.match(/[+-]?\d+(?:\.\d+)?/y) !== undefined, scanner);
  } else if (scanner.peek('"')) {
    expect(scanner.match(/"(?:[^"\\]|\\["\\])*"/y) !== undefined, scanner);
  } else if (scanner.accept('(')) {
    subExpression(scanner, depth + 1);
    expect(scanner.accept(')'), scanner);
  } else {
    conceptReference(scanner);
  }
}

function attributes(scanner: Scanner, depth: number): void {
  do {
    conceptReference(scanner);
    expect(scanner.accept('='), scanner);
    attributeValue(scanner, depth);
  } while (scanner.accept(','));
}

function refinement(scanner: Scanner, depth: number): void {
  if (!scanner.peek('{')) attributes(scanner, depth);
  while (scanner.accept('{')) {
    attributes(scanner, depth);
    expect(scanner.accept('}'), scanner);
    scanner.accept(',');
  }
}

function subExpression(scanner: Scanner, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) throw new Unreadable(scanner.at, 'syntax');
  const focus = [conceptReference(scanner)];
  while (scanner.accept('+')) focus.push(conceptReference(scanner));
  if (scanner.accept(':')) refinement(scanner, depth);
  return focus;
}

/**
 * Reads an expression of SNOMED CT's compositional grammar (a lone id, with or without its term, is one), and the ids in it;
 * every id must be a well-formed concept id.
 */
export function parseExpression(text: string): ExpressionResult {
  if (text.length > LONGEST) return { ok: false, offset: LONGEST, reason: 'syntax' };
  const scanner = new Scanner(text);
  try {
    if (!scanner.accept('===')) scanner.accept('<<<');
    const focus = subExpression(scanner, 0);
    expect(scanner.done, scanner);
    return { ok: true, focus, concepts: scanner.concepts };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, offset: error.offset, reason: error.reason };
    throw error;
  }
}
