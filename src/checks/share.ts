import type { Share } from '../model/index.js';

const Z = 1.959964;
const WITHIN_CLUSTER = 0.1;

/** 95 % Wilson interval of a share, at its effective size: fewer subjects than records count for less, a census is exact. */
export function interval(share: Share): readonly [number, number] {
  const { k, n, clusters, population } = share;
  if (n === 0) return [0, 1];
  const rate = k / n;
  if (population !== undefined && population <= n) return [rate, rate];
  const design = 1 + (n / Math.max(1, clusters) - 1) * WITHIN_CLUSTER;
  let size = n / design;
  if (population !== undefined) size *= (population - 1) / (population - n);
  const centre = (rate + Z ** 2 / (2 * size)) / (1 + Z ** 2 / size);
  const half = (Z / (1 + Z ** 2 / size)) * Math.sqrt((rate * (1 - rate)) / size + Z ** 2 / (4 * size ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Shares of several types as one, each weighing as much as the type holds records, where that is known of all. */
export function pooled(shares: readonly Share[]): Share {
  const sum = (of: (share: Share) => number): number => shares.reduce((total, one) => total + of(one), 0);
  const n = sum((one) => one.n);
  const clusters = sum((one) => one.clusters);
  const known = shares.every((one) => one.population !== undefined);
  if (!known) return { k: sum((one) => one.k), n, clusters };
  const population = sum((one) => one.population ?? 0);
  const rate = sum((one) => (one.n === 0 ? 0 : (one.k / one.n) * (one.population ?? 0))) / Math.max(1, population);
  return { k: rate * n, n, clusters, population };
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
