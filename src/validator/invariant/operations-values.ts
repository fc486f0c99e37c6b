import { isNode } from '../shape.js';
import { asText, list, NONE, type Items } from './items.js';
import { compareTemporal } from './temporal.js';

/** Operations on single values: order, arithmetic, texts, conversion. */
export const onValues = {
  compareTemporal,
  compareText: (left: unknown, right: unknown): number | undefined =>
    typeof left !== 'string' || typeof right !== 'string' ? undefined : left === right ? 0 : left < right ? -1 : 1,
  /** Quantities in the same unit; others cannot be compared here. */
  compareQuantity: (left: unknown, right: unknown): number | undefined => {
    if (!isNode(left) || !isNode(right)) return undefined;
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
} as const;
