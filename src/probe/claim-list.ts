import type { WireResource } from './json.js';
import { judgeHit } from './criteria/criterion.js';
import type { Parameter } from './criteria/criterion.js';
import { harvest } from './criteria/harvest.js';
import { patientOf } from './literal-reference.js';
import type { ProbeRun } from './run.js';

/** A declared interaction or search parameter with what is needed to try it. */
export interface Claim {
  readonly type: string;
  readonly name: string;
  readonly kind: 'interaction' | 'parameter';
  readonly declared: boolean;
  readonly trial?: Trial;
}

/** A value taken from a record, to search for that record. */
export interface Trial {
  readonly parameter: Parameter;
  readonly value: string;
  readonly source: string;
  readonly patient?: string;
}

const CANDIDATES = 12;
const interactions = ['read', 'vread', 'search-type', 'history-instance'] as const;

/** Result parameters steer the answer and select nothing. */
const steering = new Set([
  '_count',
  '_sort',
  '_include',
  '_revinclude',
  '_summary',
  '_elements',
  '_total',
  '_format',
  '_contained',
  '_containedType',
]);

const discriminates = (run: ProbeRun, trial: Trial, records: readonly WireResource[]): boolean =>
  records.some(
    (one) =>
      one.id !== trial.source &&
      (trial.patient === undefined || patientOf(one, run.base) === trial.patient) &&
      judgeHit(one, trial, run.base) === 'mismatch',
  );

/** A trial whose criterion other sampled records fail, so that an ignored parameter shows; else any. */
export function findTrial(run: ProbeRun, type: string, parameter: Parameter): Trial | undefined {
  const records = run.records(type);
  const byPatient =
    type !== 'Patient' &&
    !['patient', 'subject', '_id'].includes(parameter.name) &&
    (run.parameter(type, 'patient') ?? undefined) !== undefined;
  let any: Trial | undefined;
  for (const record of run.random.draw(records, CANDIDATES)) {
    if (record.id === undefined) continue;
    const value = harvest(parameter, record, run.base);
    if (value === undefined) continue;
    const patient = byPatient ? patientOf(record, run.base) : undefined;
    const trial: Trial = { parameter, value, source: record.id, ...(patient === undefined ? {} : { patient }) };
    if (judgeHit(record, trial, run.base) === 'mismatch') continue;
    if (discriminates(run, trial, records)) return trial;
    any ??= trial;
  }
  return any;
}

/** Everything the statement claims of the types, and whether the sample lets it be tried. */
export function listClaims(
  run: ProbeRun,
  types: readonly string[],
): { readonly testable: Claim[]; readonly untestable: number } {
  const testable: Claim[] = [];
  let untestable = 0;
  for (const type of types) {
    const declared = run.capabilityOf(type);
    if (declared === undefined) continue;
    for (const name of interactions)
      if (declared.interactions.includes(name)) {
        if (name === 'search-type' || run.ids(type).length > 0)
          testable.push({ type, name, kind: 'interaction', declared: true });
        else untestable += 1;
      }
    for (const { name } of declared.searchParams) {
      if (steering.has(name)) continue;
      const parameter = run.parameter(type, name);
      const trial = parameter === undefined || parameter === null ? undefined : findTrial(run, type, parameter);
      if (trial === undefined) untestable += 1;
      else testable.push({ type, name, kind: 'parameter', declared: true, trial });
    }
  }
  return { testable, untestable };
}
