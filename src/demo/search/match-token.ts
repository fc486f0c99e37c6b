import { isObject } from '../record.js';
import { splitEscaped, unescapeValue } from './escape.js';
import { fold } from './match-string.js';

interface Token {
  readonly system: string | undefined;
  readonly code: string;
}

export interface TokenOptions {
  /** Systems that a bare `code` of this element stands for, by its required binding. */
  readonly impliedSystems?: readonly string[];
  readonly ignoreSystem?: boolean;
}

/** A test for token parameters: `code`, `system|code`, `|code`, `system|`. */
export function tokenTest(value: string, options: TokenOptions = {}): (held: unknown) => boolean {
  const parts = splitEscaped(value, '|').map(unescapeValue);
  const [first = '', second] = parts;
  const sought = second === undefined ? { system: undefined, code: first } : { system: first, code: second };
  const system = options.ignoreSystem ? undefined : sought.system;
  return (held) =>
    heldTokens(held).some((token) => {
      if (sought.code !== '' && token.code !== sought.code) return false;
      if (system === undefined) return sought.code !== '';
      if (system === '') return token.system === undefined && sought.code !== '';
      if (token.system !== undefined) return token.system === system;
      return typeof held === 'string' && (options.impliedSystems ?? []).includes(system);
    });
}

/** A test for `:text`: the words beside the code start with the value. */
export function tokenTextTest(value: string): (held: unknown) => boolean {
  const sought = fold(unescapeValue(value));
  return (held) => words(held).some((text) => fold(text).startsWith(sought));
}

function heldTokens(held: unknown): readonly Token[] {
  if (typeof held === 'string') return [{ system: undefined, code: held }];
  if (typeof held === 'boolean' || typeof held === 'number') return [{ system: undefined, code: String(held) }];
  if (!isObject(held)) return [];
  if (Array.isArray(held['coding'])) return (held['coding'] as readonly unknown[]).flatMap(heldTokens);
  const code = held['code'] ?? held['value'];
  if (typeof code !== 'string') return [];
  return [{ system: typeof held['system'] === 'string' ? held['system'] : undefined, code }];
}

function words(held: unknown): readonly string[] {
  if (!isObject(held)) return [];
  const codings: readonly unknown[] = Array.isArray(held['coding']) ? held['coding'] : [];
  const type = isObject(held['type']) ? held['type']['text'] : undefined;
  return [
    held['text'],
    held['display'],
    type,
    ...codings.map((each) => (isObject(each) ? each['display'] : undefined)),
  ].filter((each) => typeof each === 'string');
}

/** Code a token parameter sorts by. */
export function tokenSortKey(held: unknown): string | undefined {
  return heldTokens(held)[0]?.code;
}
