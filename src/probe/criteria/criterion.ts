import type { WireResource } from '../json.js';
import { judgeDate } from './date.js';
import { readExpression } from './expression.js';
import type { Expression, Selected } from './expression.js';
import type { Judgement } from './judgement.js';
import { judgeQuantity } from './quantity.js';
import { judgeReference } from './reference.js';
import { judgeString, judgeUri } from './text.js';
import { judgeToken } from './token.js';

export type ParameterType = 'token' | 'reference' | 'date' | 'string' | 'uri' | 'number' | 'quantity';

/** A search parameter that hits can be judged by. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly expression: Expression;
}

const judgeable = new Set<string>(['token', 'reference', 'date', 'string', 'uri', 'number', 'quantity']);
const isJudgeable = (type: string): type is ParameterType => judgeable.has(type);

/** A SearchParameter resource as a {@link Parameter}; undefined where its kind cannot be judged (composite, special, phonetic). */
export function parameterOf(definition: {
  readonly code: string;
  readonly type: string;
  readonly expression?: string | undefined;
}): Parameter | undefined {
  const { code, type, expression } = definition;
  if (!isJudgeable(type) || expression === undefined || expression === '' || code === 'phonetic') return undefined;
  return { name: code, type, expression: readExpression(expression) };
}

/** One criterion of a search. */
export interface Criterion {
  readonly parameter: Parameter;
  readonly value: string;
}

const judgeSelected = (parameter: Parameter, selected: readonly Selected[], value: string, base: URL): Judgement => {
  switch (parameter.type) {
    case 'token':
      return judgeToken(selected, value);
    case 'reference':
      return judgeReference(selected, value, base);
    case 'date':
      return judgeDate(selected, value);
    case 'string':
      return judgeString(selected, value);
    case 'uri':
      return judgeUri(selected, value);
    case 'number':
    case 'quantity':
      return judgeQuantity(selected, value);
  }
};

/** Whether a record satisfies a criterion, by R4's search rules and the parameter's expression. */
export function judgeHit(resource: WireResource, criterion: Criterion, base: URL): Judgement {
  const selected = criterion.parameter.expression.select(resource);
  if (selected === undefined) return 'undecided';
  const judgement = judgeSelected(criterion.parameter, selected, criterion.value, base);
  return judgement === 'mismatch' && selected.some((item) => item.uncertain === true) ? 'undecided' : judgement;
}
