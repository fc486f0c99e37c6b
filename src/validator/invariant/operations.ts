import { compareTemporal } from './temporal.js';

/** A FHIR primitive that carries an id or extensions (`_birthDate`), with or without a value. */
export class Primitive {
  constructor(
    readonly value: string | number | boolean | undefined,
    readonly element: Readonly<Record<string, unknown>>,
  ) {}
}

/** The node to judge for a primitive: its plain value, or a Primitive where `_name` stands beside it. */
export function primitive(value: unknown, element: unknown): unknown {
  return isObject(element) ? new Primitive(scalar(value), element) : value;
}

/** Thrown where an expression needs a single item and finds several. */
export class SingletonError extends Error {
  override readonly name = 'SingletonError';
}

type Items = readonly unknown[];
type Test = (item: unknown, index: number) => unknown;

const NONE: Items = [];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (items: unknown): Items => (Array.isArray(items) ? (items as Items) : NONE);

function scalar(value: unknown): string | number | boolean | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** Joins the values of a repeating primitive with the ids and extensions that stand beside them. */
function items(values: unknown, elements: unknown): Items {
  const plain = list(values);
  if (!Array.isArray(elements)) return plain;
  const others = elements as Items;
  const joined: unknown[] = [];
  for (let i = 0; i < Math.max(plain.length, others.length); i += 1) {
    const value = plain[i] ?? undefined;
    const element = others[i];
    if (isObject(element)) joined.push(new Primitive(scalar(value), element));
    else if (value !== undefined) joined.push(value);
  }
  return joined;
}

/** The children named `name` of an object whose type is not known: choice types and primitives included. */
function childrenNamed(object: unknown, name: string, into: unknown[]): void {
  if (object instanceof Primitive) {
    childrenNamed(object.element, name, into);
    return;
  }
  if (!isObject(object)) return;
  if (append(object, name, into)) return;
  for (const key in object) {
    const bare = key.startsWith('_') ? key.slice(1) : key;
    if (bare.length > name.length && bare.startsWith(name) && CHOICE_SUFFIXES.has(bare.slice(name.length))) {
      append(object, bare, into);
      return;
    }
  }
}

function append(object: Readonly<Record<string, unknown>>, name: string, into: unknown[]): boolean {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  const element = Object.hasOwn(object, '_' + name) ? object['_' + name] : undefined;
  if (value === undefined && element === undefined) return false;
  if (Array.isArray(value) || Array.isArray(element)) into.push(...items(value ?? [], element));
  else into.push(primitive(value, element));
  return true;
}

const CHOICE_SUFFIXES: ReadonlySet<string> = new Set(
  (
    'Base64Binary Boolean Canonical Code Date DateTime Decimal Id Instant Integer Markdown Oid PositiveInt String Time ' +
    'UnsignedInt Uri Url Uuid Address Age Annotation Attachment CodeableConcept Coding ContactPoint Count Distance Duration ' +
    'HumanName Identifier Money Period Quantity Range Ratio Reference SampledData Signature Timing ContactDetail Contributor ' +
    'DataRequirement Expression ParameterDefinition RelatedArtifact TriggerDefinition UsageContext Dosage Meta'
  ).split(' '),
);

function childrenOf(object: unknown, into: unknown[]): void {
  const source = object instanceof Primitive ? object.element : object;
  if (!isObject(source)) return;
  for (const key in source) {
    if (key === 'resourceType') continue;
    if (key.startsWith('_')) {
      if (!(key.slice(1) in source)) append(source, key.slice(1), into);
    } else append(source, key, into);
  }
}

function descend(object: unknown, into: unknown[]): void {
  const first = into.length;
  childrenOf(object, into);
  for (let at = first; at < into.length; at += 1) childrenOf(into[at], into);
}

/** Equality of two items, order of keys apart. */
export function equalItems(left: unknown, right: unknown): boolean {
  const a = left instanceof Primitive ? left.value : left;
  const b = right instanceof Primitive ? right.value : right;
  if (a === b) return a !== undefined;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equalItems(item, (b as Items)[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equalItems(a[key], b[key]))
  );
}

