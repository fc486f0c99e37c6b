import { monthsBefore } from '../evidence-grade.js';
import { valueLevel } from '../../model/index.js';
import { climb, declare, limit } from './answering.js';
import type { Answering } from './answering.js';

/** Failed messages and how they come to light. */
export const operations: Answering = (question) => {
  const given = question.answers.operations;
  if (given === undefined) return undefined;
  const { messagesLast30Days: sent = 0, failedLast30Days: failed } = given;
  const rate = failed === undefined || sent === 0 ? undefined : failed / sent;
  const level = climb(0, [
    [1, given.noticed !== 'not-known'],
    [2, given.noticed === 'alert'],
    [3, rate !== undefined && rate < limit(question, 'failedForLevel3')],
    [4, rate !== undefined && rate < limit(question, 'failedForLevel4')],
    [5, given.publicStatusPage === true],
  ]);
  return declare(question, { level }, given.evidence);
};

/** Age of the terminology content in use, by the older of the two releases. */
export const terminologyAge: Answering = (question) => {
  const given = question.answers.terminology;
  if (given === undefined) return undefined;
  const releases = [given.snomedRelease, given.dmdRelease].filter((date) => date !== undefined);
  const oldest = releases.length < 2 ? undefined : releases.sort()[0];
  const within = (level: number): boolean =>
    oldest !== undefined && oldest >= monthsBefore(question.asOf, limit(question, `monthsForLevel${level}`));
  const level = climb(oldest === undefined ? 0 : 1, [
    [2, within(2)],
    [3, within(3)],
    [4, within(4)],
    [5, given.releasesBehind !== undefined && given.releasesBehind <= limit(question, 'behindForLevel5')],
  ]);
  return declare(question, { level }, given.evidence);
};

/** Records written in a test environment and read back. */
export const writing: Answering = (question) => {
  const given = question.answers.writing;
  if (given === undefined) return undefined;
  const equal = given.typesReadBackEqual ?? 0;
  const level = climb(0, [
    [1, given.typesAccepted >= 1],
    [2, equal >= 1],
    [3, equal >= limit(question, 'typesForLevel3')],
    [4, (given.elementsKeptPercent ?? 0) >= limit(question, 'elementsPercentForLevel4')],
    [5, given.repeatable === true && given.refusesBadInput === true],
  ]);
  return declare(question, { level }, given.evidence);
};

const SHOWN = { none: 0, documented: 2, part: 3, all: 4 } as const;

/** Export in an open format. */
export const exporting: Answering = (question) => {
  const given = question.answers.export;
  if (given === undefined) return undefined;
  const level = climb(SHOWN[given.shown], [[5, given.shown === 'all' && given.loadedElsewhere === true]]);
  return declare(question, { level }, given.evidence);
};

/** Availability, where the history is long enough to say. */
export const availability: Answering = (question) => {
  const given = question.answers.history;
  if (given?.availability === undefined) return undefined;
  const { days, checks, answered } = given.availability;
  const least = { days: limit(question, 'days'), checks: limit(question, 'checks') };
  if (days < least.days || checks < least.checks || answered > checks)
    return {
      state: 'unknown',
      reason: 'no-data',
      detail: `The history holds too little: at least ${least.days} days and ${least.checks} checks are needed`,
    };
  const level = valueLevel(question.criterion.thresholds ?? [], answered / checks);
  return declare(question, { level }, given.evidence);
};

/** How often conformance is tested again, and whether critical findings are closed. */
export const retesting: Answering = (question) => {
  const given = question.answers.history;
  if (given === undefined || (given.lastCompleteRun === undefined && given.everyBuild === undefined)) return undefined;
  const within = (level: number): boolean =>
    given.lastCompleteRun !== undefined &&
    given.lastCompleteRun >= monthsBefore(question.asOf, limit(question, `monthsForLevel${level}`));
  const { criticalFound: found = 0, criticalClosedWithin90Days: closed = 0 } = given;
  const share = found === 0 ? 1 : Math.min(1, closed / found);
  const level = climb(given.lastCompleteRun === undefined ? 0 : 1, [
    [2, within(2)],
    [3, within(3) && share >= limit(question, 'closedForLevel3')],
    [4, within(4) && share >= limit(question, 'closedForLevel4')],
    [5, given.everyBuild === true && share >= limit(question, 'closedForLevel5')],
  ]);
  return declare(question, { level }, given.evidence);
};
