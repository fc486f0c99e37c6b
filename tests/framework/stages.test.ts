import { describe, expect, it } from 'vitest';
import { loadFramework, scoreObservations, shippedFramework } from '../../src/framework/index.js';
import type { Observation, ScoreContext } from '../../src/model/index.js';
import { readShipped, schemaProblems } from '../../src/schemas/check.js';

const framework = shippedFramework();
const LIVE: ScoreContext = { audience: 'trust', trustType: 'acute', lens: 'live' };

/** Every criterion at one level, as far as it is asked. */
const everything = (
  level: number,
  changes: Readonly<Record<string, Observation>> = {},
): Record<string, Observation> => ({
  ...Object.fromEntries(
    framework.criteria.map(({ id }): [string, Observation] => [id, { state: 'measured', level, keySystems: true }]),
  ),
  ...changes,
});

describe('stages', () => {
  it('assures the highest where everything holds, and nothing holds it back', () => {
    const { stage, index, coverage } = scoreObservations(framework, LIVE, everything(5));
    expect(stage).toMatchObject({
      assured: 'advanced',
      potential: 'advanced',
      heldBy: { notMet: [], undecided: [], other: [] },
    });
    expect(stage.label).toEqual({ assured: 'Advanced', potential: 'Advanced' });
    expect(index[0]).toBeCloseTo(100, 9);
    expect(coverage).toBe(1);
  });

  it('places nobody on the lowest stage for what nobody looked at', () => {
    const { stage, coverage } = scoreObservations(framework, LIVE, {});
    expect(stage.assured).toBe('notPlaced');
    expect(stage.potential).toBe('advanced');
    expect(stage.heldBy.undecided).toEqual([
      'F01>=5',
      'F03>=3',
      'F04>=5',
      'S01>=2',
      'M01>=2',
      'O01>=2',
      'O08>=1',
      'O09>=1',
    ]);
    expect(stage.heldBy.other).toEqual(['index', 'coverage']);
    expect(coverage).toBe(0);
  });

  it('calls it initial once a gate of the next stage fails', () => {
    const { stage } = scoreObservations(framework, LIVE, { F03: { state: 'measured', level: 2 } });
    expect(stage).toMatchObject({ assured: 'initial', potential: 'initial' });
    expect(stage.heldBy.notMet).toEqual(['F03>=3']);
  });

  it('lets no average make up for a gate', () => {
    const { stage } = scoreObservations(framework, LIVE, everything(5, { M02: { state: 'measured', level: 3 } }));
    expect(stage).toMatchObject({ assured: 'developing', potential: 'developing', heldBy: { notMet: ['M02>=4'] } });
  });

  it('lets too few records fail a gate, but not meet one', () => {
    const few = (k: number): Observation => ({ state: 'measured', k, n: 20, population: 20 });
    expect(scoreObservations(framework, LIVE, everything(5, { M05: few(20) })).stage.heldBy.undecided).toEqual([
      'M05>=3',
    ]);
    expect(scoreObservations(framework, LIVE, everything(5, { M05: few(2) })).stage.heldBy.notMet).toEqual(['M05>=3']);
  });

  it('names index and dimension where the gates are not all', () => {
    const developing = Object.fromEntries(
      framework.criteria.flatMap(({ id, gates }): [string, Observation][] =>
        gates.developing === undefined ? [] : [[id, { state: 'measured', level: gates.developing }]],
      ),
    );
    const { stage } = scoreObservations(framework, LIVE, everything(1, developing));
    expect(stage.assured).toBe('developing');
    expect(stage.heldBy.other).toEqual(['index', 'dimension']);
  });

  it.each([
    ['F04', 'synthetic', ['F04']],
    ['F09', 'live', ['F09']],
    ['M02', 'live', []],
  ] as const)('%s measured at 0 in the %s lens: unsafe %j', (id, lens, unsafe) => {
    expect(scoreObservations(framework, { ...LIVE, lens }, { [id]: { state: 'measured', level: 0 } }).unsafe).toEqual(
      unsafe,
    );
  });

  it('finds nothing unsafe that was set aside or not measured', () => {
    for (const observation of [
      { state: 'notApplicable', reason: 'waiver' },
      { state: 'unknown', reason: 'error' },
    ] as const)
      expect(scoreObservations(framework, LIVE, { F04: observation }).unsafe).toEqual([]);
  });

  it('tells the weight that was set aside', () => {
    const score = scoreObservations(
      framework,
      LIVE,
      everything(5, { S03: { state: 'notApplicable', reason: 'waiver', detail: 'none held' } }),
    );
    expect(score.criteria.map(({ id }) => id)).not.toContain('S03');
    expect(score.notApplicable).toEqual([{ id: 'S03', reason: 'none held' }]);
    expect(score.notApplicableShare).toBeCloseTo((0.3 * 3) / 34, 6);
  });
});

