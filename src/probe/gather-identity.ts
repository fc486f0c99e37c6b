import type { IdentifierAnswer, PersonSearchFact } from '../model/index.js';
import { objects, text } from './json.js';
import type { WireResource } from './json.js';
import { readReference } from './literal-reference.js';
import { NHS_NUMBER_SYSTEM, testNumber } from './nhs-number.js';
import type { ProbeRun } from './run.js';
import { learnPostSearch, search } from './search.js';

const numbersOf = (patient: WireResource): readonly string[] =>
  objects(patient, 'identifier')
    .filter((one) => text(one, 'system') === NHS_NUMBER_SYSTEM)
    .flatMap((one) => text(one, 'value') ?? []);

/** Every identifier value, spaces ignored: a record that carries the number anywhere is not certainly another's. */
const carries = (patient: WireResource, number: string): boolean =>
  objects(patient, 'identifier').some((one) => (text(one, 'value') ?? '').replace(/\s/g, '') === number);

const ask = async (run: ProbeRun, criterion: string, number: string, provoked: boolean): Promise<IdentifierAnswer> => {
  const answer = await search(run, { type: 'Patient', params: [['identifier', criterion]], sensitive: true, provoked });
  const patients = answer.page?.matches ?? [];
  return {
    status: answer.status,
    method: answer.method,
    result:
      answer.result === 'searchset'
        ? 'searchset'
        : answer.result === 'outcome' || answer.result === 'refused'
          ? 'outcome'
          : 'other',
    patients: patients.length,
    others: patients.filter((one) => !carries(one, number) && objects(one, 'identifier').length > 0).length,
  };
};

/** Searches by NHS Number: a configured test patient, and synthetic numbers of the 999 range that nobody has (NHS01-03). */
export async function gatherNhsNumber(run: ProbeRun): Promise<void> {
  await learnPostSearch(run);
  const taken = new Set(run.records('Patient').flatMap(numbersOf));
  const [configured] = run.options.testPatients ?? [];
  if (configured !== undefined) taken.add(configured);
  const known =
    configured === undefined ? undefined : await ask(run, `${NHS_NUMBER_SYSTEM}|${configured}`, configured, false);
  const [nobody, mistyped] = [testNumber(run.random, true, taken), testNumber(run.random, false, taken)];
  const unknown = await ask(run, `${NHS_NUMBER_SYSTEM}|${nobody}`, nobody, true);
  const invalid = await ask(run, `${NHS_NUMBER_SYSTEM}|${mistyped}`, mistyped, true);
  const wrongSystem =
    configured === undefined
      ? undefined
      : await ask(run, `${NHS_NUMBER_SYSTEM}-zz-probe|${configured}`, configured, true);
  const noSystem = configured === undefined ? undefined : await ask(run, configured, configured, true);
  run.see('nhsNumber', {
    ...(known === undefined ? {} : { known }),
    unknown,
    invalid,
    ...(wrongSystem === undefined ? {} : { wrongSystem }),
    ...(noSystem === undefined ? {} : { noSystem }),
  });
}

const linksTo = (patient: WireResource, others: ReadonlySet<string>, base: URL): boolean =>
  objects(patient, 'link').some((link) => {
    const reference = text(link['other'], 'reference');
    const literal = reference === undefined ? undefined : readReference(reference, base);
    return literal !== undefined && others.has(literal.id);
  });

const verdictOf = (patients: readonly WireResource[], base: URL): 'none' | 'one' | 'linked' | 'several' => {
  const active = patients.filter((one) => one['active'] !== false);
  if (patients.length === 0) return 'none';
  if (active.length <= 1) return 'one';
  const ids = new Set(active.flatMap((one) => one.id ?? []));
  const linked = active.filter((one) => linksTo(one, ids, base)).length;
  return linked >= active.length - 1 ? 'linked' : 'several';
};

/** Carries another NHS Number, and no link that would make it the record the searched one was merged into. */
const isAnother = (patient: WireResource, number: string): boolean =>
  !carries(patient, number) && numbersOf(patient).length > 0 && objects(patient, 'link').length === 0;

/** Searches again by the numbers of up to `limit` sampled patients, each for its own record (M04). */
export async function gatherPersonSearch(run: ProbeRun, limit: number): Promise<void> {
  const numbers = [
    ...new Set(
      run
        .records('Patient')
        .flatMap(numbersOf)
        .filter((one) => /^\d{10}$/.test(one)),
    ),
  ];
  if (numbers.length === 0) {
    run.skip('personSearch', 'no-data', 'No sampled patient carries an NHS Number');
    return;
  }
  await learnPostSearch(run);
  const sample = run.samples.get('Patient');
  const census = sample?.population !== undefined && sample.population === sample.resources.length;
  const tally = { searched: 0, one: 0, linked: 0, several: 0, none: 0, failed: 0, wrong: 0 };
  for (const number of run.random.draw(numbers, limit)) {
    const answer = await search(run, {
      type: 'Patient',
      params: [['identifier', `${NHS_NUMBER_SYSTEM}|${number}`]],
      sensitive: true,
    });
    const matches = answer.page?.matches;
    tally.searched += 1;
    if (matches === undefined) tally.failed += 1;
    else if (matches.some((one) => isAnother(one, number))) tally.wrong += 1;
    else
      tally[
        verdictOf(
          matches.filter((one) => carries(one, number)),
          run.base,
        )
      ] += 1;
    const fact: PersonSearchFact = census ? { ...tally, population: numbers.length } : { ...tally };
    run.see('personSearch', fact);
  }
}

/** Searches for the organisation's own ODS code, or for one of a sampled Organization (NHS07). */
export async function gatherOdsSearch(run: ProbeRun): Promise<void> {
  const system = 'https://fhir.nhs.uk/Id/ods-organization-code';
  const sampled = run
    .records('Organization')
    .flatMap((one) => objects(one, 'identifier').filter((identifier) => text(identifier, 'system') === system))
    .flatMap((identifier) => text(identifier, 'value') ?? [])
    .find((value) => /^[A-Z0-9]{3,10}$/.test(value));
  const code = run.options.ods ?? sampled;
  if (code === undefined) {
    run.skip('odsSearch', 'no-data', 'Neither the configuration nor the sample gives an ODS code');
    return;
  }
  const answer = await search(run, { type: 'Organization', params: [['identifier', `${system}|${code}`]] });
  const matches = answer.page?.matches ?? [];
  const right =
    matches.length > 0 &&
    matches.every((one) => objects(one, 'identifier').some((identifier) => text(identifier, 'value') === code));
  run.see('odsSearch', { status: answer.status, matches: matches.length, right });
}
