import { text, type Tree } from './tree.js';
import { RFC_3986 } from '../systems.js';
import { ABSOLUTE } from '../urls.js';

/** An Identifier in the system of URIs has a whole URI as its value (R4 datatypes.html#identifier). */
export const isWholeUri = (identifier: Tree): boolean => {
  const value = text(identifier['value']);
  return identifier['system'] !== RFC_3986 || value === undefined || ABSOLUTE.test(value);
};
