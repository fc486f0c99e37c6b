import type { Algebra, Variable } from './algebra.js';
import type { ChildOption, Shapes } from './shapes.js';
import { UnsupportedExpression } from './syntax.js';

export type ValueKind = 'text' | 'number' | 'boolean' | 'temporal' | 'quantity' | 'object' | 'unknown';

/** What is known at compile time of a sub-expression, and the code that yields it. */
export interface Value<R> {
  /** A collection (array, or undefined) rather than at most one item. */
  readonly many: boolean;
  /** FHIR or `System.` types; undefined where they are only known at run time. */
  readonly types: readonly string[] | undefined;
  readonly code: () => R;
  /** The item as it stands in a collection, where `code` is its bare value. */
  readonly raw?: () => R;
  /** For a primitive: the object with its id and extensions. */
  readonly element?: () => R;
  readonly exists?: () => R;
  /** For booleans: surely true, surely false. */
  readonly truth?: () => R;
  readonly falsity?: () => R;
  /** The code is never undefined. */
  readonly sure?: boolean;
  /** For a choice of types: where it stands, so that a later type test picks one. */
  readonly choice?: { readonly parent: Value<R>; readonly array: boolean; readonly options: readonly ChildOption[] };
  /** For literals and unions of them. */
  readonly fixed?: readonly (string | number | boolean)[];
}

const NUMBERS = new Set(['integer', 'positiveInt', 'unsignedInt', 'decimal', 'System.Integer', 'System.Decimal']);
const TEMPORALS = new Set(['date', 'dateTime', 'instant', 'time', 'System.Date', 'System.DateTime', 'System.Time']);
const QUANTITIES = new Set(['Quantity', 'SimpleQuantity', 'MoneyQuantity', 'Age', 'Count', 'Distance', 'Duration']);
const DYNAMIC = new Set(['Resource', 'DomainResource']);

/** Builds and reads values over one algebra. */
export class Values<R> {
  constructor(
    readonly algebra: Algebra<R>,
    readonly shapes: Shapes,
  ) {}

  readonly empty: Value<R> = {
    many: false,
    types: [],
    code: () => this.algebra.constant(undefined),
    exists: () => this.algebra.constant(false),
  };

  scalar(type: string, code: () => R): Value<R> {
    return { many: false, types: [type], code };
  }

  collection(types: readonly string[] | undefined, code: () => R): Value<R> {
    return { many: true, types, code };
  }

  fixed(type: string, ...values: (string | number | boolean)[]): Value<R> {
    const many = values.length > 1;
    return {
      many,
      types: [type],
      fixed: values,
      code: () => this.algebra.constant(many ? values : values[0]),
      exists: () => this.algebra.constant(true),
    };
  }

  /** A boolean that is never empty. */
  condition(test: () => R): Value<R> {
    return {
      many: false,
      types: ['System.Boolean'],
      code: test,
      truth: test,
      falsity: () => this.algebra.not(test()),
      exists: () => this.algebra.constant(true),
    };
  }

  /** A boolean that may be empty. */
  logical(truth: () => R, falsity: () => R): Value<R> {
    const { algebra } = this;
    return {
      many: false,
      types: ['System.Boolean'],
      code: () =>
        algebra.choose(
          truth(),
          algebra.constant(true),
          algebra.choose(falsity(), algebra.constant(false), algebra.constant(undefined)),
        ),
      truth,
      falsity,
      exists: () => algebra.or(truth(), falsity()),
    };
  }

  /** An item handed to a lambda. */
  parameter(types: readonly string[] | undefined, name: Variable): Value<R> {
    const raw = (): R => this.algebra.variable(name);
    if (types?.length === 1 && types[0] !== undefined && !this.primitive(types[0])) {
      return { many: false, types, code: raw, sure: true };
    }
    return {
      many: false,
      types,
      raw,
      code: () => this.algebra.call('value', [raw()]),
      element: () => this.algebra.call('element', [raw()]),
      exists: () => this.algebra.constant(true),
    };
  }

  primitive(type: string): boolean {
    return type.startsWith('System.') || this.shapes.isPrimitive(type);
  }

  kind(value: Value<R>): ValueKind {
    const kinds = new Set((value.types ?? []).map((type) => this.kindOf(type)));
    const [only] = kinds;
    return kinds.size === 1 && only !== undefined ? only : 'unknown';
  }

