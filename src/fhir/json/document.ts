import type { Issue } from '../../model/index.js';
import { unreadableDocument, type FhirDocument } from '../document.js';
import { MAX_DEPTH } from '../limits.js';
import { createLineTable, type LineTable } from '../lines.js';
import { countKeys, nestingDepth, numberEnd } from './lexer.js';
import { createJsonPlaces, type JsonPlaces } from './places.js';
import { textIssues } from './syntax.js';
import { scanJson, type JsonFault, type JsonTokens } from './tokens.js';

/** Texts up to this length go straight to `JSON.parse`; longer ones are looked over first, so that brackets alone cannot exhaust memory. */
const UNGUARDED_LENGTH = 4_000_000;

/**
 * Reads a JSON text. The tree comes from `JSON.parse`; what only the text shows (properties given twice, places, numbers as written)
 * is read when it is asked for.
 */
export function readJson(source: string, allowComments: boolean): FhirDocument {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  if (text.length > UNGUARDED_LENGTH && nestingDepth(text, MAX_DEPTH) > MAX_DEPTH) return unreadable(text);
  let resource: unknown;
  try {
    resource = JSON.parse(text);
  } catch {
    return readDespiteComments(text, allowComments);
  }
  const keys = countProperties(resource, MAX_DEPTH);
  return keys < 0 ? unreadable(text) : new JsonDocument(text, resource, keys, false);
}

/** JSON.parse refused the text: either comments are all that is wrong, or this is one fatal issue. */
function readDespiteComments(text: string, allowComments: boolean): FhirDocument {
  const tokens = scanJson(text);
  if ('code' in tokens) return faulty(text, tokens);
  const parts: string[] = [];
  let from = 0;
  for (const comment of tokens.comments) {
    parts.push(text.slice(from, comment.start), ' ');
    from = comment.end;
  }
  parts.push(text.slice(from));
  const resource: unknown = JSON.parse(parts.join(''));
  return new JsonDocument(text, resource, -1, !allowComments, tokens);
}

function unreadable(text: string): FhirDocument {
  const fault = scanJson(text);
  if (!('code' in fault)) throw new Error('a JSON text was refused in which no fault can be found');
  return faulty(text, fault);
}

function faulty(text: string, fault: JsonFault): FhirDocument {
  const position = createLineTable(text).position(fault.offset);
  const issue: Issue = {
    code: fault.code,
    severity: 'fatal',
    params: { expected: fault.expected, found: fault.found },
    at: { expression: '', ...position },
  };
  return unreadableDocument('json', issue, position);
}

/** A number outside of quotes that ends in a zero fraction or an exponent. */
const ODD_NUMBER = /\d(?:\.0+|[eE][+-]?\d+)\s*[,}\]]/;

class JsonDocument implements FhirDocument {
  readonly format = 'json';
  readonly #text: string;
  /** Properties in the tree: fewer than in the text where one was given twice. -1: not counted. */
  readonly #keys: number;
  readonly #reportComments: boolean;
  #tokens: JsonTokens | undefined;
  #lines: LineTable | undefined;
  #places: JsonPlaces | undefined;
  #issues: readonly Issue[] | undefined;
  #oddNumbers: boolean | undefined;

  constructor(
    text: string,
    readonly resource: unknown,
    keys: number,
    reportComments: boolean,
    tokens?: JsonTokens,
  ) {
    this.#text = text;
    this.#keys = keys;
    this.#reportComments = reportComments;
    this.#tokens = tokens;
  }

  get issues(): readonly Issue[] {
    this.#issues ??=
      this.#keys >= 0 && countKeys(this.#text) === this.#keys
        ? []
        : textIssues(this.#text, this.tokens(), rootOf(this.resource), this.lines(), this.#reportComments);
    return this.#issues;
  }

  get oddNumbers(): boolean {
    return (this.#oddNumbers ??= ODD_NUMBER.test(this.#text));
  }

  get escapes(): boolean {
    return this.#text.includes('\\u00');
  }

  locate(expression: string): { readonly line: number; readonly column: number } {
    return this.lines().position(this.places().offset(expression));
  }

  numberText(expression: string): string | undefined {
    const start = this.places().value(expression);
    if (start === undefined || !/[-0-9]/.test(this.#text.charAt(start))) return undefined;
    return this.#text.slice(start, numberEnd(this.#text, start));
  }

  private tokens(): JsonTokens {
    if (this.#tokens === undefined) {
      const tokens = scanJson(this.#text);
      if ('code' in tokens) throw new Error('a JSON text was read in which the scanner finds a fault');
      this.#tokens = tokens;
    }
    return this.#tokens;
  }

  private lines(): LineTable {
    return (this.#lines ??= createLineTable(this.#text));
  }

  private places(): JsonPlaces {
    return (this.#places ??= createJsonPlaces(this.#text, this.tokens()));
  }
}

/** The name paths begin with: the resource's type where it names one. */
function rootOf(resource: unknown): string {
  const type =
    typeof resource === 'object' && resource !== null && 'resourceType' in resource ? resource.resourceType : undefined;
  return typeof type === 'string' && /^[A-Z][A-Za-z]{0,63}$/.test(type) ? type : '$this';
}

/** The number of properties in all objects of a tree, or -1 where it nests deeper than `levels`. */
function countProperties(value: unknown, levels: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (levels === 0) return -1;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      if (typeof item !== 'object' || item === null) continue;
      const inside = countProperties(item, levels - 1);
      if (inside < 0) return -1;
      count += inside;
    }
    return count;
  }
  for (const name in value) {
    count += 1;
    const item = (value as Readonly<Record<string, unknown>>)[name];
    if (typeof item !== 'object' || item === null) continue;
    const inside = countProperties(item, levels - 1);
    if (inside < 0) return -1;
    count += inside;
  }
  return count;
}
