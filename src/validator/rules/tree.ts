import { youngList } from '../young-list.js';

/** A JSON object of a resource. */
export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of a repeating element; none where it is absent. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/** The objects among the items of a repeating element. */
export const trees = (value: unknown): readonly Tree[] => list(value).filter(isTree);

export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Adds to the list under a key. */
export function pushTo<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, youngList([item]));
  else held.push(item);
}
