import { isNode, type Node } from './shape.js';

/** Profiles asked for that are for the first entry of a Bundle. */
export interface ForFirst {
  readonly to: unknown;
  readonly profiles: readonly string[];
}

/**
 * Of the profiles asked for with a Bundle those of the type of its first entry: the Composition of a document or the
 * MessageHeader of a message, which stand for the whole (R4 documents.html, messaging.html).
 */
export function forFirstEntry(
  bundle: Node,
  profiles: readonly string[],
  typeOf: (url: string) => string | undefined,
): ForFirst | undefined {
  if (profiles.length === 0 || !Array.isArray(bundle['entry'])) return undefined;
  const [entry] = bundle['entry'] as readonly unknown[];
  const to = isNode(entry) ? entry['resource'] : undefined;
  const type = isNode(to) ? to['resourceType'] : undefined;
  if (type === undefined || type === 'Bundle') return undefined;
  const theirs = profiles.filter((url) => typeOf(url) === type);
  return theirs.length === 0 ? undefined : { to, profiles: theirs };
}
