import type { ProbeFacts } from '../../model/index.js';
import { level, measured, missing, outcomeOf, seen, turnedAway, unknown } from './probe-observing.js';
import type { Observing } from './probe-observing.js';

const FEWEST_CALLS = 10;

/** F08: of the twelve malformed calls, those refused with 4xx and an OperationOutcome that carries an error. */
export const errors: Observing = ({ evidence }) => {
  const negatives = seen(evidence, 'negatives');
  if (negatives === undefined) return missing(evidence, 'negatives');
  const judged = negatives.calls.filter((one) => !turnedAway(one.status));
  if (judged.length < FEWEST_CALLS)
    return unknown(
      'not-tested',
      `${judged.length} of the twelve malformed calls could be judged; ${FEWEST_CALLS} are needed`,
    );
  const right = judged.filter(
    (one) => one.status !== null && one.status >= 400 && one.status < 500 && one.outcomeError,
  );
  return measured({ k: right.length, n: judged.length });
};

/** F09: search by NHS Number. Any patient who certainly does not carry the number asked for is level 0. */
export const identified: Observing = ({ evidence, checks }) => {
  if ((seen(evidence, 'personSearch')?.wrong ?? 0) > 0)
    return level(0, 'A search by the NHS Number of a sampled patient returned another patient');
  const fact = seen(evidence, 'nhsNumber');
  if (fact === undefined) return missing(evidence, 'nhsNumber');
  const answers = [fact.known, fact.unknown, fact.invalid, fact.wrongSystem, fact.noSystem].filter(
    (one) => one !== undefined,
  );
  if (answers.some((one) => one.others > 0)) return level(0, 'A search by NHS Number returned another patient');
  const { known } = fact;
  if (known === undefined)
    return unknown(
      'not-tested',
      'No test patient is configured',
      'Name the NHS Number of a test patient that is there.',
    );
  if (known.status === null || turnedAway(known.status))
    return unknown('error', 'The search was not allowed or not answered');
  if (known.result === 'other') return unknown('error', `The search gave status ${known.status}`);
  if (known.result !== 'searchset') return level(1, `The search is not supported (${known.status})`);
  if (known.patients !== 1)
    return level(
      1,
      known.patients === 0
        ? 'The test patient is not found'
        : 'More than one patient carries the number of the test patient',
    );
  const negatives = ['NHS02', 'NHS03'].map((id) => outcomeOf(checks, id));
  if (negatives.every((one) => one === 'pass'))
    return level(
      4,
      'The test patient is found, and unknown, mistyped and foreign numbers find nobody; replaced numbers were not tried',
    );
  return level(
    3,
    negatives.includes('fail')
      ? 'The test patient is found, but numbers that should find nobody do not'
      : 'The test patient is found; not all negatives could be judged',
  );
};

/** F10: the same set walked with two page sizes. */
export const paging: Observing = ({ evidence }) => {
  const fact = seen(evidence, 'paging');
  if (fact === undefined) return missing(evidence, 'paging');
  const { walk } = fact;
  if (walk === undefined) return unknown('no-data', 'No result could be walked with two page sizes');
  const all = walk.total === undefined ? undefined : walk.unique >= walk.total;
  if (walk.lost > 0) return level(0, `Records of ${walk.type} are missing from the pages`);
  if (walk.end === 'broken')
    return all === false
      ? level(0, 'A next link is broken before everything was given')
      : unknown('error', 'A next link is broken');
  if (walk.end === 'loop' || walk.end === 'endless')
    return all === false
      ? level(0, 'The pages go round without giving everything')
      : level(2, 'The pages repeat and do not come to an end');
  if (walk.end !== 'last-page') return unknown('not-tested', 'The walk did not reach the last page');
  if (walk.pages <= 2) return unknown('no-data', 'The result fits a single page');
  if (walk.repeats > 0 || walk.orderChanged)
    return level(2, 'Records are repeated or change their order between pages, none is lost');
  return level(5, `${walk.unique} records of ${walk.type}, the same with both page sizes`);
};

/** S06: applicable types with enough records. */
export const available: Observing = ({ evidence, context, framework }) => {
  const counts = seen(evidence, 'counts');
  const target = seen(evidence, 'target');
  if (counts === undefined || target === undefined) return missing(evidence, 'counts');
  const enough = framework.typeAvailable[context.lens];
  const searches = seen(evidence, 'typeSearches')?.types ?? [];
  const lost = target.types.filter(
    (type) =>
      !counts.types.some((one) => one.type === type) ||
      searches.some((one) => one.type === type && one.result === 'failed'),
  );
  if (lost.length > 0) return unknown('error', `${lost.length} of ${target.types.length} types could not be counted`);
  const types = counts.types.filter((one) => target.types.includes(one.type));
  if (types.length === 0) return unknown('not-tested', 'No type of the setting was counted');
  const held = types.filter((one) => (one.total ?? one.seen) >= enough);
  return measured({ k: held.length, n: types.length, detail: `Types with at least ${enough} records` });
};

type Exercised = ProbeFacts['claims']['exercised'][number];
const decided = (one: Exercised): boolean => one.outcome !== 'undecided';

/** S07: declared interactions and parameters that work, out of those drawn. */
export const claims: Observing = ({ evidence }) => {
  const fact = seen(evidence, 'claims');
  if (fact === undefined) return missing(evidence, 'claims');
  const drawn = fact.exercised.filter((one) => one.drawn);
  const judged = drawn.filter(decided);
  if (judged.length === 0) return unknown('no-data', 'No claim could be exercised');
  const left = drawn.length - judged.length;
  return measured({
    k: judged.filter((one) => one.outcome === 'works').length,
    n: judged.length,
    clusters: judged.length,
    population: Math.max(judged.length, fact.testable - left),
    detail: `${judged.length} of ${fact.testable} testable claims exercised; ${fact.untestable + left} could not be tested`,
  });
};

/** S08: per applicable type, the search by patient, by date and by id. */
export const searchable: Observing = ({ evidence }) => {
  const fact = seen(evidence, 'claims');
  if (fact === undefined) return missing(evidence, 'claims');
  const judged = fact.expected.filter((one) => one.outcome !== 'no-value' && one.outcome !== 'undecided');
  if (judged.length === 0) return unknown('no-data', 'No expected search could be tried with a value from the sample');
  const left = fact.expected.length - judged.length;
  return measured({
    k: judged.filter((one) => one.outcome === 'works').length,
    n: judged.length,
    ...(left === 0 ? {} : { detail: `${left} expected searches could not be tried` }),
  });
};

/** M04: sampled numbers searched again that give one active Patient, or linked ones. */
export const onePerson: Observing = ({ evidence }) => {
  const fact = seen(evidence, 'personSearch');
  if (fact === undefined) return missing(evidence, 'personSearch');
  const n = fact.searched - fact.failed;
  if (n === 0) return unknown('error', 'No search by number was answered');
  return measured({
    k: fact.one + fact.linked,
    n,
    clusters: n,
    ...(fact.population === undefined ? {} : { population: Math.max(n, fact.population - fact.failed) }),
  });
};
