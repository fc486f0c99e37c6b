import { isObject, text } from './json.js';

export interface LiteralReference {
  readonly type: string;
  readonly id: string;
}

/**
 * Type and id of a relative reference, or of an absolute one below `base`; the version part is dropped.
 * Undefined for fragments, URNs, other servers and logical references.
 */
export function readReference(reference: string, base: URL): LiteralReference | undefined {
  let relative = reference;
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) {
    const root = `${base.href.replace(/\/$/, '')}/`;
    if (!reference.startsWith(root)) return undefined;
    relative = reference.slice(root.length);
  }
  const match = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,128})(?:\/_history\/[A-Za-z0-9.-]+)?$/.exec(relative);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { type: match[1], id: match[2] };
}

/** Distinct literal references within a resource, contained resources included, as `Type/id`. */
export function literalReferences(resource: unknown, base: URL): Set<string> {
  const found = new Set<string>();
  const open: unknown[] = [resource];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) open.push(...(value as unknown[]));
    else if (isObject(value)) {
      const reference = text(value, 'reference');
      const literal = reference === undefined ? undefined : readReference(reference, base);
      if (literal !== undefined) found.add(`${literal.type}/${literal.id}`);
      open.push(...Object.values(value));
    }
  }
  return found;
}

const subjectNames = ['patient', 'subject', 'beneficiary', 'for', 'individual'] as const;

/** The Patient a resource is about, by its literal reference; a Patient is about itself. */
export function patientOf(resource: unknown, base: URL): string | undefined {
  if (text(resource, 'resourceType') === 'Patient') return text(resource, 'id');
  if (!isObject(resource)) return undefined;
  for (const name of subjectNames) {
    const reference = text(resource[name], 'reference');
    const literal = reference === undefined ? undefined : readReference(reference, base);
    if (literal?.type === 'Patient') return literal.id;
  }
  return undefined;
}
