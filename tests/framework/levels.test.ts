import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreObservations, shippedFramework } from '../../src/framework/index.js';
import { readLevel } from '../../src/framework/levels.js';
import { effectiveSize, shareInterval } from '../../src/model/index.js';
import type { Interval, Observation } from '../../src/model/index.js';

const framework = shippedFramework();
const criterion = (id: string): (typeof framework.criteria)[number] => {
  const found = framework.criteria.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no criterion ${id}`);
  return found;
};

type Row = readonly [name: string, id: string, observation: Observation, level: Interval, indicative?: boolean];

const part = (k: number, n: number): { k: number; n: number } => ({ k, n });

const ROWS: readonly Row[] = [
  ['a large clean sample reaches the top at its high end alone', 'S02', { state: 'measured', k: 200, n: 200 }, [4, 5]],
  ['a census is exact', 'S02', { state: 'measured', k: 200, n: 200, population: 200 }, [5, 5]],
  [
    'a census of few records stays indicative',
    'S02',
    { state: 'measured', k: 12, n: 12, population: 12 },
    [5, 5],
    true,
  ],
  ['fewer than 30 records are indicative', 'M05', { state: 'measured', k: 29, n: 29 }, [3, 5], true],
  ['ten records are enough where the criterion says so', 'M15', { state: 'measured', k: 10, n: 10 }, [0, 5]],
  ['nine are not', 'M15', { state: 'measured', k: 9, n: 9 }, [0, 5], true],
  ['few patients widen the interval', 'S02', { state: 'measured', k: 200, n: 200, clusters: 10 }, [2, 5]],
  ['more subjects than records count as one each', 'S02', { state: 'measured', k: 200, n: 200, clusters: 900 }, [4, 5]],
  ['a total below what was drawn is no total', 'S02', { state: 'measured', k: 200, n: 200, population: 50 }, [4, 5]],
  ['nothing drawn is unknown', 'S02', { state: 'measured', k: 0, n: 0 }, [0, 5]],
  ['parts without records are unknown', 'S03', { state: 'measured', parts: [part(0, 0)] }, [0, 5]],
  ['no parts at all are unknown', 'S03', { state: 'measured', parts: [] }, [0, 5]],
  ['an exact share is read once', 'S06', { state: 'measured', k: 9, n: 10 }, [4, 4]],
  ['a rung is reached by equality', 'O04', { state: 'declared', grade: 'D3', k: 97, n: 100 }, [5, 5]],
  [
    'a mean that reaches a rung in every digit reaches it',
    'S03',
    { state: 'measured', parts: [188, 172, 180].map((k) => ({ label: 'x', k, n: 200, population: 200 })) },
    [4, 4],
  ],
  ['a total below what was drawn is no total', 'M05', { state: 'measured', k: 60, n: 80, population: 79 }, [2, 3]],
  [
    'more subjects than records are as many as records',
    'M02',
    { state: 'measured', k: 196, n: 200, clusters: 236 },
    [2, 5],
  ],
  ['a mean of shares is exact', 'S05', { state: 'measured', share: 0.55 }, [3, 3]],
  ['less is better for seconds', 'F07', { state: 'measured', value: 3 }, [3, 3]],
  ['more is better for availability', 'F06', { state: 'measured', value: 0.995 }, [4, 4]],
  [
    'three large types: the mean of their bounds',
    'S03',
    { state: 'measured', parts: [part(200, 200), part(200, 200), part(100, 200)] },
    [3, 3],
  ],
  [
    'the lowest of the types',
    'S04',
    { state: 'measured', parts: [part(200, 200), part(200, 200), part(100, 200)] },
    [2, 2],
  ],
  [
    'small types are left out while three large ones are there',
    'S04',
    { state: 'measured', parts: [part(200, 200), part(200, 200), part(200, 200), part(0, 20)] },
    [5, 5],
  ],
  [
    'with two large types all count, indicatively',
    'S04',
    { state: 'measured', parts: [part(200, 200), part(200, 200), part(0, 20)] },
    [0, 1],
    true,
  ],
  ['only failures are certain', 'M06', { state: 'measured', k: 200, n: 200, upperBoundOnly: true }, [0, 5]],
  ['a failure is certain all the same', 'M06', { state: 'measured', k: 0, n: 200, upperBoundOnly: true }, [0, 0]],
  ['an unknown modifier forces level 0', 'S10', { state: 'measured', k: 200, n: 200, forceZero: true }, [0, 0]],
  ['without key systems level 1 at most', 'O02', { state: 'measured', k: 12, n: 12 }, [1, 1]],
  ['with key systems all of it', 'O02', { state: 'measured', k: 12, n: 12, keySystems: true }, [5, 5]],
  ['a bare statement assures nothing', 'O01', { state: 'declared', grade: 'D0', level: 4 }, [0, 4]],
  ['a document assures up to 3', 'O01', { state: 'declared', grade: 'D1', level: 5 }, [3, 5]],
  ['a review assures up to 4', 'O01', { state: 'declared', grade: 'D2', level: 5 }, [4, 5]],
  ['a certificate assures all', 'O01', { state: 'declared', grade: 'D3', level: 5 }, [5, 5]],
  ['a modest claim is its own limit', 'O01', { state: 'declared', grade: 'D3', level: 2 }, [2, 2]],
  ['expired evidence drops one grade', 'O01', { state: 'declared', grade: 'D2', level: 5, expired: true }, [3, 5]],
  ['expired documents are bare statements', 'O01', { state: 'declared', grade: 'D1', level: 5, expired: true }, [0, 5]],
  ['declarations alone have their own limit', 'O07', { state: 'declared', grade: 'D3', level: 5 }, [2, 5]],
  ['an empty declared share is unknown', 'O08', { state: 'declared', grade: 'D3', k: 0, n: 0 }, [0, 5]],
  ['unknown is anything', 'F01', { state: 'unknown', reason: 'error' }, [0, 5]],
  [
    'of several endpoints the lowest bounds count',
    'F05',
    {
      state: 'measured',
      endpoints: [
        { state: 'measured', level: 4 },
        { state: 'measured', level: 2 },
      ],
    },
    [2, 2],
  ],
  [
    'an endpoint nobody could judge leaves only the high end',
    'F05',
    {
      state: 'measured',
      endpoints: [
        { state: 'measured', level: 4 },
        { state: 'unknown', reason: 'error' },
      ],
    },
    [0, 4],
  ],
];

describe('levels of an observation', () => {
  it.each(ROWS.map(([name, ...row]) => [name, row] as const))(
    '%s',
    (_name, [id, observation, level, indicative = false]) => {
      const reading = readLevel(framework, criterion(id), observation, false);
      expect(reading.level).toEqual(level);
      expect(reading.indicative).toBe(indicative);
    },
  );

  it('caps documents, and only those, once a claim is contradicted', () => {
    const declared = (grade: 'D1' | 'D2', expired = false): Observation => ({
      state: 'declared',
      grade,
      level: 5,
      expired,
    });
    const low = (observation: Observation): number =>
      readLevel(framework, criterion('O01'), observation, true).level[0];
    expect(low(declared('D1'))).toBe(2);
    expect(low(declared('D2'))).toBe(4);
    expect(low(declared('D2', true))).toBe(2);
  });

  it.each<readonly [string, string, Observation, RegExp]>([
    ['more hits than draws', 'S02', { state: 'measured', k: 5, n: 4 }, /S02.*k \(5\) is larger than n \(4\)/],
    ['a part with more hits than draws', 'S03', { state: 'measured', parts: [part(5, 4)] }, /S03.*larger/],
    ['a negative count', 'S02', { state: 'measured', k: -1, n: 4 }, /k is -1/],
    ['not a number', 'S02', { state: 'measured', k: Number.NaN, n: 4 }, /k is NaN/],
    ['records of nobody', 'S02', { state: 'measured', k: 1, n: 4, clusters: 0 }, /0 subjects/],
    ['a level above the top', 'F01', { state: 'measured', level: 6 }, /level 6/],
    ['half a level', 'O01', { state: 'declared', grade: 'D1', level: 2.5 }, /level 2.5/],
    ['a share above one', 'S05', { state: 'measured', share: 1.2 }, /share 1.2/],
    ['a value without thresholds', 'F01', { state: 'measured', value: 3 }, /no thresholds/],
    ['a share without a ladder', 'F01', { state: 'measured', k: 1, n: 1 }, /no ladder/],
    ['nothing measured', 'S02', { state: 'measured' }, /no share, value or level/],
    ['nothing claimed', 'O01', { state: 'declared', grade: 'D1' }, /neither a level nor a share/],
  ])('refuses %s', (_name, id, observation, words) => {
    expect(() => readLevel(framework, criterion(id), observation, false)).toThrow(words);
    const context = { audience: 'trust', trustType: 'acute', lens: 'live' } as const;
    expect(() => scoreObservations(framework, context, { [id]: observation })).toThrow(words);
  });
});

describe('intervals', () => {
  it.each([
    [30, 0.886],
    [60, 0.94],
    [73, 0.95],
    [100, 0.963],
    [189, 0.98],
    [200, 0.981],
    [381, 0.99],
  ])('of %i clean records start at %f', (n, low) => {
    expect(shareInterval({ k: n, n }, framework.interval)[0]).toBeCloseTo(low, 3);
  });

  it('narrow when much of a finite set was drawn, down to the share itself', () => {
    const width = (population?: number): number => {
      const [low, high] = shareInterval(
        { k: 90, n: 100, ...(population !== undefined && { population }) },
        framework.interval,
      );
      return high - low;
    };
    expect(width(200)).toBeLessThan(width(10_000));
    expect(width(10_000)).toBeLessThan(width());
    expect(width(100)).toBe(0);
    expect(effectiveSize({ k: 0, n: 100, population: 199 }, 0.1)).toBeCloseTo(200, 6);
    expect(effectiveSize({ k: 0, n: 100, clusters: 10 }, 0.1)).toBeCloseTo(100 / 1.9, 6);
  });

  const draw = fc
    .record({
      n: fc.integer({ min: 1, max: 400 }),
      hit: fc.double({ min: 0, max: 1, noNaN: true }),
      per: fc.integer({ min: 1, max: 20 }),
      more: fc.option(fc.integer({ min: 0, max: 5000 })),
    })
    .map(({ n, hit, per, more }) => ({
      k: Math.round(hit * n),
      n,
      clusters: Math.ceil(n / per),
      ...(more !== null && { population: n + more }),
    }));

  it('hold the share that was seen, inside 0 and 1', () => {
    fc.assert(
      fc.property(draw, (one) => {
        const [low, high] = shareInterval(one, framework.interval);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(one.k / one.n + 1e-12);
        expect(high).toBeGreaterThanOrEqual(one.k / one.n - 1e-12);
      }),
      { numRuns: 500 },
    );
  });

  it('hold the truth in at least nine of ten draws', () => {
    let state = 12_345;
    const random = (): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648;
    };
    for (const truth of [0.5, 0.8, 0.95]) {
      let held = 0;
      for (let run = 0; run < 400; run += 1) {
        const k = Array.from({ length: 120 }, () => (random() < truth ? 1 : 0)).reduce<number>(
          (sum, one) => sum + one,
          0,
        );
        const [low, high] = shareInterval({ k, n: 120 }, framework.interval);
        if (low <= truth && truth <= high) held += 1;
      }
      expect(held / 400).toBeGreaterThan(0.9);
    }
  });

  it('never lower a level by one more hit', () => {
    fc.assert(
      fc.property(draw, ({ k, ...one }) => {
        fc.pre(k < one.n);
        const at = (hits: number): Interval =>
          readLevel(framework, criterion('M01'), { state: 'measured', k: hits, ...one }, false).level;
        expect(at(k + 1)[0]).toBeGreaterThanOrEqual(at(k)[0]);
        expect(at(k + 1)[1]).toBeGreaterThanOrEqual(at(k)[1]);
      }),
      { numRuns: 300 },
    );
  });
});
