/** A way of dealing with one item; returns a number so that the work cannot be optimised away. */
export type Work<T> = (item: T) => number;

/** The middle of some measurements and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Measured {
  /**
   * CPU time of the process, garbage collection in helper threads included, over that of the yardstick on the same items in the same
   * round. It holds still where other programs want the same cores; the clock does not.
   */
  readonly ratio: Spread;
  /** The same by the clock. */
  readonly clockRatio: number;
  readonly itemsPerSecond: number;
}

interface Times {
  readonly clock: number;
  readonly cpu: number;
}

/** A round goes over the items as often as it takes to last about so long, so that small samples are not lost in noise. */
const ROUND_MS = 80;
/** Each side runs for so long before anything counts: optimising compilers must have done their work, as they have early in an export. */
const WARM_UP_MS = 5000;

/** Times the work and its yardstick on the same items in turn, in this process. */
export function measure<T>(work: Work<T>, yardstick: Work<T>, items: readonly T[], rounds: number): Measured {
  const [ownTurns, baseTurns] = [warmUp(work, items), warmUp(yardstick, items)];
  const pairs: { readonly own: Times; readonly base: Times }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const base = time(yardstick, items, baseTurns);
    const own = time(work, items, ownTurns);
    pairs.push({ own, base });
  }
  return {
    ratio: spread(pairs.map(({ own, base }) => own.cpu / base.cpu)),
    clockRatio: spread(pairs.map(({ own, base }) => own.clock / base.clock)).median,
    itemsPerSecond: (1000 * items.length) / spread(pairs.map(({ own }) => own.clock)).median,
  };
}

/** Runs the work until it is warm; returns how often it must go over the items to fill a round. */
function warmUp<T>(work: Work<T>, items: readonly T[]): number {
  const end = performance.now() + WARM_UP_MS;
  for (;;) {
    const { clock } = time(work, items, 1);
    if (performance.now() >= end) return Math.max(1, Math.ceil(ROUND_MS / clock));
  }
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, median, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  if (low === undefined || median === undefined || high === undefined) throw new Error('nothing was measured');
  return { median, low, high };
}

/** The time of one turn, as the mean of several. */
function time<T>(work: Work<T>, items: readonly T[], turns: number): Times {
  const before = process.cpuUsage();
  const start = performance.now();
  let sum = 0;
  for (let turn = 0; turn < turns; turn += 1) for (const item of items) sum += work(item);
  const clock = (performance.now() - start) / turns;
  const { user, system } = process.cpuUsage(before);
  if (Number.isNaN(sum)) throw new Error('a contender returned no number');
  return { clock, cpu: (user + system) / 1000 / turns };
}
