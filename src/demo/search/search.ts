import { Fault } from '../fault.js';
import type { Behaviour } from '../personas/index.js';
import type { FhirRecord } from '../record.js';
import type { Store } from '../store.js';
import { dateTest, heldSpans } from './match-date.js';
import { quantityTest } from './match-quantity.js';
import { heldReference, logicalReferenceTest, referenceTest } from './match-reference.js';
import { fold, heldStrings, stringTest } from './match-string.js';
import { tokenSortKey, tokenTest, tokenTextTest } from './match-token.js';
import { unescapeValue } from './escape.js';
import type { Parameter, Parameters } from './parameters.js';
import { readQuery, type Criterion, type Include, type Query, type Sort } from './query.js';

type Test = (record: FhirRecord) => boolean;

/** Evaluates searches over the store. */
export class Search {
  constructor(
    private readonly store: Store,
    private readonly parameters: Parameters,
    private readonly behaviour: Behaviour,
    private readonly base: string,
  ) {}

  /**
   * The matches in order.
   * @throws Fault 400 for a value that is not of its parameter's type, where the persona refuses it.
   */
  matches(query: Query): readonly FhirRecord[] {
    const tests: Test[] = [];
    for (const criterion of query.criteria) {
      const test = this.#test(criterion);
      if (test === 'nothing') return [];
      if (test) tests.push(test);
    }
    if (query.nothing) return [];
    const found = this.store.all(query.type).filter((record) => tests.every((test) => test(record)));
    return query.sort.length === 0 ? found : [...found].sort((a, b) => compare(a, b, query.sort));
  }

  /** Resources that the matches refer to, and that refer to them, as asked for; without the matches themselves. */
  included(query: Query, matches: readonly FhirRecord[]): readonly FhirRecord[] {
    const found = new Map<string, FhirRecord>();
    const own = new Set(matches.map((record) => `${record.resourceType}/${record.id}`));
    const keep = (record: FhirRecord | undefined): void => {
      const key = record && `${record.resourceType}/${record.id}`;
      if (record && key !== undefined && !own.has(key)) found.set(key, record);
    };
    for (const include of query.includes) {
      for (const record of matches) for (const key of this.#targets(include, record)) keep(this.store.current(key));
    }
    for (const include of query.revincludes) {
      for (const record of this.store.all(include.source)) {
        if (this.#targets(include, record).some((key) => own.has(key))) keep(record);
      }
    }
    return [...found.values()];
  }

  #targets({ parameter, target }: Include, record: FhirRecord): readonly string[] {
    return parameter
      .values(record)
      .flatMap((held) => heldReference(held, this.base) ?? [])
      .filter((key) => target === undefined || key.startsWith(`${target}/`));
  }

  #test(criterion: Criterion): Test | 'nothing' | undefined {
    const { parameter, modifier, values } = criterion;
    if (criterion.chain) return this.#chainTest(criterion, criterion.chain);
    if (modifier === 'missing') {
      const missing = values[0] === 'true';
      if (!missing && values[0] !== 'false') return this.#malformed(parameter);
      return (record) => (parameter.values(record).length === 0) === missing;
    }
    const tests: ((held: unknown) => boolean)[] = [];
    for (const value of values) {
      const test = this.#valueTest(parameter, modifier, value);
      if (!test) return this.#malformed(parameter);
      tests.push(test);
    }
    const any: Test = (record) => parameter.values(record).some((held) => tests.some((test) => test(held)));
    return modifier === 'not' ? (record) => !any(record) : any;
  }

  #valueTest(
    parameter: Parameter,
    modifier: string | undefined,
    value: string,
  ): ((held: unknown) => boolean) | undefined {
    switch (parameter.type) {
      case 'date':
        return dateTest(value);
      case 'number':
      case 'quantity':
        return quantityTest(value);
      case 'string':
        return stringTest(value, modifier === 'exact' || modifier === 'contains' ? modifier : undefined);
      case 'uri':
        return uriTest(unescapeValue(value), modifier);
      case 'reference':
        if (modifier === 'identifier') return logicalReferenceTest(value);
        return referenceTest(value, {
          base: this.base,
          targets: modifier === undefined ? parameter.targets : [modifier],
        });
      case 'token':
        if (modifier === 'text') return tokenTextTest(value);
        return tokenTest(value, {
          impliedSystems: parameter.impliedSystems,
          ignoreSystem: this.behaviour.identifierSystemIgnored,
        });
    }
  }

  #chainTest(criterion: Criterion, chain: { readonly types: readonly string[]; readonly name: string }): Test {
    const { parameter, values } = criterion;
    const code = (chain.name.split('.')[0] ?? '').split(':')[0] ?? '';
    const types = chain.types.filter((type) => this.parameters.of(type).has(code) && this.store.all(type).length > 0);
    if (types.length === 0) {
      throw new Fault(
        400,
        'invalid',
        'MSG_PARAM_UNKNOWN',
        `The chain from ${parameter.name} names no search parameter of its target.`,
      );
    }
    const keys = new Set<string>();
    for (const type of types) {
      const inner = readQuery(type, [[chain.name, values.join(',')]], this.parameters, this.behaviour, 'strict');
      for (const record of this.matches(inner)) keys.add(`${record.resourceType}/${record.id}`);
    }
    return (record) => parameter.values(record).some((held) => keys.has(heldReference(held, this.base) ?? ''));
  }

  #malformed(parameter: Parameter): 'nothing' | undefined {
    if (this.behaviour.malformedValue === 'refuse') {
      throw new Fault(400, 'value', 'MSG_PARAM_INVALID', `A value of ${parameter.name} is no ${parameter.type}.`);
    }
    return this.behaviour.malformedValue === 'nothing' ? 'nothing' : undefined;
  }
}

function uriTest(sought: string, modifier: string | undefined): (held: unknown) => boolean {
  return (held) => {
    if (typeof held !== 'string') return false;
    if (modifier === 'below') return held === sought || held.startsWith(`${sought}/`);
    if (modifier === 'above') return held === sought || sought.startsWith(`${held}/`);
    return held === sought || held.split('|')[0] === sought;
  };
}

function compare(a: FhirRecord, b: FhirRecord, sorts: readonly Sort[]): number {
  for (const { parameter, descending } of sorts) {
    const left = sortKey(parameter, a);
    const right = sortKey(parameter, b);
    if (left === right) continue;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return left < right === descending ? 1 : -1;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function sortKey(parameter: Parameter, record: FhirRecord): string | number | undefined {
  const held = parameter.values(record)[0];
  switch (parameter.type) {
    case 'date':
      return heldSpans(held)[0]?.low;
    case 'string':
      return heldStrings(held).map(fold)[0];
    case 'token':
      return tokenSortKey(held);
    case 'reference':
      return heldReference(held, '');
    default:
      return typeof held === 'number' || typeof held === 'string' ? held : undefined;
  }
}
