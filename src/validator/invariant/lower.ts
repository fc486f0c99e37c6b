import type { Algebra, Order, Variable } from './algebra.js';
import { lowerFunction } from './functions.js';
import type { Shapes } from './shapes.js';
import { UnsupportedExpression, type Expression } from './syntax.js';
import { Values, type Value } from './values.js';

/** What an expression is evaluated against. */
export interface Scope<R> {
  readonly self: Value<R>;
  readonly index?: () => R;
}

/** Translates one expression into code over an algebra. */
export class Lowering<R> {
  readonly values: Values<R>;
  readonly node: Value<R>;
  private variables = 0;

  constructor(
    readonly algebra: Algebra<R>,
    readonly shapes: Shapes,
    /** FHIR type of the node. */
    private readonly type: string,
  ) {
    this.values = new Values(algebra, shapes);
    this.node = this.values.parameter([type], 'node');
  }

  /**
   * The code of a condition that holds where the invariant is met.
   * @param emptyIsMet an empty answer counts as met; otherwise only `true` does.
   * @throws UnsupportedExpression
   */
  invariant(expression: Expression, emptyIsMet: boolean): R {
    const value = this.lower(expression, { self: this.node });
    const boolean = this.values.kind(value) === 'boolean';
    if (emptyIsMet) return this.algebra.not(this.values.falsity(value));
    return boolean || !value.many ? this.values.truth(value) : this.values.exists(value);
  }

  fresh(): Variable {
    this.variables += 1;
    return `v${this.variables}`;
  }

  /** A lambda over the items of `source`, and the scope its body is lowered in. */
  over(source: Value<R>, body: (scope: Scope<R>) => R): R {
    const item = this.fresh();
    const position = this.fresh();
    const used = { index: false };
    const code = body({
      self: this.values.parameter(source.types, item),
      index: () => {
        used.index = true;
        return this.algebra.variable(position);
      },
    });
    return this.algebra.lambda(used.index ? [item, position] : [item], code);
  }

  lower(expression: Expression, scope: Scope<R>): Value<R> {
    const { values, algebra } = this;
    switch (expression.kind) {
      case 'this':
        return scope.self;
      case 'empty':
        return values.empty;
      case 'index':
        if (scope.index === undefined) throw new UnsupportedExpression('$index outside a loop');
        return values.scalar('System.Integer', scope.index);
      case 'total':
        throw new UnsupportedExpression('$total is not covered');
      case 'literal':
        if (expression.type === 'Quantity') throw new UnsupportedExpression('Quantity literals are not covered');
        return values.fixed(`System.${expression.type}`, expression.value);
      case 'constant':
        return this.constant(expression.name);
      case 'member':
        if (expression.source === undefined && this.isHead(expression.name, scope)) return scope.self;
        return values.member(this.source(expression.source, scope), expression.name);
      case 'call':
        return lowerFunction(this, expression, this.source(expression.source, scope), scope);
      case 'item': {
        const source = this.lower(expression.source, scope);
        const at = this.lower(expression.at, scope);
        return values.picked(source.types, () => algebra.call('at', [values.items(source), values.bare(at)]));
      }
      case 'type': {
        const source = this.lower(expression.source, scope);
        return expression.operator === 'is'
          ? values.isType(source, expression.type)
          : values.single(values.ofType(source, expression.type));
      }
      case 'negative': {
        const operand = this.lower(expression.operand, scope);
        const [fixed] = operand.fixed ?? [];
        if (typeof fixed === 'number') return values.fixed(operand.types?.[0] ?? 'System.Integer', -fixed);
        return values.scalar('System.Decimal', () =>
          algebra.call('arithmetic', [algebra.constant('-'), algebra.constant(0), values.bare(operand)]),
        );
      }
      case 'binary':
        return this.binary(
          expression.operator,
          this.lower(expression.left, scope),
          this.lower(expression.right, scope),
        );
    }
  }

  private source(expression: Expression | undefined, scope: Scope<R>): Value<R> {
    return expression === undefined ? scope.self : this.lower(expression, scope);
  }

