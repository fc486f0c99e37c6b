import { Fault } from '../fault.js';
import type { Behaviour, Reaction } from '../personas/index.js';
import { splitEscaped } from './escape.js';
import type { Parameter, Parameters } from './parameters.js';

export interface Criterion {
  readonly parameter: Parameter;
  readonly modifier: string | undefined;
  /** Of a chained parameter: the type its target is narrowed to, and the criterion there. */
  readonly chain: { readonly types: readonly string[]; readonly name: string } | undefined;
  /** Alternatives, escapes still in. */
  readonly values: readonly string[];
}

export interface Sort {
  readonly parameter: Parameter;
  readonly descending: boolean;
}

export interface Query {
  readonly type: string;
  readonly criteria: readonly Criterion[];
  readonly sort: readonly Sort[];
  readonly count: number;
  readonly total: 'none' | 'estimate' | 'accurate' | undefined;
  readonly summary: 'true' | 'false' | 'text' | 'data' | 'count' | undefined;
  readonly elements: readonly string[];
  readonly includes: readonly Include[];
  readonly revincludes: readonly Include[];
  /** What the self link states: the parameters that were applied. */
  readonly applied: readonly (readonly [name: string, value: string])[];
  /** True where the persona answers a parameter it should refuse with no results. */
  readonly nothing: boolean;
}

export interface Include {
  readonly source: string;
  readonly parameter: Parameter;
  readonly target: string | undefined;
}

const MODIFIERS: Readonly<Record<string, readonly string[]>> = {
  string: ['exact', 'contains'],
  token: ['not', 'text'],
  reference: ['identifier'],
  uri: ['below', 'above'],
};
const TOTALS = ['none', 'estimate', 'accurate'] as const;
const SUMMARIES = ['true', 'false', 'text', 'data', 'count'] as const;
const PRESENTATION = new Set(['_format', '_pretty']);
const REFUSED = new Set(['_query', '_filter', '_has', '_list', '_content', '_text', '_contained', '_containedType']);

interface Draft {
  criteria: Criterion[];
  sort: Sort[];
  count: number;
  total: Query['total'];
  summary: Query['summary'];
  elements: string[];
  includes: Include[];
  revincludes: Include[];
  applied: (readonly [string, string])[];
  nothing: boolean;
}

/**
 * Reads a search on one type. `handling` is what the client prefers (`Prefer: handling=`).
 * @throws Fault 400 for what this server refuses.
 */
export function readQuery(
  type: string,
  pairs: readonly (readonly [string, string])[],
  parameters: Parameters,
  behaviour: Behaviour,
  handling: 'strict' | 'lenient' | undefined,
): Query {
  return new QueryReader(type, parameters, behaviour, handling).read(pairs);
}

class QueryReader {
  readonly #draft: Draft;

