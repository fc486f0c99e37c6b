import { isIdFrom } from './id.js';

const LITERAL = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** What a literal reference, relative or absolute, has where the resource type stands; it need not be one. */
export const typeNamed = (reference: string): string | undefined => LITERAL.exec(reference)?.[1];

const NOT_IN_TYPE = /[^A-Za-z]/;

const isCapital = (code: number): boolean => code >= 65 && code <= 90;

/**
 * Where the slash of `[type]/[id]` stands, or -1 where the text is anything else (R4 references.html, literal references); the type
 * may be one that does not exist.
 */
export function slashOfRelative(reference: string): number {
  if (!isCapital(reference.charCodeAt(0))) return -1;
  const slash = reference.indexOf('/');
  return slash > 0 && isIdFrom(reference, slash + 1) && !NOT_IN_TYPE.test(reference.slice(0, slash)) ? slash : -1;
}

/** True for `[type]/[id]` with one of these types. */
export function isRelativeTo(reference: string, types: readonly string[]): boolean {
  const slash = reference.indexOf('/');
  return slash > 0 && types.includes(reference.slice(0, slash)) && isIdFrom(reference, slash + 1);
}