  private isHead(name: string, { self }: Scope<R>): boolean {
    const type = self.types?.length === 1 ? self.types[0] : undefined;
    return type === name || (type !== undefined && /^[A-Z]/.test(name) && this.shapes.derives(type, name));
  }

  private constant(name: string): Value<R> {
    const { algebra, values } = this;
    const held = (type: string, key: string): Value<R> => ({
      many: false,
      types: [type],
      code: () => algebra.property(algebra.variable('context'), key, true),
    });
    switch (name) {
      case 'context':
        return this.node;
      case 'resource': {
        const head = this.type.split('.', 1)[0] ?? this.type;
        return held(this.shapes.isResource(head) ? head : 'Resource', 'resource');
      }
      case 'rootResource':
        return held('Resource', 'rootResource');
      case 'ucum':
        return values.fixed('System.String', 'http://unitsofmeasure.org');
      case 'sct':
        return values.fixed('System.String', 'http://snomed.info/sct');
      case 'loinc':
        return values.fixed('System.String', 'http://loinc.org');
      default:
        if (name.startsWith('vs-'))
          return values.fixed('System.String', `http://hl7.org/fhir/ValueSet/${name.slice(3)}`);
        if (name.startsWith('ext-')) {
          return values.fixed('System.String', `http://hl7.org/fhir/StructureDefinition/${name.slice(4)}`);
        }
        throw new UnsupportedExpression(`%${name} is not known`);
    }
  }

  private binary(operator: string, left: Value<R>, right: Value<R>): Value<R> {
    const { algebra, values } = this;
    const truth = (value: Value<R>) => (): R => values.truth(value);
    const falsity = (value: Value<R>) => (): R => values.falsity(value);
    switch (operator) {
      case 'and':
        return values.logical(
          () => algebra.and(values.truth(left), values.truth(right)),
          () => algebra.or(values.falsity(left), values.falsity(right)),
        );
      case 'or':
        return values.logical(
          () => algebra.or(values.truth(left), values.truth(right)),
          () => algebra.and(values.falsity(left), values.falsity(right)),
        );
      case 'implies':
        return values.logical(
          () => algebra.or(values.falsity(left), values.truth(right)),
          () => algebra.and(values.truth(left), values.falsity(right)),
        );
      case 'xor':
        return this.differ(truth(left), falsity(left), truth(right), falsity(right));
      case '=':
        return this.equality(left, right);
      case '!=':
        return this.inverse(this.equality(left, right));
      case '~':
        return this.equivalence(left, right);
      case '!~':
        return this.inverse(this.equivalence(left, right));
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.order(operator, values.single(left), values.single(right));
      case 'in':
        return this.membership(right, left);
      case 'contains':
        return this.membership(left, right);
      case '|':
        if (left.fixed !== undefined && right.fixed !== undefined && left.types?.[0] === right.types?.[0]) {
          return { ...values.fixed(left.types?.[0] ?? '', ...new Set([...left.fixed, ...right.fixed])) };
        }
        return values.collection(sameTypes(left, right), () =>
          algebra.call('union', [values.items(left), values.items(right)]),
        );
      case '&':
        return values.scalar('System.String', () => algebra.call('concat', [values.bare(left), values.bare(right)]));
      case '+':
        if (values.kind(left) === 'temporal' || values.kind(left) === 'quantity') break;
        return values.scalar(values.kind(left) === 'text' ? 'System.String' : 'System.Decimal', () =>
          algebra.call('add', [values.bare(left), values.bare(right)]),
        );
      case '-':
      case '*':
      case '/':
      case 'div':
      case 'mod':
        if (values.kind(left) === 'temporal' || values.kind(left) === 'quantity') break;
        return values.scalar('System.Decimal', () =>
          algebra.call('arithmetic', [algebra.constant(operator), values.bare(left), values.bare(right)]),
        );
    }
    throw new UnsupportedExpression(`The operator ${operator} is not covered here`);
  }

  inverse(value: Value<R>): Value<R> {
    return this.values.logical(
      () => this.values.falsity(value),
      () => this.values.truth(value),
    );
  }

