/** A way of dealing with one item; returns a number so that the work cannot be optimised away. */
export type Work<T> = (item: T) => number;

/** The middle of some measurements and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Measured {
  /** Time over that of the yardstick on the same items in the same round, by the clock. */
  readonly ratio: Spread;
  /** The same in CPU time of the process, garbage collection in helper threads included. */
  readonly cpuRatio: number;
  readonly itemsPerSecond: number;
}

interface Times {
  readonly clock: number;
  readonly cpu: number;
}

/** Times the work and its yardstick on the same items in turn, in this process; the first two rounds are a warm-up. */
export function measure<T>(work: Work<T>, yardstick: Work<T>, items: readonly T[], rounds: number): Measured {
  const pairs: { readonly own: Times; readonly base: Times }[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const base = time(yardstick, items);
    const own = time(work, items);
    if (round >= 0) pairs.push({ own, base });
  }
  return {
    ratio: spread(pairs.map(({ own, base }) => own.clock / base.clock)),
    cpuRatio: spread(pairs.map(({ own, base }) => own.cpu / base.cpu)).median,
    itemsPerSecond: (1000 * items.length) / spread(pairs.map(({ own }) => own.clock)).median,
  };
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, median, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  if (low === undefined || median === undefined || high === undefined) throw new Error('nothing was measured');
  return { median, low, high };
}

function time<T>(work: Work<T>, items: readonly T[]): Times {
  const before = process.cpuUsage();
  const start = performance.now();
  let sum = 0;
  for (const item of items) sum += work(item);
  const clock = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  if (Number.isNaN(sum)) throw new Error('a contender returned no number');
  return { clock, cpu: (user + system) / 1000 };
}
