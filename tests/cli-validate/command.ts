import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command line as installed; another build of it can be named in the environment. */
export const CLI =
  process.env['FHIR_READINESS_CLI'] ?? fileURLToPath(new URL('../../bin/fhir-readiness.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a process of its own. */
export function run(
  args: readonly string[],
  { cwd, input, env }: { cwd?: string; input?: string | Buffer; env?: Record<string, string> } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { ...process.env, ...env } });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Makes folders with files in them, and takes all of them away again. */
export function createWorkspace(): {
  readonly folder: (files: Readonly<Record<string, string | Buffer>>) => string;
  readonly remove: () => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'validate-'));
  return {
    folder(files) {
      const path = mkdtempSync(join(root, 'case-'));
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), content);
      }
      return path;
    },
    remove() {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
