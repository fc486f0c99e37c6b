import { isNode } from '../shape.js';

export type Items = readonly unknown[];

export const NONE: Items = [];

/** A FHIR primitive that carries an id or extensions (`_birthDate`), with or without a value. */
export class Primitive {
  constructor(
    readonly value: string | number | boolean | undefined,
    readonly element: Readonly<Record<string, unknown>>,
  ) {}
}

/** The node to judge for a primitive: its plain value, or a Primitive where `_name` stands beside it. */
export function primitive(value: unknown, element: unknown): unknown {
  return isNode(element) ? new Primitive(scalar(value), element) : value;
}

export const list = (items: unknown): Items => (Array.isArray(items) ? (items as Items) : NONE);

/** A value that primitives have. */
export function scalar(value: unknown): string | number | boolean | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** Joins the values of a repeating primitive with the ids and extensions that stand beside them. */
export function items(values: unknown, elements: unknown): Items {
  const plain = list(values);
  if (!Array.isArray(elements)) return plain;
  const others = elements as Items;
  const joined: unknown[] = [];
  for (let i = 0; i < Math.max(plain.length, others.length); i += 1) {
    const value = plain[i] ?? undefined;
    const element = others[i];
    if (isNode(element)) joined.push(new Primitive(scalar(value), element));
    else if (value !== undefined) joined.push(value);
  }
  return joined;
}

/** Equality of two items, order of keys apart. */
export function equalItems(left: unknown, right: unknown): boolean {
  const a = left instanceof Primitive ? left.value : left;
  const b = right instanceof Primitive ? right.value : right;
  if (a === b) return a !== undefined;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equalItems(item, (b as Items)[index]));
  }
  if (!isNode(a) || !isNode(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equalItems(a[key], b[key]))
  );
}

/** The first of items that are equal. */
export function distinct(all: Items): Items {
  if (all.length < 2) return all;
  const seen = new Set<unknown>();
  const objects: unknown[] = [];
  return all.filter((item) => {
    const value = item instanceof Primitive ? item.value : item;
    if (isNode(value) || value === undefined) {
      if (objects.some((other) => equalItems(other, item))) return false;
      objects.push(item);
      return true;
    }
    if (seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}

export const contains = (all: Items, item: unknown): boolean =>
  all.includes(item) || all.some((other) => equalItems(other, item));

/** The value of a primitive as a text. */
export const asText = (value: unknown): string | undefined => {
  const plain = scalar(value instanceof Primitive ? value.value : value);
  return plain === undefined ? undefined : String(plain);
};
