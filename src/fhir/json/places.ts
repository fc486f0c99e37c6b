import { parsePath, propertyFor, type PathStep } from '../paths.js';
import type { JsonTokens } from './tokens.js';

/** The tokens that hold one element: its value and, for a primitive, its `_` sibling; and where the element begins in the text. */
interface Place {
  readonly offset: number;
  readonly tokens: readonly number[];
}

/** Finds elements in a JSON text by path. */
export interface JsonPlaces {
  /** Offset of the element at `expression`, or of its nearest ancestor. */
  offset(expression: string): number;
  /** Offset of the element's own value token, where the element is there. */
  value(expression: string): number | undefined;
}

interface Property {
  readonly key: number;
  readonly value: number;
}

/** Look-ups remember the members of every container they pass, so that many of them cost one pass over what they visit. */
export function createJsonPlaces(text: string, tokens: JsonTokens): JsonPlaces {
  const objects = new Map<number, ReadonlyMap<string, Property>>();
  const arrays = new Map<number, readonly number[]>();
  const charAt = (token: number): string => text.charAt(tokens.start[token] ?? 0);
  const start = (token: number): number => tokens.start[token] ?? 0;

  const properties = (token: number): ReadonlyMap<string, Property> =>
    remembered(objects, token, () => {
      const found = new Map<string, Property>();
      for (const key of membersOf(tokens, token, 2)) found.set(keyText(text, start(key)), { key, value: key + 1 });
      return found;
    });
  const items = (token: number): readonly number[] => remembered(arrays, token, () => [...membersOf(tokens, token, 1)]);

  const step = (place: Place, step: PathStep): Place | undefined => {
    const objectTokens = place.tokens.flatMap((token) => (charAt(token) === '[' ? items(token).slice(0, 1) : [token]));
    const maps = objectTokens.filter((token) => charAt(token) === '{').map(properties);
    const has = (name: string): boolean => maps.some((map) => map.has(name) || map.has(`_${name}`));
    const name = propertyFor(step, has, () => maps.flatMap((map) => [...map.keys()]));
    if (name === undefined) return undefined;
    const found = maps.flatMap((map) => [map.get(name), map.get(`_${name}`)]).filter((p) => p !== undefined);
    const first = found[0];
    if (first === undefined) return undefined;
    const property: Place = { offset: start(first.key), tokens: found.map((p) => p.value) };
    return step.index === undefined ? property : (element(property, step.index) ?? undefined);
  };

  const element = (property: Place, index: number): Place | undefined => {
    const found: number[] = [];
    for (const token of property.tokens) {
      if (charAt(token) !== '[') {
        if (index === 0) found.push(token);
        continue;
      }
      const item = items(token)[index];
      if (item !== undefined) found.push(item);
    }
    const at = found.find((token) => charAt(token) !== 'n') ?? found[0];
    if (at === undefined) return undefined;
    const isArray = property.tokens.some((token) => charAt(token) === '[');
    return { offset: isArray ? start(at) : property.offset, tokens: found };
  };

  const find = (expression: string): { readonly place: Place; readonly exact: boolean } => {
    let place: Place = { offset: start(0), tokens: [0] };
    for (const next of parsePath(expression).steps) {
      const found = step(place, next);
      if (found === undefined) return { place: nearest(place, next), exact: false };
      place = found;
    }
    return { place, exact: true };
  };

  /** Where an index points past the end of an array: the array. */
  const nearest = (place: Place, next: PathStep): Place =>
    next.index === undefined
      ? place
      : (step(place, { name: next.name, ...(next.type && { type: next.type }) }) ?? place);

  return {
    offset: (expression) => find(expression).place.offset,
    value(expression) {
      const { place, exact } = find(expression);
      const token = place.tokens[0];
      return exact && token !== undefined ? start(token) : undefined;
    },
  };
}

/** The direct members of a container; `stride` 2 gives the keys of an object. */
export function* membersOf(tokens: JsonTokens, container: number, stride: 1 | 2): Generator<number> {
  const end = tokens.next[container] ?? 0;
  for (let token = container + 1; token < end; token = tokens.next[stride === 2 ? token + 1 : token] ?? end)
    yield token;
}

/** The property name of the key token at an offset, escapes read. */
export function keyText(text: string, offset: number): string {
  let end = text.indexOf('"', offset + 1);
  const plain = text.slice(offset + 1, end);
  if (!plain.includes('\\')) return plain;
  for (end = offset + 1; text.charAt(end) !== '"'; end++) if (text.charAt(end) === '\\') end += 1;
  return String(JSON.parse(text.slice(offset, end + 1)));
}

function remembered<T>(memory: Map<number, T>, key: number, make: () => T): T {
  let value = memory.get(key);
  if (value === undefined) memory.set(key, (value = make()));
  return value;
}
