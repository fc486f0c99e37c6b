import type { Assessment } from '../model/index.js';

/** A reason why something was not checked, and what it kept from being checked. */
export interface Reason {
  readonly because: string;
  readonly what: readonly string[];
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1).replace(/\.$/, '');

/** What was not checked by the reason why, the reason with most matters first. */
export function byReason(left: Assessment['notChecked']): readonly Reason[] {
  const reasons = new Map<string, string[]>();
  for (const { what, because } of left) {
    const key = sentence(because);
    const held = reasons.get(key);
    if (held === undefined) reasons.set(key, [what]);
    else held.push(what);
  }
  return [...reasons].map(([because, what]) => ({ because, what })).sort((a, b) => b.what.length - a.what.length);
}
