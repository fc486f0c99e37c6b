const LITERAL = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** What a literal reference, relative or absolute, has where the resource type stands; it need not be one. */
export const typeNamed = (reference: string): string | undefined => LITERAL.exec(reference)?.[1];

/**
 * Reads `[type]/[id]` by hand, since every record has many: the index of the slash, or -1 where the text is anything else
 * (R4 references.html, literal references).
 */
export function slashOfRelative(reference: string): number {
  const { length } = reference;
  const first = reference.charCodeAt(0);
  if (first < 65 || first > 90) return -1;
  let at = 1;
  for (; at < length; at++) {
    const c = reference.charCodeAt(at);
    if (c === 47) break;
    if (!((c >= 97 && c <= 122) || (c >= 65 && c <= 90))) return -1;
  }
  const start = at + 1;
  if (start >= length || length - start > 64) return -1;
  for (let i = start; i < length; i++) {
    const c = reference.charCodeAt(i);
    if (!((c >= 97 && c <= 122) || (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || c === 45 || c === 46)) return -1;
  }
  return at;
}
