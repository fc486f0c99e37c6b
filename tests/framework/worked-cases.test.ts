import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scoreObservations, shippedFramework } from '../../src/framework/index.js';
import type { Observation, Observations, Score, ScoreContext } from '../../src/model/index.js';
import { describeWithShared, sharedPath } from '../support/shared.js';

interface WorkedCase {
  readonly id: string;
  readonly name: string;
  readonly context: ScoreContext;
  readonly observations: Observations;
  readonly expected: {
    readonly assured: string;
    readonly potential: string;
    readonly index: readonly number[];
    readonly coverage: number;
    readonly unsafe: readonly string[];
    readonly dimensions: Readonly<Record<string, readonly number[]>>;
    readonly heldBy: Score['stage']['heldBy'];
    readonly levels: Readonly<Record<string, readonly [number, number, string]>>;
  };
}

interface ReferenceCriterion {
  readonly id: string;
  readonly [property: string]: unknown;
}

const framework = shippedFramework();
const STAGES = ['notPlaced', 'initial', 'developing', 'established', 'advanced'];
const rank = (stage: string): number => Math.max(0, STAGES.indexOf(stage) - 1);
const set = (list: readonly string[]): readonly string[] => [...list].sort();

const read = (...path: readonly string[]): unknown => JSON.parse(readFileSync(sharedPath(...path), 'utf8'));
const { cases } = ((): { cases: readonly WorkedCase[] } => {
  try {
    return read('score-cases', 'cases.json') as { cases: readonly WorkedCase[] };
  } catch {
    return { cases: [] };
  }
})();

/** The same observation, one step better in one place. */
function raised(observation: Observation): Observation | undefined {
  if (observation.state === 'measured') {
    const { k, n, level, share, parts, value } = observation;
    if (level !== undefined) return level < 5 ? { ...observation, level: level + 1 } : undefined;
    if (share !== undefined) return { ...observation, share: Math.min(1, share + 0.1) };
    if (value !== undefined) return undefined;
    if (parts !== undefined)
      return { ...observation, parts: parts.map((part, index) => (index === 0 ? { ...part, k: part.n } : part)) };
    if (k !== undefined && n !== undefined && k < n) return { ...observation, k: Math.min(n, k + Math.ceil(n / 10)) };
  }
  if (observation.state === 'declared') {
    const { level, k, n } = observation;
    if (level !== undefined) return level < 5 ? { ...observation, level: level + 1 } : undefined;
    if (k !== undefined && n !== undefined && k < n) return { ...observation, k: Math.min(n, k + 1) };
  }
  return undefined;
}

describeWithShared('worked cases', () => {
  it('are there', () => {
    expect(cases.length).toBe(133);
  });

  it.each(cases.map((one) => [one.id, one.name, one] as const))(
    '%s %s',
    (_id, _name, { context, observations, expected }) => {
      const score = scoreObservations(framework, context, observations);
      expect(score.stage.assured).toBe(expected.assured);
      expect(score.stage.potential).toBe(expected.potential);
      expect(set(score.unsafe)).toEqual(set(expected.unsafe));
      expect(Math.abs(score.index[0] - (expected.index[0] ?? NaN))).toBeLessThanOrEqual(0.06);
      expect(Math.abs(score.index[1] - (expected.index[1] ?? NaN))).toBeLessThanOrEqual(0.06);
      expect(Math.abs(score.coverage - expected.coverage)).toBeLessThanOrEqual(0.001);
      for (const [dimension, [low = NaN, high = NaN]] of Object.entries(expected.dimensions)) {
        expect(Math.abs((score.dimensions[dimension]?.[0] ?? NaN) - low)).toBeLessThanOrEqual(0.001);
        expect(Math.abs((score.dimensions[dimension]?.[1] ?? NaN) - high)).toBeLessThanOrEqual(0.001);
      }
      for (const key of ['notMet', 'undecided', 'other'] as const)
        expect(set(score.stage.heldBy[key])).toEqual(set(expected.heldBy[key]));
      expect(Object.fromEntries(score.criteria.map(({ id, level, state }) => [id, [...level, state]]))).toEqual(
        expected.levels,
      );
    },
  );

  it('never get worse by a better observation', () => {
    let steps = 0;
    for (const { context, observations } of cases) {
      const before = scoreObservations(framework, context, observations);
      for (const [id, observation] of Object.entries(observations)) {
        const better = raised(observation);
        if (better === undefined) continue;
        steps += 1;
        const after = scoreObservations(framework, context, { ...observations, [id]: better });
        expect(after.index[0]).toBeGreaterThanOrEqual(before.index[0] - 1e-9);
        expect(after.index[1]).toBeGreaterThanOrEqual(before.index[1] - 1e-9);
        expect(rank(after.stage.assured)).toBeGreaterThanOrEqual(rank(before.stage.assured));
        expect(rank(after.stage.potential)).toBeGreaterThanOrEqual(rank(before.stage.potential));
      }
    }
    expect(steps).toBeGreaterThan(2500);
  });

  it('come out the same in any order of the observations', () => {
    for (const { context, observations } of cases) {
      const reversed = Object.fromEntries(Object.entries(observations).reverse());
      expect(scoreObservations(framework, context, reversed)).toEqual(
        scoreObservations(framework, context, observations),
      );
    }
  });
});