  private kindOf(type: string): ValueKind {
    if (NUMBERS.has(type)) return 'number';
    if (TEMPORALS.has(type)) return 'temporal';
    if (QUANTITIES.has(type)) return 'quantity';
    if (type === 'boolean' || type === 'System.Boolean') return 'boolean';
    if (DYNAMIC.has(type)) return 'unknown';
    return this.primitive(type) ? 'text' : 'object';
  }

  items(value: Value<R>): R {
    const { algebra } = this;
    if (value.many) return value.code();
    if (value.raw !== undefined) return algebra.call('one', [value.raw()]);
    if (value.element !== undefined) return algebra.call('onePrimitive', [value.code(), value.element()]);
    return algebra.call('one', [value.code()]);
  }

  /** The value where at most one is allowed; throws at run time on more. */
  single(value: Value<R>): Value<R> {
    if (!value.many) return value;
    const raw = (): R => this.algebra.call('single', [value.code()]);
    return this.picked(value.types, raw);
  }

  /** One item taken out of a collection. */
  picked(types: readonly string[] | undefined, raw: () => R): Value<R> {
    const { algebra } = this;
    if (types?.length === 1 && types[0] !== undefined && !this.primitive(types[0])) {
      return { many: false, types, code: raw };
    }
    return {
      many: false,
      types,
      raw,
      code: () => algebra.call('value', [raw()]),
      element: () => algebra.call('element', [raw()]),
      exists: () => algebra.present(raw()),
    };
  }

  /** The bare JavaScript value, undefined where empty. */
  bare(value: Value<R>): R {
    return this.single(value).code();
  }

  exists(value: Value<R>): R {
    const { algebra } = this;
    if (value.exists !== undefined) return value.exists();
    if (value.many) return algebra.call('some', [value.code()]);
    if (value.element !== undefined) return algebra.or(algebra.present(value.code()), algebra.present(value.element()));
    return algebra.present(value.code());
  }

  truth(value: Value<R>): R {
    return value.truth?.() ?? this.operand(value, true);
  }

  falsity(value: Value<R>): R {
    return value.falsity?.() ?? this.operand(value, false);
  }

  private operand(value: Value<R>, wanted: boolean): R {
    const { algebra } = this;
    const kind = this.kind(value);
    if (value.many || kind === 'unknown') {
      return algebra.same(algebra.call('truth', [this.items(value)]), algebra.constant(wanted));
    }
    if (kind === 'boolean') return algebra.same(value.code(), algebra.constant(wanted));
    return wanted ? this.exists(value) : algebra.constant(false);
  }

  member(source: Value<R>, name: string): Value<R> {
    if (source.types?.length === 0) return this.empty;
    if (source.choice !== undefined) {
      const holders = source.choice.options.filter(({ type }) => this.shapes.child(type, name) !== undefined);
      if (holders.length === 0) return this.empty;
      if (holders.length === 1) return this.member(this.choose(source.choice, holders), name);
      return this.dynamic(source, name);
    }
    const type = source.types?.length === 1 ? source.types[0] : undefined;
    if (type === undefined) return this.dynamic(source, name);
    if (this.primitive(type)) return this.primitiveMember(source, type, name);
    const shape = this.shapes.child(type, name);
    if (shape !== undefined) return this.navigate(source, shape.array, shape.options);
    if (DYNAMIC.has(type)) return this.dynamic(source, name);
    if (!this.shapes.knows(type.split('.', 1)[0] ?? type)) throw new UnsupportedExpression(`Type ${type} is not held`);
    return this.empty;
  }

  private primitiveMember(source: Value<R>, type: string, name: string): Value<R> {
    if (name === 'value') return { many: source.many, types: source.types, code: source.code };
    if (type.startsWith('System.')) return this.empty;
    if (source.many) {
      const keys = (): R => this.algebra.constant([name]);
      return this.collection([name === 'extension' ? 'Extension' : 'string'], () =>
        this.algebra.call('flatPrimitive', [source.code(), keys()]),
      );
    }
    const { element } = source;
    if (element === undefined) return this.empty;
    const code = (): R => this.algebra.property(element(), name, false);
    return name === 'extension' ? this.collection(['Extension'], code) : this.scalar('string', code);
  }

  private dynamic(source: Value<R>, name: string): Value<R> {
    return this.collection(undefined, () =>
      this.algebra.call('named', [this.items(source), this.algebra.constant(name)]),
    );
  }

