import { isObject, text } from '../json.js';
import type { Selected } from './expression.js';
import { anyOf } from './judgement.js';
import type { Judgement } from './judgement.js';

export type DatePrefix = 'eq' | 'ge' | 'gt' | 'le' | 'lt';

/** The time a partial date covers, milliseconds, both ends included. */
export interface DateRange {
  readonly low: number;
  readonly high: number;
  /** Without a time zone: the true edges lie within 14 hours of these. */
  readonly zoneless: boolean;
  readonly period: boolean;
}

const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;
const ZONES = [-14, 0, 14].map((hours) => hours * 3_600_000);

/** Range of a FHIR date, dateTime or instant by its precision; undefined when it is none. */
export function dateRange(value: string): DateRange | undefined {
  const match = SHAPE.exec(value);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const at = (...parts: readonly [number, number, number, number, number, number]): number => {
    const date = new Date(0);
    date.setUTCFullYear(parts[0], parts[1], parts[2]);
    date.setUTCHours(parts[3], parts[4], parts[5], 0);
    return date.getTime();
  };
  const y = Number(year);
  const mo = Number(month ?? 1) - 1;
  const d = Number(day ?? 1);
  if (hour === undefined) {
    const low = at(y, mo, d, 0, 0, 0);
    const end =
      day !== undefined
        ? at(y, mo, d + 1, 0, 0, 0)
        : month !== undefined
          ? at(y, mo + 1, 1, 0, 0, 0)
          : at(y + 1, 0, 1, 0, 0, 0);
    return { low, high: end - 1, zoneless: true, period: false };
  }
  const offset =
    zone === undefined || zone === 'Z'
      ? 0
      : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  const base = at(y, mo, d, Number(hour), Number(minute), Number(second ?? 0)) - offset * 60_000;
  const low = base + (fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000));
  const width = second === undefined ? 60_000 : fraction === undefined ? 1000 : 1;
  return { low, high: low + width - 1, zoneless: zone === undefined, period: false };
}

/** Ranges of a date, dateTime, instant or Period; undefined where the type has none that can be judged (Timing). */
export function rangeOf(value: unknown): DateRange | undefined {
  if (typeof value === 'string') return dateRange(value);
  if (!isObject(value) || (value['start'] === undefined && value['end'] === undefined)) return undefined;
  const [startText, endText] = [text(value, 'start'), text(value, 'end')];
  const start = startText === undefined ? undefined : dateRange(startText);
  const end = endText === undefined ? undefined : dateRange(endText);
  if ((startText !== undefined && start === undefined) || (endText !== undefined && end === undefined))
    return undefined;
  return {
    low: start?.low ?? -Infinity,
    high: end?.high ?? Infinity,
    zoneless: start?.zoneless === true || end?.zoneless === true,
    period: true,
  };
}

const holds = (prefix: DatePrefix, target: DateRange, shift: number, asked: DateRange): boolean => {
  const low = target.low + shift;
  const high = target.high + shift;
  switch (prefix) {
    case 'eq':
      return low >= asked.low && high <= asked.high;
    case 'ge':
      return high >= asked.low;
    case 'gt':
      return high > asked.high;
    case 'le':
      return low <= asked.high;
    case 'lt':
      return low < asked.low;
  }
};

const judge = (prefix: DatePrefix, target: DateRange, asked: DateRange): Judgement => {
  const shifts = target.zoneless || asked.zoneless ? ZONES : [0];
  const verdicts = shifts.map((shift) => holds(prefix, target, shift, asked));
  if (verdicts.every(Boolean)) return 'match';
  // The same text on both sides is the same day wherever the server is.
  if (prefix === 'eq' && target.zoneless && asked.zoneless && holds('eq', target, 0, asked)) return 'match';
  if (verdicts.some(Boolean)) return 'undecided';
  const overlaps = target.high >= asked.low && target.low <= asked.high;
  return prefix === 'eq' && target.period && overlaps ? 'undecided' : 'mismatch';
};

export function splitPrefix(value: string): { readonly prefix: DatePrefix; readonly date: string } {
  const found = /^(eq|ge|gt|le|lt)/.exec(value)?.[0] as DatePrefix | undefined;
  return found === undefined ? { prefix: 'eq', date: value } : { prefix: found, date: value.slice(2) };
}

/** Judges a date criterion with its prefix (R4 search 3.1.1.4.5); zoneless edges within 14 hours are undecided. */
export function judgeDate(selected: readonly Selected[], value: string): Judgement {
  const { prefix, date } = splitPrefix(value);
  const asked = dateRange(date);
  if (asked === undefined) return 'undecided';
  return anyOf(
    selected.map((item) => {
      const target = rangeOf(item.value);
      return target === undefined ? 'undecided' : judge(prefix, target, asked);
    }),
  );
}
