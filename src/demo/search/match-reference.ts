import { isObject } from '../record.js';
import { unescapeValue } from './escape.js';
import { tokenTest } from './match-token.js';

export interface ReferenceOptions {
  /** The server's own base URL, without a trailing slash. */
  readonly base: string;
  /** Types the parameter may point at; a `:Type` modifier leaves one. */
  readonly targets: readonly string[];
}

/** A test for reference parameters: `id`, `Type/id` or an absolute URL. */
export function referenceTest(value: string, { base, targets }: ReferenceOptions): (held: unknown) => boolean {
  const plain = literal(unescapeValue(value), base);
  const isUrl = plain.includes(':');
  const [type, id] = plain.includes('/') && !isUrl ? plain.split('/', 2) : [undefined, plain];
  return (held) => {
    const reference = heldReference(held, base);
    if (reference === undefined) return false;
    if (isUrl) return reference === plain || reference.split('|')[0] === plain;
    const [heldType, heldId] = reference.split('/', 2);
    if (heldId !== id) return false;
    return type === undefined ? targets.length === 0 || targets.includes(heldType ?? '') : heldType === type;
  };
}

/** A test for `:identifier`: the logical reference's identifier. */
export function logicalReferenceTest(value: string): (held: unknown) => boolean {
  const test = tokenTest(value);
  return (held) => isObject(held) && test(held['identifier']);
}

/** `Type/id` for a reference to this server, the literal otherwise; undefined without one. */
export function heldReference(held: unknown, base: string): string | undefined {
  const text = isObject(held) ? held['reference'] : held;
  return typeof text === 'string' ? literal(text, base) : undefined;
}

function literal(text: string, base: string): string {
  const local = text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text;
  return local.replace(/\/_history\/[^/]+$/, '');
}
