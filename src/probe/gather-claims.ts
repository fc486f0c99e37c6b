import type { ClaimOutcome, ClaimsFact } from '../model/index.js';
import { findTrial, listClaims } from './claim-list.js';
import type { Claim, Trial } from './claim-list.js';
import { isObject, text } from './json.js';
import { readPage } from './bundle.js';
import type { ProbeRun } from './run.js';
import { follow, search } from './search.js';
import type { SearchAnswer } from './search.js';

type Exercised = ClaimsFact['exercised'][number];

const PAGE = '50';
const PAGES = 3;

/** Whether the self link still carries the parameter; true where there is no link to tell. */
const selfCarries = (self: string | undefined, name: string): boolean => {
  const query = self?.split('?')[1];
  if (query === undefined) return true;
  return [...new URLSearchParams(query).keys()].some((key) => key.split(':')[0] === name);
};

const sensitiveTypes = new Set(['Patient', 'Person', 'RelatedPerson', 'Practitioner']);

/** Searches for the record the value came from: it must be found, and every hit must satisfy the criteria. */
async function tryParameter(
  run: ProbeRun,
  type: string,
  trial: Trial,
): Promise<{ outcome: ClaimOutcome; status: number | null }> {
  const { parameter, value, patient } = trial;
  const byPatient = patient === undefined ? undefined : run.parameter(type, 'patient');
  const criteria = [
    ...(patient === undefined || byPatient === undefined || byPatient === null
      ? []
      : [{ parameter: byPatient, value: patient }]),
    { parameter, value },
  ];
  const sensitive = sensitiveTypes.has(type) && parameter.name !== '_id';
  let answer: SearchAnswer | 'off-origin' = await search(run, {
    type,
    params: [...criteria.map((one) => [one.parameter.name, one.value] as const), ['_count', PAGE]],
    criteria,
    sensitive,
  });
  const status = answer.status;
  const judged = judgeAnswer(answer);
  if (judged !== undefined) return { outcome: judged, status };
  for (let pages = 1; ; pages += 1) {
    const page = answer.page;
    if (page === undefined) return { outcome: 'error', status };
    if ((answer.tally?.mismatch ?? 0) > 0)
      return { outcome: selfCarries(page.self, parameter.name) ? 'breach' : 'ignored', status };
    if (page.matches.some((one) => one.id === trial.source)) return { outcome: 'works', status };
    if (page.next === undefined) return { outcome: 'absent', status };
    if (pages >= PAGES) return { outcome: 'undecided', status };
    answer = await follow(run, type, page.next, { criteria });
    if (answer === 'off-origin') return { outcome: 'undecided', status };
  }
}

const judgeAnswer = (answer: SearchAnswer): ClaimOutcome | undefined => {
  if (answer.result === 'searchset') return undefined;
  if (answer.result === 'forbidden' || answer.result === 'refused') return 'refused';
  return 'error';
};

const interactionOutcome = async (
  run: ProbeRun,
  claim: Claim,
): Promise<{ outcome: ClaimOutcome; status: number | null } | undefined> => {
  if (claim.name === 'search-type') {
    const found = run.seen('typeSearches')?.types.find((one) => one.type === claim.type);
    if (found === undefined) return undefined;
    const works = found.result === 'searchset' || found.required.length > 0;
    return {
      outcome: works ? 'works' : found.result === 'refused' || found.result === 'forbidden' ? 'refused' : 'error',
      status: found.status,
    };
  }
  if (claim.name === 'history-instance') return history(run, claim.type);
  const read = run.seen('reads')?.types.find((one) => one.type === claim.type);
  if (read === undefined) return undefined;
  const answer =
    claim.name === 'read'
      ? { status: read.status, right: read.typeEqual && read.idEqual }
      : read.vread && { status: read.vread.status, right: read.vread.equal };
  if (answer === undefined) return undefined;
  const refused = answer.status !== null && answer.status >= 400 && answer.status < 500;
  return { outcome: answer.right ? 'works' : refused ? 'refused' : 'error', status: answer.status };
};

const history = async (
  run: ProbeRun,
  type: string,
): Promise<{ outcome: ClaimOutcome; status: number | null } | undefined> => {
  const [id] = run.random.draw(run.ids(type), 1);
  if (id === undefined) return undefined;
  const answer = await run.transport.send({
    method: 'GET',
    path: `${type}/${id}/_history`,
    query: [['_count', '5']],
    purpose: 'read',
  });
  if (!answer.ok) return { outcome: 'error', status: null };
  const right =
    answer.status === 200 &&
    answer.body.kind === 'json' &&
    isObject(answer.body.value) &&
    text(answer.body.value, 'type') === 'history';
  return {
    outcome: right ? 'works' : answer.status >= 400 && answer.status < 500 ? 'refused' : 'error',
    status: answer.status,
  };
};

