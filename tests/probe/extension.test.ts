import { describe, expect, it } from 'vitest';
import type { GatheredSoFar } from '../../src/probe/index.js';
import { gather, observations, patients, serveFake } from './fake.js';

const extending = async (records: number, chosen: readonly string[], maxRequests = 500, more: object = {}) => {
  const asked: GatheredSoFar[] = [];
  const rig = await serveFake({ records: [...patients(30), ...observations(records, 30)], ...more });
  const result = await gather(rig.url, {
    only: ['samples'],
    sampleSize: 200,
    limits: { maxRequests, timeout: 1500 },
    extend: {
      upTo: 400,
      choose: (soFar) => {
        asked.push(soFar);
        return chosen;
      },
    },
  });
  const drawn = (from: Pick<GatheredSoFar, 'samples'> | undefined): number =>
    from?.samples.find(({ type }) => type === 'Observation')?.resources.length ?? 0;
  return { asked, result, before: drawn(asked[0]), after: drawn(result) };
};

describe('extending the sample', () => {
  it('draws more of the types that a decision hangs on', async () => {
    const { before, after, result } = await extending(3000, ['Observation']);
    expect(before).toBeLessThanOrEqual(200);
    expect(after).toBeGreaterThan(300);
    expect(after).toBeLessThanOrEqual(400);
    expect(result.sampleSummaries.find(({ type }) => type === 'Observation')).toMatchObject({
      n: after,
      population: 3000,
    });
    expect(result.evidence.counts).toMatchObject({
      value: {
        types: expect.arrayContaining([expect.objectContaining({ type: 'Observation', seen: after })]) as unknown,
      },
    });
  });

  it('leaves the sample as it is where nothing hangs on it', async () => {
    const { asked, before, after } = await extending(3000, []);
    expect(asked).toHaveLength(1);
    expect(after).toBe(before);
  });

  it('does not ask where every record was drawn', async () => {
    const { asked, after } = await extending(140, ['Observation']);
    expect(asked).toEqual([]);
    expect(after).toBe(140);
  });

  it('goes on as long as requests are left, and keeps what it has without stopping the run', async () => {
    const all = await extending(3000, ['Observation']);
    const short = await extending(3000, ['Observation'], all.result.requests.total - 10);
    expect(short.result.state).toBe('complete');
    expect(short.after).toBeGreaterThanOrEqual(short.before);
    expect(short.result.requests.total).toBeLessThanOrEqual(all.result.requests.total - 10);
  });
});
