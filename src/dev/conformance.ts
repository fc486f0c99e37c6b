import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { OperationOutcome } from 'fhir/r4.js';
import { ReadinessError, type Issue } from '../model/index.js';
import { operationOutcomeOf } from '../report/outcome/operation-outcome.js';
import { message } from '../validator/messages/index.js';
import { readCases, type Case } from './conformance-cases.js';
import { profilesOf, validatorFor } from './conformance-validators.js';

/** Runs a test set through the library: a line `{"id", "outcome"}` per case. Usage: `<set folder> --out results.ndjson [--area a,b] [--only id]`. */
function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, area: { type: 'string' }, only: { type: 'string' } },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    console.error('usage: npm run conformance -- <set folder> --out results.ndjson [--area a,b]');
    process.exitCode = 2;
    return;
  }
  const cases = readCases(folder, values.area?.split(',')).filter(
    ({ id }) => values.only === undefined || id === values.only,
  );
  const lines = cases.map((item) => JSON.stringify({ id: item.id, outcome: run(item, folder) }));
  const text = lines.map((line) => `${line}\n`).join('');
  if (values.out === undefined) process.stdout.write(text);
  else writeFileSync(values.out, text);
  console.error(`${String(lines.length)} cases`);
}

function run(item: Case, folder: string): OperationOutcome {
  const text = readFileSync(path.join(folder, item.file), 'utf8');
  const { format } = item;
  let issues: readonly Issue[];
  try {
    issues = validatorFor(item, folder).validate(text, { profiles: profilesOf(item, folder), format }).issues;
  } catch (error) {
    if (!(error instanceof ReadinessError)) throw new Error(`${item.id} made the validator fail`, { cause: error });
    const params = { profile: item.profiles.join(', ') };
    issues = [{ code: 'profile-unknown', severity: 'error', params, at: { expression: '' } }];
  }
  const said = issues.map((issue) => ({ ...issue, message: message(issue) }));
  return operationOutcomeOf({ file: item.file, format, state: 'validated', issues: said });
}

main();