describe('an organisation without endpoint', () => {
  const context: ScoreContext = { ...LIVE, noEndpoint: true };

  it('is measured at 0 wherever one is needed, and is not unsafe', () => {
    const score = scoreObservations(framework, context, everything(5));
    const level = (id: string): number | undefined => score.criteria.find((one) => one.id === id)?.level[1];
    expect([level('F01'), level('S12'), level('S13'), level('O07'), level('M05')]).toEqual([0, 0, 0, 0, 0]);
    expect([level('F11'), level('S14'), level('O02')]).toEqual([5, 5, 5]);
    expect(score.unsafe).toEqual([]);
    expect(score.stage.assured).toBe('initial');
  });

  it('keeps the credit for declared document flows', () => {
    const score = scoreObservations(framework, context, {
      S12: { state: 'declared', grade: 'D1', k: 2, n: 2 },
      S13: { state: 'declared', grade: 'D1', level: 3 },
    });
    expect(score.criteria.find(({ id }) => id === 'S12')?.level).toEqual([3, 5]);
    expect(score.criteria.find(({ id }) => id === 'S13')?.level).toEqual([0, 0]);
  });
});

describe('contexts', () => {
  it('ask each kind of trust and a supplier their own criteria', () => {
    const asked = (context: ScoreContext): number => scoreObservations(framework, context, {}).criteria.length;
    expect(asked(LIVE)).toBe(56);
    expect(asked({ ...LIVE, trustType: 'community' })).toBe(54);
    expect(asked({ ...LIVE, trustType: 'ambulance' })).toBe(51);
    expect(asked({ audience: 'supplier', lens: 'synthetic' })).toBe(45);
  });

  it('ask an ambulance trust for less of M01', () => {
    const gates = (trustType: 'acute' | 'ambulance'): unknown =>
      scoreObservations(framework, { ...LIVE, trustType }, {})
        .criteria.find(({ id }) => id === 'M01')
        ?.gates.map(({ need }) => need);
    expect(gates('acute')).toEqual([2, 4, 4]);
    expect(gates('ambulance')).toEqual([2, 3, 3]);
  });

  it('name no stage of a trust whose type is not given', () => {
    const { stage, criteria } = scoreObservations(framework, { audience: 'trust', lens: 'live' }, everything(5));
    expect(stage.assured).toBe('notPlaced');
    expect(stage.heldBy.other).toContain('trust-type');
    expect(criteria.map(({ id }) => id)).not.toContain('S12');
  });
});

describe('frameworks', () => {
  const copy = (): {
    criteria: { weight: number; ladder?: string; dimension: string; id: string }[];
    ladders: Record<string, number[]>;
  } & Record<string, unknown> => structuredClone(readShipped('frameworks/nhs-interoperability.json')) as never;

  it('fit their schema', async () => {
    expect(await schemaProblems('framework', readShipped('frameworks/nhs-interoperability.json'))).toEqual([]);
  });

  it('are custom as soon as anything differs, and then name no stage', async () => {
    expect((await loadFramework(copy())).custom).toBe(false);
    const edited = copy();
    edited.criteria.forEach((criterion) => (criterion.weight = 1));
    const custom = await loadFramework(edited);
    const score = scoreObservations(custom, LIVE, everything(5));
    expect(score.framework).toMatchObject({ custom: true });
    expect(score.framework.title).toContain('custom');
    expect(score.stage.label).toEqual({ assured: null, potential: null });
  });

  it('stay themselves when only the order of properties differs', async () => {
    expect((await loadFramework(Object.fromEntries(Object.entries(copy()).reverse()))).custom).toBe(false);
  });

  it.each<readonly [string, (framework: ReturnType<typeof copy>) => void, RegExp]>([
    ['a weight of zero', (one) => (one.criteria[0]!.weight = 0), /criteria\/0\/weight must be > 0/],
    ['an unknown property', (one) => (one['wieght'] = 3), /"wieght" is not a property/],
    [
      'a ladder that is not there',
      (one) => (one.criteria.find(({ id }) => id === 'S01')!.ladder = 'Q'),
      /S01 needs a ladder/,
    ],
    ['a dimension that is not there', (one) => (one.criteria[0]!.dimension = 'spiritual'), /F01 names a dimension/],
    ['the same criterion twice', (one) => one.criteria.push(one.criteria[0]!), /F01 stands there twice/],
    ['a ladder that falls', (one) => (one.ladders['A'] = [0.5, 0.4, 0.6, 0.7, 0.8]), /ladder A does not rise/],
  ])('are refused with %s', async (_name, spoil, words) => {
    const framework = copy();
    spoil(framework);
    await expect(loadFramework(framework)).rejects.toThrow(words);
  });
});
