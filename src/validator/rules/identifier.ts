import { text, type Tree } from './tree.js';

const RFC_3986 = 'urn:ietf:rfc:3986';
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** An Identifier in the system of URIs has a whole URI as its value (R4 datatypes.html#identifier). */
export const isWholeUri = (identifier: Tree): boolean => {
  const value = text(identifier['value']);
  return identifier['system'] !== RFC_3986 || value === undefined || ABSOLUTE.test(value);
};
