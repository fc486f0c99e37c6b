import type { Grade } from '../model/index.js';
import type { EvidenceGiven } from './answers.js';

/** The day that is `months` months before an ISO date; the last of the month where that day does not exist. */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, last))).toISOString().slice(0, 10);
}

export interface GradedEvidence {
  readonly grade: Grade;
  readonly expired: boolean;
  /** Why it is not worth more. */
  readonly note?: string;
}

/**
 * What given evidence is worth: D0 a bare statement, D1 a dated link or document, D2 the same reviewed by a second person,
 * D3 issued by a third party and checked with it. Evidence older than the framework's limit has expired.
 * @param respondent who answers; a reviewer has to be somebody else
 * @param asOf ISO date of the run
 */
export function gradeEvidence(
  given: EvidenceGiven | undefined,
  respondent: string | undefined,
  asOf: string,
  expiryMonths: number,
): GradedEvidence {
  const today = asOf.slice(0, 10);
  const bare = (note: string): GradedEvidence => ({ grade: 'D0', expired: false, note });
  if (given === undefined || (given.link === undefined && given.document === undefined))
    return bare('no document or link was given');
  if (given.date === undefined) return bare('the document has no date');
  if (given.date > today) return bare('the document is dated in the future');
  const expired =
    given.date < monthsBefore(today, expiryMonths) || (given.validUntil !== undefined && given.validUntil < today);
  if (given.issuer !== undefined && given.checkedBy !== undefined) return { grade: 'D3', expired };
  if (given.reviewer !== undefined && samePerson(given.reviewer, respondent))
    return { grade: 'D1', expired, note: 'the reviewer is the person who answered' };
  if (given.reviewer !== undefined && respondent !== undefined) return { grade: 'D2', expired };
  return { grade: 'D1', expired };
}

const samePerson = (one: string, other: string | undefined): boolean =>
  other?.trim().toLowerCase() === one.trim().toLowerCase();
