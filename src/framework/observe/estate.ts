import type { Observation } from '../../model/index.js';
import type { RegisterSystem } from '../answers.js';
import { monthsBefore } from '../evidence-grade.js';
import type { Criterion } from '../framework.js';
import { countingGrade } from '../levels.js';
import { climb, declare, graded, limit, nothingListed } from './answering.js';
import type { Answering, Question } from './answering.js';

const weightOf = (criterion: Criterion, { kind }: RegisterSystem): number =>
  criterion.systemWeights?.[kind] ?? criterion.systemWeights?.['other'] ?? 1;

/** Kinds of record system: those that weigh most in the estate. */
function isRecordSystem(question: Question, system: RegisterSystem): boolean {
  const weights = question.framework.criteria.find((one) => one.systemWeights !== undefined)?.systemWeights ?? {};
  return weights[system.kind] === Math.max(...Object.values(weights));
}

const isDescribed = (system: RegisterSystem): boolean =>
  [system.owner, system.supplier, system.version, system.setting].every((field) => field !== undefined) &&
  (system.endpoint !== undefined || (system.standards ?? []).length > 0);

/** The register itself: what it covers, as far as each entry says what an entry has to say. */
export const register: Answering = (question) => {
  const { register: given } = question.answers;
  if (given === undefined) return undefined;
  const systems = (given.systems ?? []).filter(({ clinical }) => clinical !== false);
  const records = systems.filter((system) => isRecordSystem(question, system));
  const bare = systems.filter((system) => !isDescribed(system));
  const since = monthsBefore(question.asOf, limit(question, 'monthsForLevel4'));
  const level = climb(0, [
    [1, given.covers !== 'nothing' && systems.length > 0],
    [2, given.covers !== 'some-systems' && records.length > 0 && records.every(isDescribed)],
    [3, given.covers === 'clinical-systems' && bare.length === 0],
    [4, given.reviewed !== undefined && given.reviewed >= since && given.reviewed <= question.asOf.slice(0, 10)],
    [5, given.machineReadable === true],
  ]);
  const remarks =
    bare.length === 0
      ? []
      : [`${bare.length} of ${systems.length} systems lack owner, supplier, version, setting or standard`];
  return declare(question, { level }, given.evidence, remarks);
};

const isOpen = ({ openStandards }: Criterion, standard: string): boolean => openStandards?.includes(standard) === true;

/** Interfaces between clinical systems that use an open standard. */
export const openInterfaces: Answering = (question) => {
  const { register: given } = question.answers;
  if (given === undefined) return undefined;
  const all = (given.systems ?? [])
    .filter(({ clinical }) => clinical !== false)
    .flatMap(({ interfaces }) => interfaces ?? []);
  if (all.length === 0) return nothingListed('interfaces in the register');
  const k = all.filter(({ standard }) => isOpen(question.criterion, standard)).length;
  return declare(question, { k, n: all.length }, given.evidence);
};

/** What is known of an assessed endpoint: its base URL, and its structural mean on lows. */
export interface AssessedEndpoint {
  readonly base: string;
  readonly structural: number;
}

const sameBase = (one: string, other: string): boolean => one.replace(/\/+$/, '') === other.replace(/\/+$/, '');

/**
 * Interoperability over the estate: weight of the systems that count over weight of all in the register.
 * A system counts by an assessed endpoint at structural level 3, or by open standards with dated evidence.
 */
export function estateObservation(question: Question, endpoints: readonly AssessedEndpoint[]): Observation | undefined {
  const { answers, criterion, context } = question;
  if (answers.register === undefined) return undefined;
  const systems = (answers.register.systems ?? []).filter(({ clinical }) => clinical !== false);
  if (systems.length === 0) return nothingListed('systems in the register');
  const enough = limit(question, 'structuralLevel');
  const counts = (system: RegisterSystem): boolean => {
    const { endpoint, standards, evidence } = system;
    if (endpoint !== undefined && endpoints.some((one) => sameBase(one.base, endpoint) && one.structural >= enough))
      return true;
    const { grade, expired } = graded(question, evidence);
    return (standards ?? []).some((standard) => isOpen(criterion, standard)) && countingGrade(grade, expired) !== 'D0';
  };
  const weigh = (list: readonly RegisterSystem[]): number =>
    list.reduce((sum, one) => sum + weightOf(criterion, one), 0);
  const counted = systems.filter(counts);
  const keys = context.trustType === undefined ? undefined : criterion.keySystems?.[context.trustType];
  const missing = (keys ?? []).filter(
    (kind) => !systems.some((one) => one.kind === kind) || systems.some((one) => one.kind === kind && !counts(one)),
  );
  return {
    state: 'measured',
    k: weigh(counted),
    n: weigh(systems),
    keySystems: keys !== undefined && missing.length === 0,
    detail:
      `${counted.length} of ${systems.length} systems in the register count` +
      (missing.length === 0 ? '' : `; missing or not counting: ${missing.join(', ')}`),
  };
}