  constructor(
    private readonly type: string,
    private readonly parameters: Parameters,
    private readonly behaviour: Behaviour,
    private readonly handling: 'strict' | 'lenient' | undefined,
  ) {
    this.#draft = {
      criteria: [],
      sort: [],
      count: behaviour.pageSize,
      total: undefined,
      summary: undefined,
      elements: [],
      includes: [],
      revincludes: [],
      applied: [],
      nothing: false,
    };
  }

  read(pairs: readonly (readonly [string, string])[]): Query {
    for (const [name, value] of pairs) {
      if (PRESENTATION.has(name) || value === '') continue;
      if (REFUSED.has(name.split(':')[0] ?? '')) {
        throw new Fault(400, 'not-supported', 'MSG_PARAM_UNKNOWN', `This server does not support ${shown(name)}.`);
      }
      if (this.#readResultParameter(name, value) ?? this.#readCriterion(name, value)) {
        this.#draft.applied.push([name, name === '_count' ? String(this.#draft.count) : value]);
      }
    }
    return { type: this.type, ...this.#draft };
  }

  /** Whether a parameter of the result was applied; undefined for what is no such parameter. */
  #readResultParameter(name: string, value: string): boolean | undefined {
    const draft = this.#draft;
    switch (name) {
      case '_count':
        return this.#readCount(value);
      case '_total':
        draft.total = oneOf(name, value, TOTALS);
        return true;
      case '_summary':
        draft.summary = oneOf(name, value, SUMMARIES);
        return true;
      case '_elements':
        draft.elements.push(...value.split(',').map((each) => each.trim().replace(`${this.type}.`, '')));
        return true;
      case '_sort':
        draft.sort.push(...value.split(',').map((each) => this.#readSort(each)));
        return true;
      case '_include':
      case '_revinclude':
        if (!this.behaviour.includes) return this.#unknown(name);
        if (name === '_include') draft.includes.push(this.#readInclude(value, name));
        else draft.revincludes.push(this.#readInclude(value, name));
        return true;
      default:
        return undefined;
    }
  }

  #readCount(value: string): boolean {
    if (!/^\d{1,9}$/.test(value)) {
      if (this.behaviour.malformedCount === 'ignore') return false;
      throw new Fault(400, 'value', 'MSG_PARAM_INVALID', 'The value of _count is no whole number.');
    }
    if (value === '0') this.#draft.summary = 'count';
    this.#draft.count = Math.min(Number(value), this.behaviour.maxPageSize);
    return true;
  }

  #readSort(text: string): Sort {
    const parameter = this.parameters.of(this.type).get(text.replace(/^-/, ''));
    if (parameter) return { parameter, descending: text.startsWith('-') };
    throw new Fault(400, 'invalid', 'MSG_SORT_UNKNOWN', 'The value of _sort names no search parameter of this type.');
  }

  #readInclude(value: string, name: '_include' | '_revinclude'): Include {
    const [source = '', code = '', target] = value.split(':');
    const parameter = this.parameters.of(source).get(code);
    if (parameter?.type === 'reference' && (name === '_revinclude' || source === this.type)) {
      return { source, parameter, target };
    }
    throw new Fault(
      400,
      'not-supported',
      'MSG_PARAM_INVALID',
      `The value of ${name} is no reference this server can follow.`,
    );
  }

  #readCriterion(name: string, value: string): boolean {
    const [head = '', ...chain] = name.split('.');
    const [code = '', modifier] = head.split(':', 2);
    const key = `${this.type}.${code}`;
    if (this.behaviour.ignoredParameters.includes(key)) return true;
    const parameter = this.parameters.of(this.type).get(code);
    if (!parameter) return this.#unknown(name);
    if (this.behaviour.deadParameters.includes(key)) {
      this.#draft.nothing = true;
      return true;
    }
    const types = modifier === undefined ? parameter.targets : [modifier];
    if (!this.#modifierFits(parameter, modifier, chain.length > 0))
      return this.#refuse(this.behaviour.unknownModifier, 'MSG_PARAM_MODIFIER_INVALID', name);
    this.#draft.criteria.push({
      parameter,
      modifier,
      chain: chain.length > 0 ? { types, name: chain.join('.') } : undefined,
      values: splitEscaped(value, ','),
    });
    return true;
  }

  #modifierFits(parameter: Parameter, modifier: string | undefined, chained: boolean): boolean {
    if (chained && parameter.type !== 'reference') return false;
    if (modifier === undefined || modifier === 'missing') return true;
    if (parameter.type === 'reference' && parameter.targets.includes(modifier)) return true;
    return !chained && (MODIFIERS[parameter.type] ?? []).includes(modifier);
  }

  #unknown(name: string): false {
    const asked = this.behaviour.honoursPrefer ? this.handling : undefined;
    const preferred: Reaction | undefined = asked === 'strict' ? 'refuse' : asked === 'lenient' ? 'ignore' : undefined;
    return this.#refuse(preferred ?? this.behaviour.unknownParameter, 'MSG_PARAM_UNKNOWN', name);
  }

  #refuse(reaction: Reaction, code: 'MSG_PARAM_UNKNOWN' | 'MSG_PARAM_MODIFIER_INVALID', name: string): false {
    if (reaction === 'refuse') {
      throw new Fault(400, 'invalid', code, `This server does not support ${shown(name)} on ${this.type}.`);
    }
    if (reaction === 'nothing') this.#draft.nothing = true;
    return false;
  }
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw new Fault(400, 'value', 'MSG_PARAM_INVALID', `The value of ${name} is none of ${allowed.join(', ')}.`);
}

/** A parameter name fit to be repeated in an error. */
function shown(name: string): string {
  return /^[\w:.-]{1,60}$/.test(name) ? `the parameter ${name}` : 'a parameter';
}
