import type { Interval } from './score.js';

const ROUNDING = 1e-9;

/** Level on a ladder: how many of its rungs the value reaches. */
export function rungsReached(ladder: readonly number[], value: number): number {
  return ladder.filter((rung) => value >= rung - ROUNDING).length;
}

/** Level of a measured value; negative thresholds mean that less is better. */
export function valueLevel(thresholds: readonly number[], value: number): number {
  return thresholds.filter((rung) => (rung < 0 ? -value : value) >= rung).length;
}

/** A share as drawn: `k` of `n`, the number of distinct subjects, the size of the whole set. */
export interface Draw {
  readonly k: number;
  readonly n: number;
  readonly clusters?: number;
  readonly population?: number;
}

/** How intervals are drawn: Wilson's z, and the intra-cluster correlation of the design effect. */
export interface IntervalMethod {
  readonly z: number;
  readonly icc: number;
}

/**
 * Size of a simple random sample that would say as much: smaller where records cluster on few subjects (design effect),
 * larger where much of a finite set was drawn.
 */
export function effectiveSize(draw: Draw, icc: number): number {
  const { n, population } = draw;
  const clusters = Math.min(draw.clusters ?? n, n);
  const size = n / (1 + (n / clusters - 1) * icc);
  return population !== undefined && population > n ? (size * (population - 1)) / (population - n) : size;
}

/** Wilson score interval of a share `p` seen in `size` independent draws. */
export function wilson(p: number, size: number, z: number): Interval {
  const zz = (z * z) / size;
  const centre = (p + zz / 2) / (1 + zz);
  const half = (z / (1 + zz)) * Math.sqrt((p * (1 - p)) / size + zz / (4 * size));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** 95 % interval of the true share behind a draw; a census is exact. */
export function shareInterval(draw: Draw, method: IntervalMethod): Interval {
  const p = draw.k / draw.n;
  if (draw.population === draw.n) return [p, p];
  return wilson(p, effectiveSize(draw, method.icc), method.z);
}
