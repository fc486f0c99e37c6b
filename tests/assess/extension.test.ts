import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess.js';
import { shippedFramework } from '../../src/framework/index.js';
import { SECRETS, observations, patients, serveFake } from '../probe/fake.js';

const drawn = async (sampleSize?: number): Promise<number | undefined> => {
  const rig = await serveFake({ records: [...patients(30), ...observations(900, 30)] });
  const { endpoints } = await assess({
    framework: shippedFramework(),
    context: { audience: 'trust', trustType: 'acute', lens: 'synthetic' },
    endpoints: [{ id: 'only', base: rig.url, auth: { kind: 'bearer', tokenEnv: 'TOKEN' } }],
    environment: { TOKEN: SECRETS.token },
    seed: 5,
    ...(sampleSize === undefined ? {} : { sampleSize }),
  });
  return endpoints[0]?.samples.find(({ type }) => type === 'Observation')?.n;
};

describe('the sample of an assessment', { timeout: 60_000 }, () => {
  it('is extended beyond 200 where a gate is undecided', async () => {
    expect(await drawn()).toBeGreaterThan(200);
  });

  it('stays at the size that was asked for', async () => {
    expect(await drawn(100)).toBeLessThanOrEqual(100);
  });
});