  private differ(leftTrue: () => R, leftFalse: () => R, rightTrue: () => R, rightFalse: () => R): Value<R> {
    const { algebra } = this;
    return this.values.logical(
      () => algebra.or(algebra.and(leftTrue(), rightFalse()), algebra.and(leftFalse(), rightTrue())),
      () => algebra.or(algebra.and(leftTrue(), rightTrue()), algebra.and(leftFalse(), rightFalse())),
    );
  }

  private equality(left: Value<R>, right: Value<R>): Value<R> {
    const { algebra, values } = this;
    const [a, b] = [values.kind(left), values.kind(right)];
    if (a === 'boolean' && b === 'boolean' && !left.many && !right.many) {
      const pair = [left, right].map((value) => [() => values.truth(value), () => values.falsity(value)] as const);
      const [[leftTrue, leftFalse], [rightTrue, rightFalse]] = pair as [(typeof pair)[0], (typeof pair)[0]];
      return this.inverse(this.differ(leftTrue, leftFalse, rightTrue, rightFalse));
    }
    if (a === 'temporal' && b === 'temporal') return this.temporalEquality(values.single(left), values.single(right));
    const plain = (kind: string): boolean => kind === 'text' || kind === 'number';
    if (!left.many && !right.many && plain(a) && plain(b)) {
      const [x, y] = [left.code, right.code];
      const guards = [left, right].filter(({ fixed }) => fixed === undefined);
      const present = guards.map((value) => algebra.present(value.code()));
      const bothPresent = guards.length === 2;
      return values.logical(
        () => (bothPresent ? algebra.and(algebra.present(x()), algebra.same(x(), y())) : algebra.same(x(), y())),
        () => algebra.and(...present, algebra.not(algebra.same(x(), y()))),
      );
    }
    const answer = (): R => algebra.call('equal', [values.items(left), values.items(right)]);
    return values.logical(
      () => algebra.same(answer(), algebra.constant(true)),
      () => algebra.same(answer(), algebra.constant(false)),
    );
  }

  private temporalEquality(left: Value<R>, right: Value<R>): Value<R> {
    const { algebra } = this;
    const order = (): R => algebra.call('compareTemporal', [left.code(), right.code()]);
    return this.values.logical(
      () => algebra.same(order(), algebra.constant(0)),
      () => algebra.and(algebra.present(order()), algebra.not(algebra.same(order(), algebra.constant(0)))),
    );
  }

  private equivalence(left: Value<R>, right: Value<R>): Value<R> {
    const { algebra, values } = this;
    for (const value of [left, right]) {
      if (!['text', 'number', 'boolean'].includes(values.kind(value)) && value.types?.length !== 0) {
        throw new UnsupportedExpression('~ is covered for plain values only');
      }
    }
    return values.condition(() => algebra.call('equivalent', [values.items(left), values.items(right)]));
  }

  private order(operator: Order, left: Value<R>, right: Value<R>): Value<R> {
    const { algebra, values } = this;
    const kinds = [values.kind(left), values.kind(right)];
    const opposite = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;
    const compared = (operation: 'compareTemporal' | 'compareText' | 'compareQuantity') => (by: Order) => (): R =>
      algebra.order(by, algebra.call(operation, [left.code(), right.code()]), algebra.constant(0));
    let code: (by: Order) => () => R;
    if (kinds.includes('temporal')) code = compared('compareTemporal');
    else if (kinds.includes('number')) code = (by) => () => algebra.order(by, left.code(), right.code());
    else if (kinds.includes('text')) code = compared('compareText');
    else if (kinds.every((kind) => kind === 'quantity')) code = compared('compareQuantity');
    else throw new UnsupportedExpression(`${operator} is not covered for these types`);
    return values.logical(code(operator), code(opposite[operator]));
  }

  private membership(collection: Value<R>, item: Value<R>): Value<R> {
    const { algebra, values } = this;
    const one = values.single(item);
    const held = (): R => algebra.call('includes', [values.items(collection), one.code()]);
    return values.logical(
      () => algebra.and(values.exists(one), held()),
      () => algebra.and(values.exists(one), algebra.not(held())),
    );
  }
}

function sameTypes<R>(left: Value<R>, right: Value<R>): readonly string[] | undefined {
  if (left.types === undefined || right.types === undefined) return undefined;
  return [...new Set([...left.types, ...right.types])];
}
