const LITERAL = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** What a literal reference, relative or absolute, has where the resource type stands; it need not be one. */
export const typeNamed = (reference: string): string | undefined => LITERAL.exec(reference)?.[1];

const NOT_IN_RELATIVE = /[^A-Za-z0-9\-./]/;
const NOT_IN_TYPE = /[^A-Za-z]/;

/**
 * Where the slash of `[type]/[id]` stands, or -1 where the text is anything else (R4 references.html, literal references); the type
 * may be one that does not exist. Looks for what does not belong: that takes no way back, and every record has many.
 */
export function slashOfRelative(reference: string): number {
  const first = reference.charCodeAt(0);
  if (!(first >= 65 && first <= 90)) return -1;
  const slash = reference.indexOf('/');
  const rest = reference.length - slash - 1;
  if (slash < 0 || rest < 1 || rest > 64 || reference.indexOf('/', slash + 1) >= 0) return -1;
  return NOT_IN_RELATIVE.test(reference) || NOT_IN_TYPE.test(reference.slice(0, slash)) ? -1 : slash;
}

/** True for `[type]/[id]` with one of these types. */
export function isRelativeTo(reference: string, types: readonly string[]): boolean {
  const slash = reference.indexOf('/');
  const rest = reference.length - slash - 1;
  if (slash < 1 || rest < 1 || rest > 64) return false;
  for (let i = 0; i < types.length; i++) {
    const type = types[i];
    if (type?.length === slash && reference.startsWith(type))
      return reference.indexOf('/', slash + 1) < 0 && !NOT_IN_RELATIVE.test(reference);
  }
  return false;
}
