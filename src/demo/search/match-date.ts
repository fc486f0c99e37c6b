import { isObject } from '../record.js';
import { spanOf, type Span } from './instant.js';
import { compareRanges, splitPrefix } from './prefix.js';

/** A test for date parameters, or undefined where the value is no date. */
export function dateTest(value: string, now: number = Date.now()): ((held: unknown) => boolean) | undefined {
  const { prefix, rest } = splitPrefix(value);
  const sought = spanOf(rest.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  if (!sought) return undefined;
  const slack = prefix === 'ap' ? Math.abs(now - sought.low) / 10 : 0;
  return (held) => heldSpans(held).some((span) => compareRanges(prefix, span, sought, slack));
}

/** Spans of a date, dateTime, instant, Period or Timing. */
export function heldSpans(held: unknown): readonly Span[] {
  if (typeof held === 'string') return present(spanOf(held));
  if (!isObject(held)) return [];
  if (Array.isArray(held['event'])) {
    const events: readonly unknown[] = held['event'];
    return events.flatMap((event) => (typeof event === 'string' ? present(spanOf(event)) : []));
  }
  if (isObject(held['repeat'])) return heldSpans(held['repeat']['boundsPeriod']);
  const start = typeof held['start'] === 'string' ? spanOf(held['start'])?.low : -Infinity;
  const end = typeof held['end'] === 'string' ? spanOf(held['end'])?.high : Infinity;
  if (start === undefined || end === undefined || (start === -Infinity && end === Infinity)) return [];
  return [{ low: start, high: end }];
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
