import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const patient = {
  resourceType: 'Patient',
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }],
  gender: 'not-a-gender',
};

/** What a user gets: the tarball, installed in an empty folder. */
describe('the published package', { timeout: 180_000 }, () => {
  let folder: string;
  let tarball: string;
  const npm = (args: readonly string[], cwd: string): string =>
    execFileSync('npm', [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fhir-readiness-pack-'));
    const packed = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root)) as
      { filename: string }[] | Record<string, { filename: string }>;
    tarball = Object.values(packed)[0]?.filename ?? '';
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
    npm(['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, tarball)], folder);
  }, 180_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: readonly string[]): { code: number; out: string } => {
    try {
      return {
        code: 0,
        out: execFileSync('npx', ['--no-install', 'fhir-readiness', ...args], { cwd: folder, encoding: 'utf8' }),
      };
    } catch (error) {
      const failed = error as { status: number; stdout: string };
      return { code: failed.status, out: failed.stdout };
    }
  };

  it('says its version', () => {
    expect(run(['--version']).out).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('validates a resource and finds the fault in it', () => {
    writeFileSync(join(folder, 'patient.json'), JSON.stringify(patient));
    const { code, out } = run(['validate', 'patient.json', '--format', 'json']);
    expect(code).toBe(1);
    expect(out).toContain('Patient.gender');
  });

  it('serves as a library with types', () => {
    const script = `
      import { createValidator } from 'fhir-readiness/validator';
      import { sctid } from 'fhir-readiness/snomed';
      import { defineCheck } from 'fhir-readiness/checks';
      import { assess, render } from 'fhir-readiness';
      const { issues } = createValidator().validate(${JSON.stringify(patient)});
      console.log(issues.some((issue) => issue.at.expression === 'Patient.gender'), [typeof sctid, typeof defineCheck, typeof assess, typeof render].includes('undefined'));`;
    writeFileSync(join(folder, 'use.mjs'), script);
    expect(execFileSync('node', ['use.mjs'], { cwd: folder, encoding: 'utf8' }).trim()).toBe('true false');
  });

  it('carries nothing that belongs to development alone', () => {
    const listing = execFileSync('tar', ['-tzf', join(folder, tarball)], { encoding: 'utf8' });
    expect(listing).not.toMatch(/package\/(src|tests|dist\/dev)\//);
    expect(listing).toContain('package/dist/index.js');
    expect(listing).toContain('package/dist/program/start.cjs');
    expect(listing).toContain('package/bin/package.json');
  });
});
