import { performance } from 'node:perf_hooks';

/** A way of dealing with a line of NDJSON; returns something so that the work cannot be optimised away. */
export interface Contender {
  readonly name: string;
  /** What it checks, in words. */
  readonly checks: string;
  run(line: string): number;
  /** Uses only every n-th line, for contenders too slow for all of them. */
  readonly every?: number;
}

export interface Measured {
  readonly name: string;
  readonly checks: string;
  /** Time over that of JSON.parse on the same lines, median of the rounds. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly linesPerSecond: number;
}

const time = (contender: Contender, lines: readonly string[]): number => {
  const start = performance.now();
  let sink = 0;
  for (const line of lines) sink += contender.run(line);
  if (Number.isNaN(sink)) throw new Error(`${contender.name} returned no number`);
  return performance.now() - start;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Times a contender and JSON.parse on the same lines in turn, in this process; the first round is a warm-up. */
export function measure(contender: Contender, all: readonly string[], rounds: number): Measured {
  const every = contender.every ?? 1;
  const lines = every === 1 ? all : all.filter((_, index) => index % every === 0);
  const parse: Contender = {
    name: 'JSON.parse',
    checks: '',
    run: (line) => Number(typeof JSON.parse(line) === 'object'),
  };
  const ratios: number[] = [];
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const base = time(parse, lines);
    const own = time(contender, lines);
    if (round === 0) continue;
    ratios.push(own / base);
    times.push(own);
  }
  return {
    name: contender.name,
    checks: contender.checks,
    ratio: median(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    linesPerSecond: Math.round((1000 * lines.length) / median(times)),
  };
}
