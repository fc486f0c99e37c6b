import { isObject, objects, text } from '../json.js';
import type { Selected } from './expression.js';
import { anyOf } from './judgement.js';
import type { Judgement } from './judgement.js';

export interface Token {
  /** Null: certainly none. Undefined: implied by the element (a code), so not known here. */
  readonly system: string | null | undefined;
  readonly code: string;
}

/** The tokens of an Identifier, Coding, CodeableConcept, ContactPoint, code, string or boolean (R4 search 3.1.1.4.10). */
export function tokensOf(value: unknown): readonly Token[] {
  if (typeof value === 'string') return [{ system: undefined, code: value }];
  if (typeof value === 'boolean') return [{ system: undefined, code: String(value) }];
  if (!isObject(value)) return [];
  if (Array.isArray(value['coding'])) return objects(value, 'coding').flatMap(tokensOf);
  const code = text(value, 'code');
  if (code !== undefined) return [{ system: text(value, 'system') ?? null, code }];
  const own = text(value, 'value');
  if (own === undefined) return [];
  const system = text(value, 'system');
  const contact = system !== undefined && /^(phone|fax|email|pager|url|sms|other)$/.test(system);
  return [{ system: contact ? undefined : (system ?? null), code: own }];
}

const judge = (token: Token, system: string | undefined, code: string): Judgement => {
  if (code !== '' && token.code.toLowerCase() !== code.toLowerCase()) return 'mismatch';
  if (system === undefined) return 'match';
  if (token.system === undefined) return 'undecided';
  return (token.system ?? '') === system ? 'match' : 'mismatch';
};

/** Judges `code`, `system|code`, `|code` and `system|`. */
export function judgeToken(selected: readonly Selected[], value: string): Judgement {
  const bar = value.indexOf('|');
  const system = bar < 0 ? undefined : value.slice(0, bar);
  const code = value.slice(bar + 1);
  return anyOf(selected.flatMap((item) => tokensOf(item.value).map((token) => judge(token, system, code))));
}
