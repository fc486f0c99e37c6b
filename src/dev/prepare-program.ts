import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as start from '../cli/start.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const broken = join(root, 'samples/broken');
const CHILD = '--as-child';

const XML =
  '<Patient xmlns="http://hl7.org/fhir"><id value="a"/><text><status value="generated"/>' +
  '<div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div></text>' +
  '<name><family value="a"><extension url="http://example.org/b"><valueString value="c"/></extension></family></name>' +
  '<gender value="female"/><birthDate value="1970-01-01"/></Patient>';

/**
 * Leaves beside the parts of the program the code that V8 has compiled of them for `validate`, for the node that runs the build: to
 * read it takes a start a fraction of what compiling does. Another node compiles as usual.
 */
function prepare(): void {
  const samples = mkdtempSync(join(tmpdir(), 'fhir-readiness-prepare-'));
  try {
    const patients = readFileSync(join(root, 'samples/trusts/exemplar/Patient.ndjson'), 'utf8');
    writeFileSync(join(samples, 'patient.json'), patients.slice(0, patients.indexOf('\n')));
    writeFileSync(join(samples, 'patient.xml'), XML);
    const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), CHILD, samples], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the program could not be prepared: ${stderr}`);
  } finally {
    rmSync(samples, { recursive: true, force: true });
  }
}

/** What a user's start does, and then the compiled code of what it took. */
async function prepareWith(samples: string): Promise<void> {
  const { Program, preparedFor } = createRequire(import.meta.url)('../program/start.cjs') as typeof start;
  const program = new Program(join(root, 'dist/program'));
  const { run } = program.module('main.js') as { run: (argv: readonly string[]) => Promise<number> };
  await run(['validate', samples, broken]);
  for (const [part, script] of program.scripts) {
    const made = `${part}.${process.pid}`;
    writeFileSync(made, script.createCachedData());
    renameSync(made, `${part}.${preparedFor}`);
  }
  process.exitCode = 0;
}

const [mode, samples] = process.argv.slice(2);
if (mode === CHILD && samples !== undefined) await prepareWith(samples);
else prepare();