function distinct(all: Items): Items {
  if (all.length < 2) return all;
  const seen = new Set<unknown>();
  const objects: unknown[] = [];
  return all.filter((item) => {
    const value = item instanceof Primitive ? item.value : item;
    if (isObject(value) || value === undefined) {
      if (objects.some((other) => equalItems(other, item))) return false;
      objects.push(item);
      return true;
    }
    if (seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}

const contains = (all: Items, item: unknown): boolean =>
  all.includes(item) || all.some((other) => equalItems(other, item));

const asText = (value: unknown): string | undefined => {
  const plain = scalar(value instanceof Primitive ? value.value : value);
  return plain === undefined ? undefined : String(plain);
};

/** Run-time part of compiled expressions: collections are arrays, `undefined` is empty. */
export const operations = {
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
      const value = isObject(item) ? item[key] : undefined;
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
      if (isObject(source)) for (const key of keys) append(source, key, into);
    }
    return into;
  },
  anyKey: (object: unknown, keys: readonly string[]): boolean => {
    if (!isObject(object)) return false;
    for (const key in object) if (keys.includes(key.startsWith('_') ? key.slice(1) : key)) return true;
    return false;
  },
  choice: (object: unknown, keys: readonly string[]): unknown => {
    if (!isObject(object)) return undefined;
    for (const key of keys) if (object[key] !== undefined) return object[key];
    return undefined;
  },
  choiceElement: (object: unknown, keys: readonly string[]): unknown => {
    if (!isObject(object)) return undefined;
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
    list(all).filter((item) => isObject(item) && item['resourceType'] === type),
  isResource: (item: unknown, type: string): boolean => isObject(item) && item['resourceType'] === type,

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
  compareTemporal,
  compareText: (left: unknown, right: unknown): number | undefined =>
    typeof left !== 'string' || typeof right !== 'string' ? undefined : left === right ? 0 : left < right ? -1 : 1,
  /** Quantities in the same unit; others cannot be compared here. */
  compareQuantity: (left: unknown, right: unknown): number | undefined => {
    if (!isObject(left) || !isObject(right)) return undefined;
    const a = left['value'];
    const b = right['value'];
    const unit = (quantity: Readonly<Record<string, unknown>>): unknown => quantity['code'] ?? quantity['unit'];
    if (typeof a !== 'number' || typeof b !== 'number' || unit(left) !== unit(right)) return undefined;
    return a === b ? 0 : a < b ? -1 : 1;
  },
  add: (left: unknown, right: unknown): unknown => {
    if (typeof left === 'number' && typeof right === 'number') return left + right;
    return typeof left === 'string' && typeof right === 'string' ? left + right : undefined;
  },
  arithmetic: (operator: unknown, left: unknown, right: unknown): number | undefined => {
    if (typeof left !== 'number' || typeof right !== 'number') return undefined;
    if (operator === '-') return left - right;
    if (operator === '*') return left * right;
    if (right === 0) return undefined;
    if (operator === '/') return left / right;
    return operator === 'mod' ? left % right : Math.trunc(left / right);
  },
  concat: (left: unknown, right: unknown): string => (asText(left) ?? '') + (asText(right) ?? ''),

  startsWith: (text: unknown, prefix: unknown): boolean =>
    typeof text === 'string' && typeof prefix === 'string' && text.startsWith(prefix),
  endsWith: (text: unknown, suffix: unknown): boolean =>
    typeof text === 'string' && typeof suffix === 'string' && text.endsWith(suffix),
  containsText: (text: unknown, part: unknown): boolean =>
    typeof text === 'string' && typeof part === 'string' && text.includes(part),
  matches: (text: unknown, pattern: unknown): boolean =>
    typeof text === 'string' && pattern instanceof RegExp && pattern.test(text),
  replaceMatches: (text: unknown, pattern: unknown, substitution: unknown): string | undefined =>
    typeof text === 'string' && pattern instanceof RegExp && typeof substitution === 'string'
      ? !pattern.test(text)
        ? text
        : text.replace(new RegExp(pattern, pattern.flags + 'g'), substitution)
      : undefined,
  replace: (text: unknown, part: unknown, substitution: unknown): string | undefined =>
    typeof text === 'string' && typeof part === 'string' && typeof substitution === 'string'
      ? text.split(part).join(substitution)
      : undefined,
  substring: (text: unknown, start: unknown, length: unknown): string | undefined => {
    if (typeof text !== 'string' || typeof start !== 'number' || start < 0 || start >= text.length) return undefined;
    return typeof length === 'number' ? text.slice(start, start + Math.max(0, length)) : text.slice(start);
  },
  indexOf: (text: unknown, part: unknown): number | undefined =>
    typeof text === 'string' && typeof part === 'string' ? text.indexOf(part) : undefined,
  length: (text: unknown): number | undefined => (typeof text === 'string' ? text.length : undefined),
  upper: (text: unknown): string | undefined => (typeof text === 'string' ? text.toUpperCase() : undefined),
  lower: (text: unknown): string | undefined => (typeof text === 'string' ? text.toLowerCase() : undefined),
  trim: (text: unknown): string | undefined => (typeof text === 'string' ? text.trim() : undefined),
  split: (text: unknown, separator: unknown): Items =>
    typeof text === 'string' && typeof separator === 'string' ? text.split(separator) : NONE,
  join: (all: unknown, separator: unknown): string =>
    list(all)
      .map((item) => asText(item) ?? '')
      .join(typeof separator === 'string' ? separator : ''),
  toText: asText,
  toInteger: (value: unknown): number | undefined => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
    return typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : undefined;
  },
  toDecimal: (value: unknown): number | undefined => {
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value === 'number') return value;
    return typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  },
  extensions: (holder: unknown, url: unknown): Items =>
    list(isObject(holder) ? holder['extension'] : undefined).filter((one) => isObject(one) && one['url'] === url),
  extensionsOfAll: (all: unknown, url: unknown): Items =>
    list(all).flatMap((item) => {
      const holder = item instanceof Primitive ? item.element : item;
      return list(isObject(holder) ? holder['extension'] : undefined).filter(
        (one) => isObject(one) && one['url'] === url,
      );
    }),
  /** Resources that references, canonicals or URIs stand for; those that cannot be found are left out. */
  resolve: (all: unknown, context: unknown): Items => {
    const find = isObject(context) ? (context['resolve'] as ((reference: string) => unknown) | undefined) : undefined;
    const into: unknown[] = [];
    for (const item of list(all)) {
      const plain = item instanceof Primitive ? item.value : item;
      const reference = isObject(plain) ? plain['reference'] : plain;
      const target = typeof reference === 'string' && find !== undefined ? find(reference) : undefined;
      if (target !== undefined) into.push(target);
    }
    return into;
  },
} as const;

export type OperationName = keyof typeof operations | keyof Hooks;
/** Operations that may throw SingletonError. */
export const THROWING: ReadonlySet<OperationName> = new Set<OperationName>([
  'single',
  'truth',
  'memberOf',
  'conformsTo',
]);

/** Operations that need more than the expression: terminology, profiles, XHTML. They throw where they are not given. */
export interface Hooks {
  /** True, false, or undefined where it cannot be decided. */
  readonly memberOf: (item: unknown, valueSet: unknown) => boolean | undefined;
  readonly conformsTo: (item: unknown, canonical: unknown) => boolean | undefined;
  readonly htmlChecks: (div: unknown) => boolean;
}

export type Operations = typeof operations & Hooks;

/** Thrown where an expression cannot be decided with what is held. */
export class UndecidedError extends Error {
  override readonly name = 'UndecidedError';
}
