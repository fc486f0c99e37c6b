import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onePatient, root } from './data.js';
import { spread } from './measure.js';
import { range, type Row } from './row.js';

export const program = join(root, 'bin/fhir-readiness.js');

/** Starts the program and bare node in turn: what the program takes longer, round by round. */
export function measureStartUp(rounds: number): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'fhir-readiness-bench-'));
  const file = join(folder, 'patient.json');
  writeFileSync(file, onePatient());
  try {
    const version = [program, '--version'];
    const validate = [program, 'validate', file];
    const times: { bare: number; version: number; validate: number }[] = [];
    for (let round = -2; round < rounds; round += 1) {
      const measured = { bare: start(['-e', '0']), version: start(version), validate: start(validate) };
      if (round >= 0) times.push(measured);
    }
    const bare = spread(times.map((each) => each.bare));
    const row = (what: string, checks: string, of: 'version' | 'validate', most?: number): Row => {
      const over = spread(times.map((each) => each[of] - each.bare));
      const met = most !== undefined && over.median <= most;
      return {
        what: `${what} over node -e 0`,
        checks,
        figure: `${over.median.toFixed(0)} ms`,
        range: range(over, 0),
        ...(most === undefined ? {} : { target: { words: `<= ${most} ms`, met } }),
        also: `bare node ${bare.median.toFixed(0)} ms (${range(bare, 0)}), ${rounds} rounds`,
      };
    };
    return [
      row(
        'start: validate one Patient',
        'everything validate does by default, as a process of its own',
        'validate',
        60,
      ),
      row('start: --version', 'nothing', 'version'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(args: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const took = performance.now() - from;
  if (status !== 0 && status !== 1) throw new Error(`node ${args.join(' ')} ended with ${String(status)}: ${stderr}`);
  return took;
}
