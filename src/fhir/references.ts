/** What a `Reference.reference` points at, by its form alone (R4 references.html). */
export type ParsedReference =
  | { readonly kind: 'contained'; /** Empty for `#`: the container. */ readonly id: string }
  | { readonly kind: 'urn'; readonly urn: string }
  | {
      readonly kind: 'rest';
      /** Service root of an absolute reference, ending in `/`; undefined for a relative one. */
      readonly base?: string;
      readonly type: string;
      readonly id: string;
      readonly version?: string;
      readonly fragment?: string;
    }
  | { readonly kind: 'absolute'; readonly url: string; readonly fragment?: string }
  | { readonly kind: 'malformed' };

export interface ParsedCanonical {
  readonly url: string;
  readonly version?: string;
  readonly fragment?: string;
}

const REST =
  /^(https?:\/\/[^?#]*\/)?([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;
const URN = /^urn:(?:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|oid:[0-2](?:\.(?:0|[1-9][0-9]*))+)$/i;

/** Sorts a reference into contained, URN, RESTful (relative or absolute), other absolute, or malformed. */
export function parseReference(reference: string): ParsedReference {
  if (reference.startsWith('#')) return { kind: 'contained', id: reference.slice(1) };
  if (URN.test(reference)) return { kind: 'urn', urn: reference };
  const hash = reference.indexOf('#');
  const target = hash < 0 ? reference : reference.slice(0, hash);
  const fragment = hash < 0 ? {} : { fragment: reference.slice(hash + 1) };
  const rest = REST.exec(target);
  if (rest !== null) {
    const [, base, type = '', id = '', version] = rest;
    return {
      kind: 'rest',
      type,
      id,
      ...(base !== undefined && { base }),
      ...(version !== undefined && { version }),
      ...fragment,
    };
  }
  return /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(target)
    ? { kind: 'absolute', url: target, ...fragment }
    : { kind: 'malformed' };
}

/** Takes a canonical apart: `url|version#fragment`. */
export function parseCanonical(canonical: string): ParsedCanonical {
  const hash = canonical.indexOf('#');
  const whole = hash < 0 ? canonical : canonical.slice(0, hash);
  const bar = whole.indexOf('|');
  return {
    url: bar < 0 ? whole : whole.slice(0, bar),
    ...(bar >= 0 && { version: whole.slice(bar + 1) }),
    ...(hash >= 0 && { fragment: canonical.slice(hash + 1) }),
  };
}
