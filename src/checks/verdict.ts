import type { Verdict } from '../model/index.js';

type Extra = Omit<Verdict, 'outcome' | 'summary' | 'reason'>;

export const pass = (summary: string, extra: Extra = {}): Verdict => ({ outcome: 'pass', summary, ...extra });
export const warn = (summary: string, extra: Extra = {}): Verdict => ({ outcome: 'warn', summary, ...extra });
export const fail = (summary: string, extra: Extra = {}): Verdict => ({ outcome: 'fail', summary, ...extra });
export const notApplicable = (reason: string): Verdict => ({ outcome: 'notApplicable', summary: reason, reason });
export const unknown = (reason: string): Verdict => ({ outcome: 'unknown', summary: reason, reason });

/** `3 types`, `1 type`. */
export const count = (n: number, noun: string, plural = `${noun}s`): string => `${n} ${n === 1 ? noun : plural}`;

/** The first few of a list, and how many more there are. */
export const some = (items: readonly string[], most = 6): string =>
  items.length <= most ? items.join(', ') : `${items.slice(0, most).join(', ')} and ${items.length - most} more`;

/** Status as words: `404`, or that no answer came. */
export const status = (code: number | null): string => (code === null ? 'no answer' : String(code));
