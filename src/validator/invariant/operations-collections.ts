import { isNode } from '../shape.js';
import { append, childrenNamed, childrenOf, descend } from './children.js';
import {
  contains,
  distinct,
  equalItems,
  items,
  list,
  NONE,
  Primitive,
  primitive,
  scalar,
  type Items,
} from './items.js';

type Test = (item: unknown, index: number) => unknown;

/** Thrown where an expression needs a single item and finds several. */
class SingletonError extends Error {
  override readonly name = 'SingletonError';
}

/** Operations on collections: reaching into them, choosing from them, comparing them. */
export const onCollections = {
  items,
  /** A single value as a collection. */
  one: (value: unknown): Items => (value === undefined ? NONE : [value]),
  onePrimitive: (value: unknown, element: unknown): Items =>
    value === undefined && element === undefined ? NONE : [primitive(value, element)],
  list,
  some: (all: unknown): boolean => Array.isArray(all) && all.length > 0,
  count: (all: unknown): number => (Array.isArray(all) ? all.length : 0),
  flat: (all: unknown, key: string): Items => {
    const into: unknown[] = [];
    for (const item of list(all)) {
      const value = isNode(item) ? item[key] : undefined;
      if (Array.isArray(value)) for (const inner of value as Items) into.push(inner);
      else if (value !== undefined) into.push(value);
    }
    return into;
  },
  /** The same for primitives, and for choices of types: several keys. */
  flatPrimitive: (all: unknown, keys: readonly string[]): Items => {
    const into: unknown[] = [];
    for (const item of list(all)) {
      const source = item instanceof Primitive ? item.element : item;
      if (isNode(source)) for (const key of keys) append(source, key, into);
    }
    return into;
  },
  anyKey: (object: unknown, keys: readonly string[]): boolean => {
    if (!isNode(object)) return false;
    for (const key in object) if (keys.includes(key.startsWith('_') ? key.slice(1) : key)) return true;
    return false;
  },
  choice: (object: unknown, keys: readonly string[]): unknown => {
    if (!isNode(object)) return undefined;
    for (const key of keys) if (object[key] !== undefined) return object[key];
    return undefined;
  },
  choiceElement: (object: unknown, keys: readonly string[]): unknown => {
    if (!isNode(object)) return undefined;
    for (const key of keys) if (object['_' + key] !== undefined) return object['_' + key];
    return undefined;
  },
  named: (all: unknown, name: string): Items => {
    const into: unknown[] = [];
    for (const item of list(all)) childrenNamed(item, name, into);
    return into;
  },
  children: (all: unknown): Items => {
    const into: unknown[] = [];
    for (const item of list(all)) childrenOf(item, into);
    return into;
  },
  descendants: (all: unknown): Items => {
    const into: unknown[] = [];
    for (const item of list(all)) descend(item, into);
    return into;
  },
  value: (item: unknown): unknown => (item instanceof Primitive ? item.value : item),
  element: (item: unknown): unknown => (item instanceof Primitive ? item.element : undefined),
  hasValue: (item: unknown): boolean => scalar(item instanceof Primitive ? item.value : item) !== undefined,
  single: (all: unknown): unknown => {
    const found = list(all);
    if (found.length > 1) throw new SingletonError('Several items where one is expected');
    return found[0];
  },
  /** A collection as an operand of logic: its single boolean, true for another single item. */
  truth: (all: unknown): boolean | undefined => {
    const found = list(all);
    if (found.length > 1) throw new SingletonError('Several items where one is expected');
    if (found.length === 0) return undefined;
    const value = found[0] instanceof Primitive ? found[0].value : found[0];
    return typeof value === 'boolean' ? value : true;
  },
  ofResource: (all: unknown, type: string): Items =>
    list(all).filter((item) => isNode(item) && item['resourceType'] === type),
  isResource: (item: unknown, type: string): boolean => isNode(item) && item['resourceType'] === type,

  anyMatch: (all: unknown, test: Test): boolean => {
    const found = list(all);
    for (let i = 0; i < found.length; i += 1) if (test(found[i], i) === true) return true;
    return false;
  },
  allMatch: (all: unknown, test: Test): boolean => {
    const found = list(all);
    for (let i = 0; i < found.length; i += 1) if (test(found[i], i) !== true) return false;
    return true;
  },
  where: (all: unknown, test: Test): Items => list(all).filter((item, index) => test(item, index) === true),
  select: (all: unknown, project: (item: unknown, index: number) => Items): Items => list(all).flatMap(project),
  repeat: (all: unknown, project: (item: unknown, index: number) => Items): Items => {
    const into: unknown[] = [];
    let wave = list(all).flatMap(project);
    for (let depth = 0; wave.length > 0 && depth < 100; depth += 1) {
      const fresh = wave.filter((item) => !contains(into, item));
      into.push(...distinct(fresh));
      wave = fresh.flatMap(project);
    }
    return into;
  },
  first: (all: unknown): unknown => list(all)[0],
  last: (all: unknown): unknown => list(all).at(-1),
  at: (all: unknown, index: unknown): unknown =>
    typeof index === 'number' && index >= 0 ? list(all)[index] : undefined,
  slice: (all: unknown, from: unknown, to: unknown): Items =>
    list(all).slice(Math.max(0, Number(from)), to === undefined ? undefined : Math.max(0, Number(to))),
  distinct: (all: unknown): Items => distinct(list(all)),
  isDistinct: (all: unknown): boolean => distinct(list(all)).length === list(all).length,
  union: (left: unknown, right: unknown): Items => distinct([...list(left), ...list(right)]),
  combine: (left: unknown, right: unknown): Items => [...list(left), ...list(right)],
  intersect: (left: unknown, right: unknown): Items =>
    distinct(list(left).filter((item) => contains(list(right), item))),
  exclude: (left: unknown, right: unknown): Items => list(left).filter((item) => !contains(list(right), item)),
  subset: (left: unknown, right: unknown): boolean => list(left).every((item) => contains(list(right), item)),
  includes: (all: unknown, item: unknown): boolean => contains(list(all), item),

  /** `=` on collections: undefined where either is empty. */
  equal: (left: unknown, right: unknown): boolean | undefined => {
    const a = list(left);
    const b = list(right);
    if (a.length === 0 || b.length === 0) return undefined;
    return a.length === b.length && a.every((item, index) => equalItems(item, b[index]));
  },
  equivalent: (left: unknown, right: unknown): boolean => {
    const normal = (item: unknown): unknown => {
      const value = item instanceof Primitive ? item.value : item;
      return typeof value === 'string' ? value.toLowerCase().replace(/\s+/g, ' ').trim() : value;
    };
    const a = list(left).map(normal);
    const b = list(right).map(normal);
    return a.length === b.length && a.every((item) => contains(b, item)) && b.every((item) => contains(a, item));
  },
  extensions: (holder: unknown, url: unknown): Items =>
    list(isNode(holder) ? holder['extension'] : undefined).filter((one) => isNode(one) && one['url'] === url),
  extensionsOfAll: (all: unknown, url: unknown): Items =>
    list(all).flatMap((item) => {
      const holder = item instanceof Primitive ? item.element : item;
      return list(isNode(holder) ? holder['extension'] : undefined).filter((one) => isNode(one) && one['url'] === url);
    }),
  /** Resources that references, canonicals or URIs stand for; those that cannot be found are left out. */
  resolve: (all: unknown, context: unknown): Items => {
    const find = isNode(context) ? (context['resolve'] as ((reference: string) => unknown) | undefined) : undefined;
    const into: unknown[] = [];
    for (const item of list(all)) {
      const plain = item instanceof Primitive ? item.value : item;
      const reference = isNode(plain) ? plain['reference'] : plain;
      const target = typeof reference === 'string' && find !== undefined ? find(reference) : undefined;
      if (target !== undefined) into.push(target);
    }
    return into;
  },
} as const;
