import type { Finding } from '../model/index.js';

/** A finding as it is told: one rule in the same words, with every place where it was seen. */
export interface Entry {
  /** What holds for every place: severity, owner, advice. */
  readonly finding: Finding;
  /** The findings themselves, each with its own place, count and fingerprint. */
  readonly places: readonly Finding[];
}

/** Notes of one rule are told together, whatever their words; everything else only where it says the same. */
const told = (finding: Finding): string =>
  JSON.stringify([
    finding.id,
    finding.severity,
    finding.owner,
    finding.safety,
    finding.endpoint,
    finding.why,
    finding.remedy,
    ...(finding.severity === 'information' ? [] : [finding.title, finding.profile]),
  ]);

/** Findings folded by rule, in the order of the first of each: a fault of a mapping is told once, not at every element. */
export function entriesOf(findings: readonly Finding[]): readonly Entry[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = told(finding);
    const held = byRule.get(key);
    if (held === undefined) byRule.set(key, [finding]);
    else held.push(finding);
  }
  return [...byRule.values()].flatMap((places) => {
    const [finding] = places;
    return finding === undefined ? [] : [{ finding, places }];
  });
}

export interface Tally {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly safety: number;
}

/** How many entries there are of each severity; those on patient safety are among them. */
export function tallyOf(entries: readonly Entry[]): Tally {
  const of = (...severities: readonly string[]): number =>
    entries.filter(({ finding }) => severities.includes(finding.severity)).length;
  return {
    errors: of('fatal', 'error'),
    warnings: of('warning'),
    notes: of('information'),
    safety: entries.filter(({ finding }) => finding.safety).length,
  };
}
