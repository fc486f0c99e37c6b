import type { Shapes } from '../invariant/shapes.js';
import { parseExpression, UnsupportedExpression, type Expression } from '../invariant/syntax.js';

/** Functions of FHIRPath (N1 and its ballot) and those that FHIR (R4 fhirpath.html#functions, and later versions) and SDC add. */
const FUNCTIONS = new Set(
  (
    'empty exists all allTrue anyTrue allFalse anyFalse subsetOf supersetOf count distinct isDistinct where select repeat ' +
    'repeatAll ofType single first last tail skip take intersect exclude union combine coalesce sort iif toBoolean toInteger ' +
    'toLong toDate toDateTime toDecimal toQuantity toString toTime convertsToBoolean convertsToInteger convertsToLong ' +
    'convertsToDate convertsToDateTime convertsToDecimal convertsToQuantity convertsToString convertsToTime indexOf lastIndexOf ' +
    'substring startsWith endsWith contains upper lower replace matches matchesFull replaceMatches length toChars split join ' +
    'trim encode decode escape unescape abs ceiling exp floor ln log power round sqrt truncate children descendants trace now ' +
    'timeOfDay today not is as type aggregate sum min max avg defineVariable lowBoundary highBoundary precision comparable ' +
    'extension hasValue getValue getReferenceKey getResourceKey resolve elementDefinition slice checkModifiers conformsTo ' +
    'memberOf subsumes subsumedBy htmlChecks htmlChecks1 htmlChecks2 htmlChecks3 hasTemplateIdOf alias aliasAs expand lookup ' +
    'translate validateVS validateCS duration difference yearOf monthOf dayOf hourOf minuteOf secondOf millisecondOf ' +
    'timezoneOffsetOf dateOf timeOf hasExtension answers ordinal weight'
  ).split(' '),
);

/** What is wrong with an expression: it cannot be read, calls no function, or names no element. */
export interface PathFault {
  readonly code: 'fhirpath-syntax' | 'fhirpath-function' | 'fhirpath-element';
  readonly name: string;
}

type Types = readonly string[] | undefined;

/** Faults of an expression; elements are looked for where it starts from types that are known. */
export function pathFaults(text: string, types: Types, shapes: Shapes): readonly PathFault[] {
  let expression: Expression;
  try {
    expression = parseExpression(text);
  } catch (error) {
    return error instanceof UnsupportedExpression ? [] : [{ code: 'fhirpath-syntax', name: '' }];
  }
  const walk = new Walk(shapes, types);
  walk.typesOf(expression, types);
  return walk.faults;
}

/** Functions that give items of what they are called on. */
const PASSING = new Set('where first last tail skip take single distinct trace exclude intersect sort'.split(' '));
const OPEN = new Set(['Resource', 'DomainResource', 'Element', 'BackboneElement', 'xhtml', '*']);

class Walk {
  readonly faults: PathFault[] = [];

  constructor(
    readonly shapes: Shapes,
    readonly start: Types,
  ) {}

  /** The types an expression selects, starting at `from`; undefined where they are not followed. */
  typesOf(expression: Expression, from: Types): Types {
    switch (expression.kind) {
      case 'this':
        return from;
      case 'member':
        return this.#member(expression, from);
      case 'call':
        return this.#call(expression, from);
      case 'item':
        this.typesOf(expression.at, from);
        return this.typesOf(expression.source, from);
      case 'type':
        this.typesOf(expression.source, from);
        return expression.operator === 'as' ? [expression.type] : undefined;
      case 'negative':
        this.typesOf(expression.operand, from);
        return undefined;
      case 'binary': {
        const [left, right] = [this.typesOf(expression.left, from), this.typesOf(expression.right, from)];
        if (expression.operator !== '|' || left === undefined || right === undefined) return undefined;
        return [...left, ...right];
      }
      default:
        return undefined;
    }
  }

  #member({ source, name }: Extract<Expression, { kind: 'member' }>, from: Types): Types {
    if (source === undefined && /^[A-Z]/.test(name) && this.shapes.knows(name)) return [name];
    const types = source === undefined ? from : this.typesOf(source, from);
    if (types === undefined || types.some((type) => this.#isOpen(type))) return undefined;
    const next = types.flatMap((type) => this.shapes.child(type, name)?.options.map((option) => option.type) ?? []);
    if (next.length > 0) return next;
    this.faults.push({ code: 'fhirpath-element', name });
    return undefined;
  }

  #call({ source, name, args }: Extract<Expression, { kind: 'call' }>, from: Types): Types {
    if (!FUNCTIONS.has(name)) this.faults.push({ code: 'fhirpath-function', name });
    const types = source === undefined ? from : this.typesOf(source, from);
    if (name === 'ofType' || name === 'as' || name === 'is') {
      const [type] = args;
      return name === 'is' || type?.kind !== 'member' ? undefined : [type.name];
    }
    // a total or a variable may be anything
    const within = name === 'aggregate' || name === 'defineVariable' ? undefined : types;
    const given = args.map((arg) => this.typesOf(arg, within));
    if (PASSING.has(name)) return types;
    if (name === 'select') return given[0];
    return name === 'extension' ? ['Extension'] : undefined;
  }

  /** Nested elements are known by their path, types by their name. */
  #isOpen(type: string): boolean {
    return OPEN.has(type) || type.includes('/') || !this.shapes.knows(type.split('.', 1)[0] ?? type);
  }
}
