/** The objects of a list, for definitions that were never validated: anything else is dropped, a missing list is empty. */
export function objects<T extends object>(list: readonly T[] | undefined): readonly T[] {
  const given: unknown = list;
  return Array.isArray(given) ? given.filter((each): each is T => typeof each === 'object' && each !== null) : [];
}

/** The strings of a list. */
export function strings(list: readonly string[] | undefined): readonly string[] {
  const given: unknown = list;
  return Array.isArray(given) ? given.filter((each) => typeof each === 'string') : [];
}

/** True where every one of `names` is a string in `node`. */
export const hasStrings = (node: object, names: readonly string[]): boolean =>
  names.every((name) => typeof (node as Readonly<Record<string, unknown>>)[name] === 'string');