const key = (type: string, name: string): string => `${type} ${name}`;

/** Parameters that a consuming application cannot do without, per type: the patient, a date, the id. */
const expectedOf = (run: ProbeRun, type: string): readonly string[] => {
  const subject = ['patient', 'subject'].filter((name) => (run.parameter(type, name) ?? undefined) !== undefined);
  const declared = (names: readonly string[]): string | undefined =>
    names.find((name) => run.capabilityOf(type)?.searchParams.some((one) => one.name === name)) ?? names[0];
  return [declared(subject), declared(run.ruleset.dateParameters(type)), '_id'].filter((name) => name !== undefined);
};

/**
 * Exercises what the statement claims (S07): all of it up to `drawLimit` claims, else that many drawn; and beside it the
 * parameters expected of every applicable type (S08), declared or not.
 */
export async function gatherClaims(run: ProbeRun, drawLimit: number): Promise<void> {
  const subjects = ['Patient', ...run.options.types.filter((type) => type !== 'Patient')];
  const { testable, untestable } = listClaims(run, subjects);
  const drawn = run.random.draw(testable, drawLimit);
  const exercised = new Map<string, Exercised>();
  const expected: ClaimsFact['expected'][number][] = [];
  let untried = 0;
  const publish = (): void => {
    run.see('claims', {
      testable: testable.length - untried,
      untestable: untestable + untried,
      exercised: [...exercised.values()],
      expected: [...expected],
    });
  };
  const exercise = async (claim: Claim, isDrawn: boolean): Promise<Exercised | undefined> => {
    const done = exercised.get(key(claim.type, claim.name));
    if (done !== undefined) return done;
    const result =
      claim.trial === undefined
        ? await interactionOutcome(run, claim)
        : await tryParameter(run, claim.type, claim.trial);
    if (result === undefined) return undefined;
    const entry = {
      type: claim.type,
      claim: claim.name,
      kind: claim.kind,
      ...result,
      drawn: isDrawn,
      declared: claim.declared,
    };
    exercised.set(key(claim.type, claim.name), entry);
    publish();
    return entry;
  };
  publish();
  for (const claim of drawn)
    if ((await exercise(claim, true)) === undefined) {
      untried += 1;
      publish();
    }
  for (const type of run.options.types.filter((one) => one !== 'Patient'))
    for (const name of expectedOf(run, type)) {
      const parameter = run.parameter(type, name);
      const trial = parameter === undefined || parameter === null ? undefined : findTrial(run, type, parameter);
      const isDeclared = run.capabilityOf(type)?.searchParams.some((one) => one.name === name) ?? false;
      const entry =
        trial === undefined
          ? undefined
          : await exercise({ type, name, kind: 'parameter', declared: isDeclared, trial }, false);
      expected.push({ type, parameter: name, outcome: entry?.outcome ?? 'no-value' });
      publish();
    }
}

/** Which of the first hits an answer to a reference form holds (SRCH13). */
export async function gatherReferenceForms(run: ProbeRun): Promise<void> {
  const type = run.options.types.find(
    (one) => one !== 'Patient' && run.ids(one).length > 0 && (run.parameter(one, 'patient') ?? undefined) !== undefined,
  );
  const parameter = type === undefined ? undefined : run.parameter(type, 'patient');
  const trial =
    type === undefined || parameter === undefined || parameter === null ? undefined : findTrial(run, type, parameter);
  if (type === undefined || trial === undefined || parameter === undefined || parameter === null) {
    run.skip('referenceForms', 'no-data', 'No sampled record refers to a patient');
    return;
  }
  const id = trial.value.replace(/^Patient\//, '');
  const forms = [];
  let first: string | undefined;
  for (const [form, value] of [
    ['id', id],
    ['relative', `Patient/${id}`],
    ['absolute', `${run.base.href}/Patient/${id}`],
  ] as const) {
    const answer = await run.transport.send({
      method: 'GET',
      path: type,
      query: [
        ['patient', value],
        ['_count', PAGE],
      ],
      purpose: 'patient-search',
    });
    const page = answer.ok && answer.status === 200 ? readPage(answer.body, type) : undefined;
    if (page !== undefined) {
      run.ledger.note(page, Number(PAGE));
      run.ledger.judge(type, page, [{ parameter, value }]);
    }
    const ids = page?.matches
      .map((one) => one.id ?? '')
      .sort()
      .join(' ');
    first ??= ids;
    forms.push({
      form,
      status: answer.ok ? answer.status : null,
      equal: ids !== undefined && ids === first,
      hits: page?.matches.length ?? 0,
    });
  }
  run.see('referenceForms', { type, forms });
}
