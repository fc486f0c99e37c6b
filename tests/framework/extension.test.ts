import { describe, expect, it } from 'vitest';
import { scoreObservations, shippedFramework, typesToExtend } from '../../src/framework/index.js';
import type { Observation, ScoreContext } from '../../src/model/index.js';

const framework = shippedFramework();
const context: ScoreContext = { audience: 'trust', trustType: 'acute', lens: 'live' };
const types = framework.typesBySetting.acute;
const share = (k: number, n: number, more: object = {}): Observation => ({ state: 'measured', k, n, ...more });
const extending = (observations: Readonly<Record<string, Observation>>): readonly string[] =>
  typesToExtend(scoreObservations(framework, context, observations), types);

describe('which types to draw more of', () => {
  it.each<[string, string, Observation, readonly string[]]>([
    ['M05', 'undecided', share(150, 200), ['Condition']],
    ['M05', 'met at every stage', share(199, 200), []],
    ['M05', 'not met at any stage', share(20, 200), []],
    ['M05', 'met at one stage, undecided at another', share(182, 200), ['Condition']],
    ['M05', 'decided by a census', share(150, 200, { population: 200 }), []],
    ['M06', 'an upper bound', share(199, 200, { upperBoundOnly: true }), []],
    ['M06', 'with a release', share(190, 200), types],
    ['M05', 'never measured', { state: 'unknown', reason: 'no-data' }, []],
    ['M02', 'of Patients', share(198, 200), ['Patient']],
    ['S01', 'of all', share(190, 200), ['Patient', ...types]],
    [
      'S03',
      'of the setting',
      { state: 'measured', parts: [share(150, 200), share(150, 200), share(150, 200)] as never },
      types,
    ],
    ['F10', 'of no records', { state: 'measured', level: 2 }, []],
  ])('%s: %s', (id, _, observation, expected) => {
    expect(extending({ [id]: observation })).toEqual(expected);
  });
});
