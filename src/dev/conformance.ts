import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { OperationOutcome } from 'fhir/r4.js';
import { ReadinessError, type ValidationResult } from '../model/index.js';
import { readCases, type Case } from './conformance-cases.js';
import { validatorFor } from './conformance-validators.js';

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
  try {
    const validator = validatorFor(item, folder);
    return outcomeOf(validator.validate(text, { profiles: item.profiles, format: item.format }));
  } catch (error) {
    if (!(error instanceof ReadinessError)) throw new Error(`${item.id} made the validator fail`, { cause: error });
    return {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'not-found', details: { text: error.message }, diagnostics: error.code }],
    };
  }
}

function outcomeOf({ issues }: ValidationResult): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ severity, code, params, at, rule, profile }) => ({
      severity,
      code: 'processing',
      details: { coding: [{ code }], text: [rule, profile, JSON.stringify(params)].filter(Boolean).join(' | ') },
      ...(at.expression === '' ? {} : { expression: [at.expression] }),
      ...(at.line === undefined ? {} : { location: [`line ${String(at.line)}, column ${String(at.column ?? 1)}`] }),
    })),
  };
}

main();
