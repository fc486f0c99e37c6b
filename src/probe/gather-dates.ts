import type { DatePrefixesFact } from '../model/index.js';
import type { Criterion } from './criteria/criterion.js';
import { judgeHit } from './criteria/criterion.js';
import { dateRange } from './criteria/date.js';
import { harvest } from './criteria/harvest.js';
import type { ProbeRun } from './run.js';
import { search } from './search.js';

const prefixes = ['ge', 'gt', 'le', 'lt', 'eq'] as const;

/** Searches around the middle date of a sampled type with each prefix (SRCH11). */
export async function gatherDatePrefixes(run: ProbeRun): Promise<void> {
  for (const type of run.options.types) {
    const name = run.ruleset
      .dateParameters(type)
      .find((one) => run.capabilityOf(type)?.searchParams.some((declared) => declared.name === one));
    const parameter = name === undefined ? undefined : run.parameter(type, name);
    if (name === undefined || parameter === undefined || parameter === null) continue;
    const dated = run
      .records(type)
      .flatMap((record) => {
        const value = harvest(parameter, record, run.base)?.replace(/^ge/, '');
        const range = value === undefined ? undefined : dateRange(value);
        return value === undefined || range === undefined ? [] : [{ record, value, low: range.low }];
      })
      .sort((a, b) => a.low - b.low);
    const middle = dated[Math.floor(dated.length / 2)];
    if (middle === undefined) continue;
    const day = middle.value.slice(0, 10);
    const answers: DatePrefixesFact['prefixes'][number][] = [];
    for (const prefix of prefixes) {
      const criterion: Criterion = { parameter, value: `${prefix}${day}` };
      const answer = await search(run, {
        type,
        params: [
          [name, criterion.value],
          ['_count', '50'],
        ],
        criteria: [criterion],
      });
      const expected = judgeHit(middle.record, criterion, run.base) === 'match' && answer.page?.next === undefined;
      answers.push({
        prefix,
        status: answer.status,
        hits: answer.page?.matches.length ?? 0,
        breaches: answer.tally?.mismatch ?? 0,
        undecided: answer.tally?.undecided ?? 0,
        source:
          expected && answer.page !== undefined ? answer.page.matches.some((one) => one.id === middle.record.id) : null,
      });
      run.see('datePrefixes', { type, parameter: name, prefixes: [...answers] });
    }
    return;
  }
  run.skip('datePrefixes', 'no-data', 'No type with a declared date parameter has a sampled value');
}
