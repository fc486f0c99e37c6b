import type { Item, Limits } from './profile.js';
import { compareQuantities } from './quantity.js';
import type { Run } from './run.js';
import { trees } from './rules/tree.js';
import { isNode, type Node } from './shape.js';

/** `minValue[x]`, `maxValue[x]`, `maxLength` and must-have-value of an element (R4 elementdefinition); `beside` holds extensions of a primitive. */
export function checkLimits(item: Item, limits: Limits, value: unknown, beside: Node | undefined, run: Run): void {
  const { element, profile } = item;
  const { alternatives } = limits;
  if (value === undefined && alternatives.length > 0 && !isExtendedBy(alternatives, beside))
    run.report('value-alternatives', 'error', { element, profile, alternatives }, { profile });
  if (limits.mustHaveValue && value === undefined)
    run.report('value-required', 'error', { element, profile }, { profile });
  if (value === undefined) return;
  const { minValue, maxValue, maxLength, minLength, maxPlaces, format } = limits;
  if (maxLength !== undefined && typeof value === 'string' && Array.from(value).length > maxLength) {
    run.report('max-length', 'error', { element, profile, max: maxLength, found: value.length }, { profile });
  }
  if (minLength !== undefined && typeof value === 'string' && Array.from(value).length < minLength)
    run.report('min-length', 'error', { element, profile, min: minLength, found: value.length }, { profile });
  if (maxPlaces !== undefined && typeof value === 'number') checkPlaces(value, maxPlaces, item, run);
  if (format !== undefined && (typeof value === 'string' || typeof value === 'number')) {
    checkFormat(String(value), format, item, run);
  }
  if (minValue !== undefined) checkBound(value, minValue, -1, item, run);
  if (maxValue !== undefined) checkBound(value, maxValue, 1, item, run);
}

const isExtendedBy = (urls: readonly string[], beside: Node | undefined): boolean =>
  trees(beside?.['extension']).some(({ url }) => typeof url === 'string' && urls.includes(url));

/** Zeros at the end count: the precision of a decimal is part of it (R4 datatypes.html#decimal). */
function checkPlaces(value: number, max: number, { element, profile }: Item, run: Run): void {
  const text = run.source?.numberText(run.path()) ?? String(value);
  const found = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  if (found > max) run.report('decimal-places', 'error', { element, profile, max, found }, { profile });
}

/** A pattern that takes too long says nothing. */
function checkFormat(value: string, format: RegExp, { element, profile }: Item, run: Run): void {
  try {
    if (format.test(value)) return;
  } catch {
    return;
  }
  run.report('value-format', 'error', { element, profile }, { profile });
}

function checkBound(value: unknown, bound: { type: string; value: unknown }, side: 1 | -1, item: Item, run: Run): void {
  const order =
    (bound.type === 'Quantity' || bound.type === 'Duration') && typeof value === 'string'
      ? compareToNow(value, bound.value, side)
      : compare(value, bound.value);
  const { element, profile } = item;
  const code = side < 0 ? 'min-value' : 'max-value';
  const limit = isNode(bound.value) ? JSON.stringify(bound.value) : String(bound.value);
  if (order === undefined) {
    run.report(`${code}-undecided`, 'information', { element, profile, limit }, { profile, undecided: true });
  } else if (order * side > 0) {
    run.report(code, 'error', { element, profile, limit }, { profile });
  }
}

/** -1, 0 or 1; undefined where the two cannot be set in order. */
function compare(value: unknown, bound: unknown): number | undefined {
  if (typeof value === 'number' && typeof bound === 'number') return Math.sign(value - bound);
  if (typeof value === 'string' && typeof bound === 'string') return compareText(value, bound);
  // limits of quantities are canonical (R4 elementdefinition, minValue)
  return isNode(value) && isNode(bound) ? compareQuantities(value, bound) : undefined;
}

/** Dates and times of equal precision compare as text; moments with a time zone by the clock. */
function compareText(value: string, bound: string): number | undefined {
  if (value.includes('T') && bound.includes('T')) {
    const [a, b] = [Date.parse(value), Date.parse(bound)];
    return Number.isNaN(a) || Number.isNaN(b) ? undefined : Math.sign(a - b);
  }
  const length = Math.min(value.length, bound.length);
  const [a, b] = value.includes(':')
    ? [plainTime(value), plainTime(bound)]
    : [value.slice(0, length), bound.slice(0, length)];
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A time without the zeros that end its fraction. */
const plainTime = (time: string): string => (time.includes('.') ? time.replace(/\.?0*$/, '') : time);

const UNITS: Readonly<Record<string, 'years' | 'months' | 'days' | 'hours' | 'minutes' | 'seconds' | 'weeks'>> = {
  a: 'years',
  mo: 'months',
  wk: 'weeks',
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
};

/** A Quantity of time as limit of a date counts from now: backwards for `minValue`, forwards for `maxValue`. */
function compareToNow(value: string, bound: unknown, side: 1 | -1): number | undefined {
  if (!isNode(bound) || typeof bound['value'] !== 'number' || typeof bound['code'] !== 'string') return undefined;
  const unit = UNITS[bound['code']];
  if (unit === undefined) return undefined;
  const amount = bound['value'] * side;
  const limit = new Date();
  if (unit === 'years') limit.setUTCFullYear(limit.getUTCFullYear() + amount);
  else if (unit === 'months') limit.setUTCMonth(limit.getUTCMonth() + amount);
  else limit.setTime(limit.getTime() + amount * SECONDS[unit] * 1000);
  return compareText(
    value.includes('T') ? new Date(Date.parse(value)).toISOString() : value,
    value.includes('T') ? limit.toISOString() : limit.toISOString().slice(0, 10),
  );
}

const SECONDS = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;
