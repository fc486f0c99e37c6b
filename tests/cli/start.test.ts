import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/cli.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const broken = join(root, 'samples/broken');
const tag = `${process.version}-${process.platform}-${process.arch}`;

const isPrepared = (name: string): boolean => name.endsWith(tag);

describe('the code that the build has prepared', () => {
  const home = realpathSync(temporaryFolder());
  const program = join(home, 'dist/program');
  afterAll(() => {
    rmSync(home, { recursive: true, force: true });
  });
  beforeEach(() => {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(join(home, 'dist'), { recursive: true });
    for (const same of ['package.json', 'bin', 'dist/program'])
      cpSync(join(root, same), join(home, same), { recursive: true });
    for (const far of ['dist/data', 'node_modules']) symlinkSync(join(root, far), join(home, far));
  });

  const validate = (): { readonly status: number; readonly out: string } => {
    const args = [join(home, 'bin/fhir-readiness.js'), 'validate', '.', '-f', 'json'];
    try {
      return { status: 0, out: execFileSync(process.execPath, args, { cwd: broken, encoding: 'utf8' }) };
    } catch (error) {
      const { status, stdout } = error as { readonly status: number; readonly stdout: string };
      return { status, out: stdout };
    }
  };
  const prepared = (): string[] =>
    readdirSync(program)
      .filter(isPrepared)
      .map((name) => join(program, name));

  it('is there for this node, for what every start needs and for validate', () => {
    expect(prepared().map((path) => path.slice(program.length + 1, -tag.length - 1))).toEqual([
      'main.cjs',
      'validate.cjs',
    ]);
  });

  it.each([
    [
      'is not there',
      (path: string): void => {
        rmSync(path);
      },
    ],
    [
      'is empty',
      (path: string): void => {
        writeFileSync(path, '');
      },
    ],
    [
      'breaks off',
      (path: string): void => {
        truncateSync(path, 5000);
      },
    ],
    [
      'is that of another V8',
      (path: string): void => {
        const bytes = readFileSync(path);
        bytes.writeUInt32LE(bytes.readUInt32LE(4) ^ 1, 4);
        writeFileSync(path, bytes);
      },
    ],
  ])('changes no byte of the results where it %s', (_, spoil) => {
    const before = validate();
    expect(before.status).toBe(1);
    expect(before.out.length).toBeGreaterThan(1000);
    for (const path of prepared()) spoil(path);
    expect(validate()).toEqual(before);
  });
});

describe('the bundled program', () => {
  it('loads every part of itself', () => {
    const use = `
      const { Program } = require('./dist/program/start.cjs');
      const program = new Program(require('node:path').resolve('dist/program'));
      const names = require('node:fs').readFileSync('dist/program/start.cjs', 'latin1').match(/"[\\w-]+\\.js": "[\\w-]+\\.cjs"/g);
      for (const pair of names) program.module(JSON.parse('[' + pair.replace(':', ',') + ']')[0]);
      console.log(names.length > 20);`;
    expect(execFileSync(process.execPath, ['-e', use], { cwd: root, encoding: 'utf8' }).trim()).toBe('true');
  });

  it('leaves no import to node, which would look for the files of modules', () => {
    const parts = readdirSync(join(root, 'dist/program')).filter((name) => name.endsWith('.cjs'));
    const importing = parts.filter((name) => /\bimport\(/.test(readFileSync(join(root, 'dist/program', name), 'utf8')));
    expect(importing).toEqual([]);
  });
});
