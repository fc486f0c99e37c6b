import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spread } from './measure.js';
import type { Row } from './row.js';
import { program } from './start-up.js';

const EVERY_MS = 250;

/** How much the last quarter of a run may hold above the first and still count as flat. */
const FLAT = 1.25;

/** Validates an NDJSON file of so many bytes as a process and watches the memory it holds (Linux: /proc). */
export async function measureMemory(lines: readonly string[], bytes: number): Promise<Row> {
  const subject = {
    what: `memory: validate ${(bytes / 1e9).toFixed(2)} GB of NDJSON, last quarter over first`,
    checks: 'everything validate does by default, line by line, results counted',
  };
  if (process.platform !== 'linux') return { ...subject, why: 'needs /proc of Linux' };
  const folder = mkdtempSync(join(tmpdir(), 'fhir-readiness-bench-'));
  try {
    const file = join(folder, 'large.ndjson');
    const count = write(file, lines, bytes);
    const start = performance.now();
    const samples = await watch(file);
    const seconds = (performance.now() - start) / 1000;
    const quarter = samples.length >> 2;
    if (quarter < 4) return { ...subject, why: `over after ${samples.length} samples: too few to tell` };
    const [first, last] = [samples.slice(0, quarter), samples.slice(-quarter)].map((part) => spread(part).median);
    if (first === undefined || last === undefined) throw new Error('nothing was sampled');
    const grown = last / first;
    return {
      ...subject,
      figure: `${grown.toFixed(2)}x`,
      target: { words: `<= ${FLAT}x`, met: grown <= FLAT },
      also:
        `${first.toFixed(0)} MB, then ${last.toFixed(0)} MB, most ${spread(samples).high.toFixed(0)} MB; ` +
        `${Math.round(count / seconds)} lines/s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the lines over and over until the file has its size; returns how many there are. */
function write(file: string, lines: readonly string[], bytes: number): number {
  const block = Buffer.from(`${lines.join('\n')}\n`);
  const descriptor = openSync(file, 'w');
  let written = 0;
  let count = 0;
  for (; written < bytes; count += lines.length) written += writeSync(descriptor, block);
  closeSync(descriptor);
  return count;
}

/** Resident megabytes of the process while it runs. */
async function watch(file: string): Promise<readonly number[]> {
  const child = spawn(process.execPath, [program, 'validate', file, '--fail-on', 'never'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const samples: number[] = [];
  const timer = setInterval(() => {
    const held = residentMegabytes(child.pid);
    if (held !== undefined) samples.push(held);
  }, EVERY_MS);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`validate ended with ${String(code)}`);
  return samples;
}

function residentMegabytes(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
  } catch {
    return undefined;
  }
}
