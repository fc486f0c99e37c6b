import { createRequire } from 'node:module';

/** A FHIRPath expression as a small tree, free of the parser's grammar. */
export type Expression =
  | { readonly kind: 'this' | 'index' | 'total' | 'empty' }
  | { readonly kind: 'literal'; readonly type: LiteralType; readonly value: string | number | boolean }
  | { readonly kind: 'constant'; readonly name: string }
  | { readonly kind: 'member'; readonly source: Expression | undefined; readonly name: string }
  | {
      readonly kind: 'call';
      readonly source: Expression | undefined;
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | { readonly kind: 'item'; readonly source: Expression; readonly at: Expression }
  | { readonly kind: 'type'; readonly operator: 'is' | 'as'; readonly source: Expression; readonly type: string }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'negative'; readonly operand: Expression };

export type LiteralType = 'String' | 'Integer' | 'Decimal' | 'Boolean' | 'Date' | 'DateTime' | 'Time' | 'Quantity';

/** Thrown where the expression uses something the compiler does not cover: it is then left to fhirpath.js. */
export class UnsupportedExpression extends Error {
  override readonly name = 'UnsupportedExpression';
}

interface Node {
  readonly type: string;
  readonly text?: string;
  readonly children?: readonly Node[];
}

interface Parser {
  parse(expression: string): Node;
}

const require = createRequire(import.meta.url);

/**
 * Reads a FHIRPath expression. The parser (fhirpath.js) is loaded at the first call.
 * @throws Error where the text is no FHIRPath, UnsupportedExpression for constructs outside the tree above.
 */
export function parseExpression(text: string): Expression {
  return convert((require('fhirpath') as Parser).parse(text));
}

const LITERALS: Readonly<Record<string, LiteralType>> = {
  StringLiteral: 'String',
  NumberLiteral: 'Integer',
  BooleanLiteral: 'Boolean',
  DateLiteral: 'Date',
  DateTimeLiteral: 'DateTime',
  TimeLiteral: 'Time',
  QuantityLiteral: 'Quantity',
};

const BINARY = /^(And|Or|Implies|Equality|Inequality|Additive|Multiplicative|Union|Membership)Expression$/;

function convert(node: Node): Expression {
  const [first, second] = node.children ?? [];
  if (BINARY.test(node.type)) {
    return { kind: 'binary', operator: text(node), left: convert(required(first)), right: convert(required(second)) };
  }
  switch (node.type) {
    case 'EntireExpression':
    case 'TermExpression':
    case 'ParenthesizedTerm':
    case 'InvocationTerm':
      return convert(required(first));
    case 'ThisInvocation':
      return { kind: 'this' };
    case 'IndexInvocation':
      return { kind: 'index' };
    case 'TotalInvocation':
      return { kind: 'total' };
    case 'MemberInvocation':
    case 'FunctionInvocation':
      return invocation(undefined, node);
    case 'InvocationExpression':
      return invocation(convert(required(first)), required(second));
    case 'IndexerExpression':
      return { kind: 'item', source: convert(required(first)), at: convert(required(second)) };
    case 'PolarityExpression':
      if (node.text === '+') return convert(required(first));
      return { kind: 'negative', operand: convert(required(first)) };
    case 'TypeExpression':
      return {
        kind: 'type',
        operator: text(node) === 'is' ? 'is' : 'as',
        source: convert(required(first)),
        type: text(required(second)).replaceAll('`', ''),
      };
    case 'LiteralTerm':
      return literal(required(first));
    case 'ExternalConstantTerm':
      return { kind: 'constant', name: constantName(required(first)) };
    default:
      throw new UnsupportedExpression(`${node.type} is not covered`);
  }
}

function invocation(source: Expression | undefined, node: Node): Expression {
  const first = required(node.children?.[0]);
  if (node.type === 'MemberInvocation') return { kind: 'member', source, name: identifier(first) };
  if (node.type === 'FunctionInvocation') {
    const [name, parameters] = first.children ?? [];
    return {
      kind: 'call',
      source,
      name: identifier(required(name)),
      args: (parameters?.children ?? []).map(convert),
    };
  }
  if (source === undefined) return convert(node);
  throw new UnsupportedExpression(`${node.type} is not covered after a dot`);
}

function literal(node: Node): Expression {
  if (node.type === 'NullLiteral') return { kind: 'empty' };
  const type = LITERALS[node.type];
  const raw = text(node);
  switch (type) {
    case undefined:
      throw new UnsupportedExpression(`${node.type} is not covered`);
    case 'String':
      return { kind: 'literal', type, value: unescape(raw.slice(1, -1)) };
    case 'Integer':
      return { kind: 'literal', type: raw.includes('.') ? 'Decimal' : type, value: Number(raw) };
    case 'Boolean':
      return { kind: 'literal', type, value: raw === 'true' };
    default:
      return { kind: 'literal', type, value: raw.replace(/^@T?/, '') };
  }
}

function constantName(node: Node): string {
  const inner = node.children?.[0];
  return inner === undefined ? text(node) : identifier(inner).replace(/^'(.*)'$/, '$1');
}

function identifier(node: Node): string {
  const raw = text(node);
  return raw.startsWith('`') ? unescape(raw.slice(1, -1)) : raw;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

function unescape(raw: string): string {
  return raw.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_all, code: string) =>
    code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code),
  );
}

function text(node: Node): string {
  if (node.text === undefined) throw new UnsupportedExpression(`${node.type} has no text`);
  return node.text;
}

function required(node: Node | undefined): Node {
  if (node === undefined) throw new UnsupportedExpression('An expression is incomplete');
  return node;
}

/** The type named by the argument of `is()`, `as()` and `ofType()`. */
export function typeName(expression: Expression | undefined): string {
  if (expression?.kind !== 'member') throw new UnsupportedExpression('A type name is expected');
  return expression.source === undefined ? expression.name : `${typeName(expression.source)}.${expression.name}`;
}
