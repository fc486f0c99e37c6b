import { describe, expect, it } from 'vitest';
import { checkDigit, testNumber } from '../../src/probe/nhs-number.js';
import { Random } from '../../src/probe/random.js';
import { planSteps } from '../../src/probe/index.js';
import { SECRETS, gather, observations, patients, serveFake } from './fake.js';

const ids = (result: Awaited<ReturnType<typeof gather>>, type: string): (string | undefined)[] =>
  result.samples.find((one) => one.type === type)?.resources.map((one) => one.id) ?? [];
const only = ['samples'];

describe('sampling', () => {
  it('takes every record of a type that holds no more than wanted, over its pages', async () => {
    const rig = await serveFake({ records: [...patients(30), ...observations(140, 30)], pageSize: 25 });
    const result = await gather(rig.url, { only });
    expect(new Set(ids(result, 'Observation')).size).toBe(140);
    expect(result.samples.find((one) => one.type === 'Observation')).toMatchObject({
      population: 140,
      method: expect.stringContaining('census') as string,
    });
    expect(result.sampleSummaries.find((one) => one.type === 'Observation')).toMatchObject({ n: 140, clusters: 30 });
  });

  it('draws over the whole time of a large type, not from its first pages', async () => {
    const rig = await serveFake({ records: [...patients(30), ...observations(3000, 30)] });
    const result = await gather(rig.url, { only, limits: { maxRequests: 300, timeout: 1500 } });
    const drawn = ids(result, 'Observation').map((id) => Number(id?.slice(4)));
    expect(result.samples.find((one) => one.type === 'Observation')).toMatchObject({
      population: 3000,
      method: expect.stringContaining('random instants') as string,
    });
    expect(drawn.length).toBeGreaterThanOrEqual(120);
    expect(new Set(drawn).size).toBe(drawn.length);
    for (const quarter of [0, 1, 2, 3]) expect(drawn.some((at) => Math.floor(at / 750) === quarter)).toBe(true);
  });

  it('says so when a large type cannot be drawn from by time', async () => {
    const rig = await serveFake({
      records: [...patients(30), ...observations(600, 30)],
      before: (_, response, url) => {
        if (!url.searchParams.has('_sort')) return false;
        response.writeHead(400).end();
        return true;
      },
    });
    const result = await gather(rig.url, { only });
    expect(result.samples.find((one) => one.type === 'Observation')).toMatchObject({
      population: 600,
      method: expect.stringContaining('first pages') as string,
    });
  });

  it('goes by patient where the server insists on one, and learns that', async () => {
    const rig = await serveFake({
      records: [...patients(30), ...observations(140, 30)],
      required: { Observation: 'patient' },
    });
    const result = await gather(rig.url, { only });
    expect(ids(result, 'Observation').length).toBeGreaterThan(20);
    expect(result.evidence.typeSearches).toMatchObject({
      value: {
        types: expect.arrayContaining([
          expect.objectContaining({ type: 'Observation', required: ['patient'] }),
        ]) as unknown,
      },
    });
  });

  it('falls back to the configured test patients, and says that it proves little', async () => {
    const rig = await serveFake({
      records: [...patients(30), ...observations(140, 30)],
      required: { Observation: 'patient', Patient: 'identifier' },
    });
    const result = await gather(rig.url, { only });
    expect(ids(result, 'Patient')).toEqual([`${SECRETS.patient}-0`]);
    expect(result.samples.find((one) => one.type === 'Patient')?.method).toContain('not generalisable');
    expect(ids(result, 'Observation').length).toBeGreaterThan(0);
  });

  it('leaves a type that is refused, with the reason', async () => {
    const rig = await serveFake({
      records: patients(5),
      before: (_, response, url) => {
        if (!url.pathname.endsWith('/Observation')) return false;
        response.writeHead(403).end();
        return true;
      },
    });
    const result = await gather(rig.url, { only });
    expect(result.samples.find((one) => one.type === 'Observation')).toMatchObject({
      skipped: 'no-credential',
      resources: [],
    });
  });
});

describe('the plan', () => {
  const shape = { types: 14, applicable: 10 };
  it('costs what it says, in order', () => {
    const plan = planSteps(shape, 500);
    expect(plan.reduce((sum, one) => sum + one.granted, 0)).toBeLessThanOrEqual(500);
    expect(plan.every((one) => one.granted > 0 || one.cost === 0)).toBe(true);
    expect(plan.map((one) => one.id).slice(0, 6)).toEqual([
      'reach',
      'tls',
      'base-url',
      'plain-http',
      'security',
      'bad-token',
    ]);
  });
  it('drops what matters least first', () => {
    const dropped = (most: number): string[] =>
      planSteps(shape, most)
        .filter((one) => one.granted < one.cost)
        .map((one) => one.id);
    expect(dropped(440)).toEqual(['persons']);
    const few = dropped(100);
    expect(few).toContain('references');
    expect(few).not.toContain('security');
    expect(few).not.toContain('nhs-number');
  });
});

describe('synthetic numbers', () => {
  it('are of the 999 range, right or wrong by their check digit alone', () => {
    const random = new Random(3);
    for (let index = 0; index < 500; index += 1) {
      const valid = testNumber(random, true, new Set());
      const invalid = testNumber(random, false, new Set());
      expect(valid).toMatch(/^999\d{7}$/);
      expect(checkDigit(valid.slice(0, 9))).toBe(Number(valid[9]));
      expect(invalid).toMatch(/^999\d{7}$/);
      expect(checkDigit(invalid.slice(0, 9))).not.toBe(Number(invalid[9]));
    }
  });
});
