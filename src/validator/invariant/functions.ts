import type { Lowering, Scope } from './lower.js';
import { typeName, UnsupportedExpression, type Expression } from './syntax.js';
import type { Value } from './values.js';

type Call = Extract<Expression, { kind: 'call' }>;

/** Lowers a function call; the table below is the list of functions covered. */
export function lowerFunction<R>(at: Lowering<R>, call: Call, source: Value<R>, scope: Scope<R>): Value<R> {
  const { values, algebra } = at;
  const items = (): R => values.items(source);
  const text = (): R => values.bare(source);
  const argument = (index: number): Expression => {
    const found = call.args[index];
    if (found === undefined) throw new UnsupportedExpression(`${call.name}() needs another argument`);
    return found;
  };
  const given = (index: number): R =>
    call.args[index] === undefined ? algebra.constant(undefined) : values.bare(at.lower(argument(index), scope));
  const other = (): Value<R> => at.lower(argument(0), scope);
  const fixedText = (index: number): string => {
    const [fixed] = at.lower(argument(index), scope).fixed ?? [];
    if (typeof fixed !== 'string') throw new UnsupportedExpression(`${call.name}() needs a literal`);
    return fixed;
  };
  const test = (): R => at.over(source, (inner) => values.truth(at.lower(argument(0), inner)));
  const each = (wanted: boolean): R =>
    at.over(source, ({ self }) => algebra.same(self.code(), algebra.constant(wanted)));
  const string = (code: () => R): Value<R> => values.scalar('System.String', code);
  const integer = (code: () => R): Value<R> => values.scalar('System.Integer', code);
  const { types } = source;

  switch (call.name) {
    case 'exists':
      if (call.args.length === 0) return values.condition(() => values.exists(source));
      return values.condition(() => algebra.call('anyMatch', [items(), test()]));
    case 'empty':
      return values.condition(() => algebra.not(values.exists(source)));
    case 'not':
      return at.inverse(values.single(source));
    case 'all':
      return values.condition(() => algebra.call('allMatch', [items(), test()]));
    case 'allTrue':
      return values.condition(() => algebra.call('allMatch', [items(), each(true)]));
    case 'allFalse':
      return values.condition(() => algebra.call('allMatch', [items(), each(false)]));
    case 'anyTrue':
      return values.condition(() => algebra.call('anyMatch', [items(), each(true)]));
    case 'anyFalse':
      return values.condition(() => algebra.call('anyMatch', [items(), each(false)]));
    case 'count':
      return integer(() =>
        source.many
          ? algebra.call('count', [items()])
          : algebra.choose(values.exists(source), algebra.constant(1), algebra.constant(0)),
      );
    case 'distinct':
      return values.collection(types, () => algebra.call('distinct', [items()]));
    case 'isDistinct':
      return values.condition(() => algebra.call('isDistinct', [items()]));
    case 'subsetOf':
      return values.condition(() => algebra.call('subset', [items(), values.items(other())]));
    case 'supersetOf':
      return values.condition(() => algebra.call('subset', [values.items(other()), items()]));
    case 'where':
      return {
        ...values.collection(types, () => algebra.call('where', [items(), test()])),
        exists: () => algebra.call('anyMatch', [items(), test()]),
      };
    case 'select':
    case 'repeat': {
      const body = at.lower(argument(0), { self: values.parameter(types, at.fresh()) });
      const operation = call.name;
      return values.collection(operation === 'select' ? body.types : undefined, () =>
        algebra.call(operation, [items(), at.over(source, (inner) => values.items(at.lower(argument(0), inner)))]),
      );
    }
    case 'ofType':
      return values.ofType(source, typeName(argument(0)));
    case 'as':
      return values.ofType(source, typeName(argument(0)));
    case 'is':
      return values.isType(source, typeName(argument(0)));
    case 'single':
      return values.single(source);
    case 'first':
      return source.many ? values.picked(types, () => algebra.call('first', [items()])) : source;
    case 'last':
      return source.many ? values.picked(types, () => algebra.call('last', [items()])) : source;
    case 'tail':
      return values.collection(types, () => algebra.call('slice', [items(), algebra.constant(1)]));
    case 'skip':
      return values.collection(types, () => algebra.call('slice', [items(), given(0)]));
    case 'take':
      return values.collection(types, () => algebra.call('slice', [items(), algebra.constant(0), given(0)]));
    case 'union':
    case 'combine': {
      const right = other();
      const operation = call.name;
      const joint =
        types === undefined || right.types === undefined ? undefined : [...new Set([...types, ...right.types])];
      return values.collection(joint, () => algebra.call(operation, [items(), values.items(right)]));
    }
    case 'intersect':
      return values.collection(types, () => algebra.call('intersect', [items(), values.items(other())]));
    case 'exclude':
      return values.collection(types, () => algebra.call('exclude', [items(), values.items(other())]));
    case 'iif':
      return conditional(at, call, { ...scope, self: source });
    case 'trace':
      return source;
    case 'children':
      return values.collection(undefined, () => algebra.call('children', [items()]));
    case 'descendants':
      return values.collection(undefined, () => algebra.call('descendants', [items()]));
    case 'hasValue':
      if (source.many) return values.condition(() => algebra.call('hasValue', [algebra.call('single', [items()])]));
      return values.condition(() => algebra.call('hasValue', [source.code()]));
    case 'getValue':
      return { many: false, types, code: text };
    case 'extension': {
      const url = (): R => given(0);
      if (source.many) return values.collection(['Extension'], () => algebra.call('extensionsOfAll', [items(), url()]));
      const holder = source.element ?? source.code;
      if (source.raw !== undefined) {
        return values.collection(['Extension'], () => algebra.call('extensionsOfAll', [items(), url()]));
      }
      return values.collection(['Extension'], () => algebra.call('extensions', [holder(), url()]));
    }
    case 'resolve':
      return values.collection(['Resource'], () => algebra.call('resolve', [items(), algebra.variable('context')]));
    case 'memberOf':
    case 'conformsTo': {
      const operation = call.name;
      const answer = (): R => algebra.call(operation, [text(), given(0)]);
      return values.logical(
        () => algebra.same(answer(), algebra.constant(true)),
        () => algebra.same(answer(), algebra.constant(false)),
      );
    }
    case 'htmlChecks':
      return values.condition(() => algebra.call('htmlChecks', [text()]));
    case 'startsWith':
    case 'endsWith': {
      const operation = call.name;
      return values.condition(() => algebra.call(operation, [text(), given(0)]));
    }
    case 'contains':
      return values.condition(() => algebra.call('containsText', [text(), given(0)]));
    case 'matches':
      return values.condition(() => algebra.call('matches', [text(), algebra.pattern(fixedText(0))]));
    case 'matchesFull':
      return values.condition(() => algebra.call('matches', [text(), algebra.pattern(`^(?:${fixedText(0)})$`)]));
    case 'replaceMatches':
      return string(() => algebra.call('replaceMatches', [text(), algebra.pattern(fixedText(0)), given(1)]));
    case 'replace':
      return string(() => algebra.call('replace', [text(), given(0), given(1)]));
    case 'substring':
      return string(() => algebra.call('substring', [text(), given(0), given(1)]));
    case 'indexOf':
      return integer(() => algebra.call('indexOf', [text(), given(0)]));
    case 'length':
      return integer(() => algebra.call('length', [text()]));
    case 'upper':
    case 'lower':
    case 'trim': {
      const operation = call.name;
      return string(() => algebra.call(operation, [text()]));
    }
    case 'split':
      return values.collection(['System.String'], () => algebra.call('split', [text(), given(0)]));
    case 'join':
      return string(() => algebra.call('join', [items(), given(0)]));
    case 'toString':
      return string(() => algebra.call('toText', [text()]));
    case 'toInteger':
      return integer(() => algebra.call('toInteger', [text()]));
    case 'toDecimal':
      return values.scalar('System.Decimal', () => algebra.call('toDecimal', [text()]));
    default:
      throw new UnsupportedExpression(`${call.name}() is not covered`);
  }
}

function conditional<R>(at: Lowering<R>, call: Call, scope: Scope<R>): Value<R> {
  const { values, algebra } = at;
  const [test, then, otherwise] = call.args;
  if (test === undefined || then === undefined) throw new UnsupportedExpression('iif() needs a test and an answer');
  const condition = at.lower(test, scope);
  const yes = at.lower(then, scope);
  const no = otherwise === undefined ? values.empty : at.lower(otherwise, scope);
  const logic = [yes, no].every((value) => value.types?.length === 0 || values.kind(value) === 'boolean');
  if (logic) {
    return values.logical(
      () => algebra.choose(values.truth(condition), values.truth(yes), values.truth(no)),
      () => algebra.choose(values.truth(condition), values.falsity(yes), values.falsity(no)),
    );
  }
  const types =
    yes.types === undefined || no.types === undefined ? undefined : [...new Set([...yes.types, ...no.types])];
  return values.collection(types, () => algebra.choose(values.truth(condition), values.items(yes), values.items(no)));
}
