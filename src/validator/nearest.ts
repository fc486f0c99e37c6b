import type { Prop } from './type-schema.js';

/** A known property that differs from a mistyped one by its case or by one or two letters. */
export function nearest(key: string, props: ReadonlyMap<string, Prop>): string | undefined {
  if (key.length > 40) return undefined;
  let found: string | undefined;
  let least = 3;
  for (const candidate of props.keys()) {
    if (candidate.startsWith('_') || Math.abs(candidate.length - key.length) > 2) continue;
    const distance = candidate.toLowerCase() === key.toLowerCase() ? 0 : editDistance(key, candidate);
    if (distance < least) {
      least = distance;
      found = candidate;
    }
  }
  return found;
}

export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
