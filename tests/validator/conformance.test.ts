import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithShared, sharedPath } from '../support/shared.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SUITE = ['conformance', 'fhir-validator-suite'];
/** Cases of the validator suite that are judged otherwise, each with its reason: the list may only get shorter. */
const SKIPS = JSON.parse(readFileSync(path.join(root, 'tests/validator/suite-skips.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a set through the script and the scorer; what the scorer prints. */
function score(set: readonly string[], scorer: string, ...args: readonly string[]): string {
  const out = path.join(folder, `${String(set.at(-1))}.ndjson`);
  const tsx = path.join(root, 'node_modules/.bin/tsx');
  execFileSync(tsx, [path.join(root, 'src/dev/conformance.ts'), sharedPath(...set), '--out', out], { stdio: 'pipe' });
  const [first = '', ...rest] = args;
  const before = first === '' ? [] : [first];
  return execFileSync(
    process.execPath,
    [sharedPath('tools', scorer), ...before, sharedPath(...set), '--batch', out, ...rest],
    { encoding: 'utf8' },
  );
}

const number = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);

describeWithShared('agreement with the reference validator', () => {
  it('judges the validator suite as it does, but for a named list that only shrinks', () => {
    const said = score(SUITE, 'score-validator.mjs', '', '--fails');
    const failing = [...said.matchAll(/^ {2}(?:FALSE-ERROR|MISSED {5}) (\S+)/gm)].map(([, id = '']) => id);
    expect(failing.sort()).toEqual(Object.keys(SKIPS).sort());
    expect(number(said, /location-F1 ([\d.]+)\s*$/)).toBeGreaterThanOrEqual(0.9);
  }, 60_000);

  it('finds the faults placed in official UK Core examples, and none where there is none', () => {
    const said = score(['uk-core', 'mutants'], 'score-uk.mjs', 'mutants');
    expect(number(said, /mutants found \d+\/\d+ = ([\d.]+)%/)).toBeGreaterThanOrEqual(99);
    expect(said).toContain('controls clean 16/16');
  }, 60_000);

  it('finds no fault in the official UK Core examples, in JSON and in XML', () => {
    const said = score(['uk-core', 'examples'], 'score-uk.mjs', 'examples');
    expect(said).toContain('json examples without a false error 121/121');
    expect(said).toContain('xml examples without a false error 121/121');
  }, 60_000);

  it('judges real NHS resources as it does', () => {
    const said = score(['corpus'], 'score-corpus.mjs');
    expect(number(said, /verdict \d+\/\d+ = ([\d.]+)%/)).toBeGreaterThanOrEqual(99);
    expect(number(said, /relaxed ([\d.]+)\s*$/)).toBeGreaterThanOrEqual(0.95);
  }, 60_000);
});
