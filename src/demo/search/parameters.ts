import type { Definitions } from '../../definitions/index.js';
import type { FhirRecord } from '../record.js';
import { compileExpression } from './expression.js';

export type ParameterType = 'token' | 'date' | 'string' | 'reference' | 'quantity' | 'number' | 'uri';

/** A search parameter the server can evaluate. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** Canonical of its SearchParameter. */
  readonly definition: string;
  /** Types a reference parameter points at. */
  readonly targets: readonly string[];
  /** Systems that a bare code of the element stands for. */
  readonly impliedSystems: readonly string[];
  readonly values: (record: FhirRecord) => readonly unknown[];
}

const EVALUATED = new Set<string>(['token', 'date', 'string', 'reference', 'quantity', 'number', 'uri']);
/** Offered for every type. */
const COMMON = ['_id', '_lastUpdated', '_profile', '_tag'];

/** Search parameters per type, compiled on first use from their definitions. */
export class Parameters {
  readonly #byType = new Map<string, ReadonlyMap<string, Parameter>>();

  /** `offered` names the parameters of a type; a type it does not name offers all that can be evaluated. */
  constructor(
    private readonly definitions: Definitions,
    private readonly offered: Readonly<Record<string, readonly string[]>>,
  ) {}

  of(type: string): ReadonlyMap<string, Parameter> {
    let found = this.#byType.get(type);
    if (!found) {
      found = this.#compile(type);
      this.#byType.set(type, found);
    }
    return found;
  }

  #compile(type: string): ReadonlyMap<string, Parameter> {
    const names = this.offered[type];
    const parameters = new Map<string, Parameter>();
    for (const definition of this.definitions.searchParameters(type)) {
      const { code, type: kind, expression, url } = definition;
      if (!EVALUATED.has(kind) || expression === undefined) continue;
      if (code.startsWith('_') ? !COMMON.includes(code) : names?.includes(code) === false) continue;
      const extract = compileExpression(expression, type);
      if (!extract) continue;
      parameters.set(code, {
        name: code,
        type: kind as ParameterType,
        definition: url,
        targets: targetsOf(code, expression, definition.target ?? []),
        impliedSystems: kind === 'token' ? this.#impliedSystems(type, expression) : [],
        values: remembered(extract),
      });
    }
    return parameters;
  }

  #impliedSystems(type: string, expression: string): readonly string[] {
    const path = expression
      .split('|')
      .map((each) => each.trim())
      .find((each) => each.startsWith(`${type}.`));
    const element = this.definitions.base(type)?.snapshot?.element.find((each) => each.path === path);
    if (element?.type?.[0]?.code !== 'code' || element.binding?.valueSet === undefined) return [];
    const includes = this.definitions.valueSet(element.binding.valueSet)?.compose?.include ?? [];
    return includes.flatMap((include) => include.system ?? []);
  }
}

function targetsOf(name: string, expression: string, declared: readonly string[]): readonly string[] {
  const restricted = [...expression.matchAll(/resolve\(\) is (\w+)/g)].map((match) => match[1] ?? '');
  return name === 'patient' && restricted.length > 0 ? [...new Set(restricted)] : declared;
}

function remembered(extract: (resource: FhirRecord) => readonly unknown[]): Parameter['values'] {
  const seen = new WeakMap<FhirRecord, readonly unknown[]>();
  return (record) => {
    const known = seen.get(record);
    if (known) return known;
    const values = extract(record);
    seen.set(record, values);
    return values;
  };
}