  private choose(choice: NonNullable<Value<R>['choice']>, options: readonly ChildOption[]): Value<R> {
    return this.navigate(choice.parent, choice.array, options);
  }

  navigate(parent: Value<R>, array: boolean, options: readonly ChildOption[]): Value<R> {
    const { algebra } = this;
    const types = [...new Set(options.map(({ type }) => type))];
    const choice = options.length > 1 ? { choice: { parent, array, options } } : {};
    const keys = (): R => algebra.constant(options.map(({ key }) => key));
    const [only] = options;
    if (only === undefined) return this.empty;
    const primitive = options.some(({ type }) => this.primitive(type));
    if (parent.many) {
      return {
        ...this.collection(types, () =>
          primitive || options.length > 1
            ? algebra.call('flatPrimitive', [parent.code(), keys()])
            : algebra.call('flat', [parent.code(), algebra.constant(only.key)]),
        ),
        ...choice,
      };
    }
    const sure = parent.sure === true;
    const property = (key: string): R => algebra.property(parent.code(), key, sure);
    if (options.length > 1) {
      return {
        many: false,
        types,
        code: () => algebra.call('choice', [parent.code(), keys()]),
        element: () => algebra.call('choiceElement', [parent.code(), keys()]),
        exists: () => algebra.call('anyKey', [parent.code(), keys()]),
        ...choice,
      };
    }
    if (array) {
      return this.collection(types, () =>
        primitive ? algebra.call('items', [property(only.key), property('_' + only.key)]) : property(only.key),
      );
    }
    const code = (): R => property(only.key);
    return primitive
      ? { many: false, types, code, element: () => property('_' + only.key) }
      : { many: false, types, code };
  }

  /** `ofType(T)` and `as T`. */
  ofType(value: Value<R>, type: string): Value<R> {
    if (value.choice !== undefined) {
      return this.choose(
        value.choice,
        value.choice.options.filter((option) => this.matches(option.type, type)),
      );
    }
    if (this.resourceTest(value, type)) {
      return this.collection([type], () =>
        this.algebra.call('ofResource', [this.items(value), this.algebra.constant(type)]),
      );
    }
    if (value.types?.length === 1 && value.types[0] !== undefined) {
      return this.matches(value.types[0], type) ? value : this.empty;
    }
    if (value.types?.length === 0) return this.empty;
    throw new UnsupportedExpression(`The type ${type} cannot be tested here`);
  }

  /** `is T` */
  isType(value: Value<R>, type: string): Value<R> {
    const { algebra } = this;
    if (value.many && value.choice !== undefined) throw new UnsupportedExpression('is after several items');
    if (this.resourceTest(value, type)) {
      const one = this.single(value);
      return this.logical(
        () => algebra.call('isResource', [one.code(), algebra.constant(type)]),
        () =>
          algebra.and(this.exists(one), algebra.not(algebra.call('isResource', [one.code(), algebra.constant(type)]))),
      );
    }
    const typed = this.ofType(value, type);
    return this.logical(
      () => this.exists(typed),
      () => algebra.and(this.exists(value), algebra.not(this.exists(typed))),
    );
  }

  private resourceTest(value: Value<R>, type: string): boolean {
    const open = value.types === undefined || value.types.some((one) => DYNAMIC.has(one));
    return open && value.choice === undefined && this.shapes.isResource(type) && !DYNAMIC.has(type);
  }

  private matches(type: string, wanted: string): boolean {
    const bare = wanted.replace(/^(FHIR|System)\./, '');
    if (type === bare || type === `System.${bare}`) return true;
    if (wanted.startsWith('FHIR.') || /^[a-z]/.test(bare) || this.shapes.knows(bare))
      return this.shapes.derives(type, bare);
    const system: Readonly<Record<string, readonly ValueKind[]>> = {
      Boolean: ['boolean'],
      String: ['text'],
      Quantity: ['quantity'],
    };
    if (bare === 'Integer' || bare === 'Decimal')
      return this.kindOf(type) === 'number' && (type === 'decimal') === (bare === 'Decimal');
    if (bare === 'Date' || bare === 'DateTime' || bare === 'Time') return type.toLowerCase() === bare.toLowerCase();
    return system[bare]?.includes(this.kindOf(type)) ?? false;
  }
}
