import type { Assessment, Interval, Outcome, Owner, Severity } from '../model/index.js';

export const OWNER: Readonly<Record<Owner, string>> = {
  supplier: 'Supplier',
  'trust-config': 'Trust: set-up',
  'trust-data': 'Trust: data',
  national: 'National',
};

export const OUTCOME: Readonly<Record<Outcome, string>> = {
  pass: 'Pass',
  warn: 'Warning',
  fail: 'Fail',
  notApplicable: 'Not applicable',
  manual: 'Needs a person',
  unknown: 'Could not tell',
};

export const SEVERITY: Readonly<Record<Severity, string>> = {
  fatal: 'Unsafe',
  error: 'Error',
  warning: 'Warning',
  information: 'Note',
};

export const GATE = { met: 'Met', notMet: 'Not met', undecided: 'Undecided' } as const;

export const SETTING = {
  acute: 'acute trust',
  'mental-health': 'mental health trust',
  community: 'community trust',
  ambulance: 'ambulance trust',
} as const;

/** A whole number with groups of three, e.g. `12,408`. */
export function count(value: number): string {
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${value < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `1 record`, `2 records`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;

/** A level as a range: `3`, or `1 to 4`. */
export const range = ([low, high]: Interval, digits = 0): string =>
  low.toFixed(digits) === high.toFixed(digits)
    ? low.toFixed(digits)
    : `${low.toFixed(digits)} to ${high.toFixed(digits)}`;

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** An ISO instant as a day and time in UTC: `3 March 2026, 14:05 UTC`. */
export function moment(iso: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(iso) ?? [];
  if (year === undefined || month === undefined || day === undefined || time === undefined) return iso;
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}, ${time} UTC`;
}

/** Seconds between two ISO instants, in words. */
export function duration(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds === 0) return 'less than a second';
  return seconds < 120 ? plural(seconds, 'second') : plural(Math.round(seconds / 60), 'minute');
}

/** Who was assessed, as far as it is known. */
export function subject({ organisation, endpoints, context }: Assessment): string {
  const named = organisation?.name ?? organisation?.ods ?? endpoints[0]?.base;
  return named ?? (context.audience === 'supplier' ? 'A product' : 'An organisation');
}

/** The lens in words, to stand on every page. */
export const lensWords = ({ context }: Assessment): string =>
  context.lens === 'synthetic'
    ? 'Synthetic data: shows what the system can do, not how it is used'
    : 'Live data: shows the system as it is used';

/** Whom the questions were asked of. */
export const audienceWords = ({ context }: Assessment): string =>
  context.audience === 'supplier'
    ? 'Product of a supplier'
    : context.trustType === undefined
      ? 'NHS organisation, type not given'
      : `NHS ${SETTING[context.trustType]}`;