describeWithShared('the shipped framework', () => {
  it('has the numbers of the reference, criterion by criterion', () => {
    const reference = read('reference', 'framework.json') as {
      readonly criteria: readonly ReferenceCriterion[];
      readonly ladders: unknown;
      readonly interval: unknown;
      readonly sampling: unknown;
      readonly grades: unknown;
      readonly expiryMonths: number;
      readonly coverageCounts: unknown;
      readonly dimensions: readonly { readonly id: string; readonly weight: number }[];
      readonly stages: readonly Readonly<Record<string, unknown>>[];
      readonly typesBySetting: Readonly<Record<string, unknown>>;
    };
    const same = [
      'id',
      'dimension',
      'weight',
      'evidence',
      'estimator',
      'ladder',
      'thresholds',
      'minForGate',
      'declaredOnlyMax',
      'gates',
      'gatesFor',
      'trustTypes',
      'supplier',
      'bid',
      'owner',
      'safety',
      'testEnvironment',
      'keySystems',
      'services',
    ] as const;
    const pick = (criterion: Readonly<Record<string, unknown>>): object =>
      Object.fromEntries(same.map((key) => [key, criterion[key]]));
    expect(framework.criteria).toHaveLength(56);
    expect(framework.criteria.map((one) => pick({ ...one }))).toEqual(reference.criteria.map(pick));
    for (const [index, { macro, minimum, levels, wgll }] of reference.criteria.entries()) {
      const own = framework.criteria[index];
      expect(own?.parts).toBe(macro === true ? 'mean' : minimum === true ? 'lowest' : undefined);
      expect(Object.keys(own?.levels ?? {})).toEqual(Object.keys(levels ?? {}));
      expect(own?.pillar).toBe(wgll);
    }
    expect(framework.ladders).toEqual(reference.ladders);
    expect(framework.interval).toEqual(reference.interval);
    expect(framework.sampling).toEqual(reference.sampling);
    expect(framework.declared.caps).toEqual(reference.grades);
    expect(framework.declared.expiryMonths).toBe(reference.expiryMonths);
    expect(framework.coverageCounts).toEqual(reference.coverageCounts);
    expect(framework.dimensions.map(({ id, weight }) => ({ id, weight }))).toEqual(reference.dimensions);
    expect(framework.stages.map(({ id, label, needs }) => ({ id, label, ...needs }))).toEqual(
      reference.stages.map(({ source: _source, ...stage }) => stage),
    );
    const { supplier: _supplier, ...types } = reference.typesBySetting;
    expect(framework.typesBySetting).toEqual(types);
  });

  it('says it in its own words', () => {
    const reference = read('reference', 'framework.json') as { readonly criteria: readonly ReferenceCriterion[] };
    const copied = reference.criteria.flatMap(({ id, statement, measure, why, levels }) => {
      const own = framework.criteria.find((one) => one.id === id);
      const theirs = new Set([
        statement,
        measure,
        why,
        ...Object.values((levels ?? {}) as Readonly<Record<string, string>>),
      ]);
      return [own?.statement, own?.measure, own?.why, ...Object.values<string>(own?.levels ?? {})].filter(
        (words) => words !== undefined && words.split(' ').length > 3 && theirs.has(words),
      );
    });
    expect(copied).toEqual([]);
  });
});
