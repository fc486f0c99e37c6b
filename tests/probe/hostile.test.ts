import { describe, expect, it } from 'vitest';
import { runChecks } from '../../src/checks/index.js';
import type { GatherResult } from '../../src/probe/index.js';
import { json, outcome, serve } from '../http/rig.js';
import { SECRETS, gather, observations, patients, serveFake } from './fake.js';

const records = [...patients(12), ...observations(40, 12)];
const outcomeOf = (result: GatherResult, id: string): string | undefined =>
  runChecks(result.evidence).find((one) => one.id === id)?.outcome;

/** Nothing that is kept may name a person, a record, a credential or the values of a search. */
const expectNoLeak = (result: GatherResult): void => {
  const { samples: _samples, fetchedReferences: _references, ...kept } = result;
  const text = JSON.stringify([kept, runChecks(kept.evidence)]);
  for (const [name, secret] of Object.entries(SECRETS)) expect(text.includes(secret), `${name} leaks`).toBe(false);
  for (const record of records) expect(text.includes(`"${record.id}"`), record.id).toBe(false);
};

describe('a good server', () => {
  it('is gathered completely, and nothing of its records is kept', async () => {
    const rig = await serveFake({ records });
    const result = await gather(rig.url);
    expect(result.state).toBe('complete');
    expect(result.samples.find((one) => one.type === 'Observation')).toMatchObject({ population: 40 });
    expect(result.requests.total).toBe(rig.seen.length);
    expect(rig.seen.every((one) => one.method === 'GET' || one.url?.endsWith('/_search') === true)).toBe(true);
    const results = runChecks(result.evidence);
    expect(results.filter((one) => one.outcome === 'fail').map((one) => `${one.id} ${one.summary}`)).toEqual([]);
    expectNoLeak(result);
  });

  it('never sees an NHS Number in an address where it takes POST', async () => {
    const rig = await serveFake({ records });
    await gather(rig.url);
    for (const request of rig.seen) expect(request.url).not.toMatch(/999\d{7}/);
  });

  it('is asked the same questions again with the same seed', async () => {
    const shapes = async (): Promise<string[]> => {
      const rig = await serveFake({ records });
      return (await gather(rig.url)).exchanges.map((one) => `${one.method} ${one.shape}`);
    };
    expect(await shapes()).toEqual(await shapes());
  });
});

describe('a server that fails', () => {
  it('is unreachable when the port is closed', async () => {
    const rig = await serve(() => undefined);
    await rig.close();
    const result = await gather(rig.url);
    expect(result.state).toBe('unreachable');
    expect(outcomeOf(result, 'NET01')).toBe('fail');
    expect(
      runChecks(result.evidence)
        .filter((one) => one.outcome !== 'unknown' && one.outcome !== 'notApplicable')
        .map((one) => one.id),
    ).toEqual(['NET01']);
  });

  it('is unreachable when it never answers', async () => {
    const rig = await serve(() => undefined);
    const result = await gather(rig.url, { limits: { timeout: 150 } });
    expect(result.state).toBe('unreachable');
    expect(result.evidence.reach).toMatchObject({ value: { answered: false, tries: 2, error: { kind: 'timeout' } } });
  });

  it('gives a partial result when it dies on the way', async () => {
    const rig = await serveFake({
      records,
      before: () => {
        if (rig.seen.length < 40) return false;
        void rig.close();
        return true;
      },
    });
    const result = await gather(rig.url);
    expect(result).toMatchObject({ state: 'partial', stopped: { because: 'server-distress' } });
    expect(result.samples.length).toBeGreaterThan(0);
    expectNoLeak(result);
  });

  it('gives a partial result when it pushes back', async () => {
    const rig = await serveFake({
      records,
      before: (_, response) => {
        if (rig.seen.length < 30) return false;
        json(response, outcome('throttled'), 429, { 'retry-after': '0' });
        return true;
      },
    });
    const result = await gather(rig.url);
    expect(result).toMatchObject({ state: 'partial', stopped: { because: 'server-distress' } });
    expect(rig.seen.length).toBeLessThan(36);
  });

  it('gives a partial result when the run is interrupted', async () => {
    const controller = new AbortController();
    const rig = await serveFake({
      records,
      before: () => {
        if (rig.seen.length === 25) controller.abort();
        return false;
      },
    });
    const result = await gather(rig.url, { signal: controller.signal });
    expect(result).toMatchObject({ state: 'partial', stopped: { because: 'interrupted' } });
    expect(outcomeOf(result, 'CAP01')).toBe('pass');
    expect(result.evidence.negatives).toMatchObject({ state: 'skipped', because: 'depends' });
  });

  it('keeps to the budget and says what was left out', async () => {
    const rig = await serveFake({ records });
    const result = await gather(rig.url, { limits: { maxRequests: 40, timeout: 1500 } });
    expect(rig.seen.length).toBeLessThanOrEqual(40);
    expect(result.evidence.personSearch).toMatchObject({ state: 'skipped', because: 'budget' });
    expect(outcomeOf(result, 'SEC01')).toBe('pass');
  });

  it.each([
    [
      'HTML',
      (response: Parameters<typeof json>[0]) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Log in</body></html>'),
    ],
    [
      'a 502 of the gateway',
      (response: Parameters<typeof json>[0]) =>
        response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>'),
    ],
    [
      'truncated JSON',
      (response: Parameters<typeof json>[0]) =>
        response
          .writeHead(200, { 'content-type': 'application/fhir+json' })
          .end('{"resourceType":"CapabilityStatement","rest":['),
    ],
    [
      '25 MB',
      (response: Parameters<typeof json>[0]) =>
        response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(`{"a":"${'x'.repeat(25_000_000)}"}`),
    ],
    [
      'broken gzip',
      (response: Parameters<typeof json>[0]) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all'),
    ],
  ])('%s everywhere ends in order', async (_, misbehave) => {
    const rig = await serve((_request, response) => {
      misbehave(response);
    });
    const result = await gather(rig.url);
    expect(outcomeOf(result, 'CAP01')).not.toBe('pass');
    expect(
      runChecks(result.evidence)
        .filter((one) => one.outcome === 'pass' && !/^(NET|TLS|PERF|SEC)/.test(one.id))
        .map((one) => one.id),
    ).toEqual([]);
    expect(rig.seen.length).toBeLessThan(120);
  });
});

describe('a server that misleads', () => {
  const relink = (bundle: Record<string, unknown>, next: (url: string) => string): void => {
    bundle['link'] = (bundle['link'] as { relation: string; url: string }[]).map((one) =>
      one.relation === 'next' ? { ...one, url: next(one.url) } : one,
    );
  };

  it('is not followed to another host', async () => {
    const other = await serveFake({ records, open: true });
    const rig = await serveFake({
      records,
      pageSize: 5,
      change: (bundle) => {
        relink(bundle, (url) => `${other.url}?${url.split('?')[1] ?? ''}`);
      },
    });
    const result = await gather(rig.url);
    expect(other.seen).toHaveLength(0);
    expect(outcomeOf(result, 'PAGE02')).toBe('fail');
  });

  it('is left when its pages never end', async () => {
    let page = 0;
    const rig = await serveFake({
      records,
      pageSize: 5,
      change: (bundle, url) => {
        page += 1;
        bundle['link'] = [{ relation: 'next', url: `${url.origin}/fhir/Observation?_offset=0&_page=${page}` }];
      },
    });
    const result = await gather(rig.url);
    expect(result.state).toBe('complete');
    expect(outcomeOf(result, 'PAGE04')).toBe('fail');
  });

  it('is caught losing records between pages', async () => {
    const rig = await serveFake({
      records,
      change: (bundle, url) => {
        if (Number(url.searchParams.get('_offset') ?? 0) > 0) (bundle['entry'] as unknown[]).shift();
        delete bundle['total'];
      },
    });
    const result = await gather(rig.url);
    expect(outcomeOf(result, 'PAGE03')).toBe('fail');
  });

  it('is caught giving records of another patient', async () => {
    const rig = await serveFake({
      records,
      before: (_, response, url) => {
        if (!url.searchParams.has('patient')) return false;
        const entry = records
          .filter((one) => one.resourceType === 'Observation')
          .map((resource) => ({ resource, search: { mode: 'match' } }));
        json(response, { resourceType: 'Bundle', type: 'searchset', entry });
        return true;
      },
    });
    const result = await gather(rig.url);
    const found = runChecks(result.evidence).find((one) => one.id === 'COH03');
    expect(found).toMatchObject({ outcome: 'fail', unsafe: true });
    expectNoLeak(result);
  });

  it('is not called wrong about patients that are linked, or references it cannot read', async () => {
    const linked = patients(12).map((one, index) =>
      index < 2
        ? { ...one, link: [{ other: { reference: `Patient/${SECRETS.patient}-${1 - index}` }, type: 'seealso' }] }
        : one,
    );
    const two = observations(40, 12).map((one) => ({
      ...one,
      subject: { identifier: { system: 'urn:x', value: '1' } },
    }));
    const rig = await serveFake({
      records: [...linked, ...two],
      before: (_, response, url) => {
        if (!url.searchParams.has('patient')) return false;
        json(response, { resourceType: 'Bundle', type: 'searchset', entry: two.map((resource) => ({ resource })) });
        return true;
      },
    });
    const result = await gather(rig.url);
    expect(result.evidence.hits).toMatchObject({ value: { otherPatient: [] } });
  });

  it('ends the run at once when it gives records without authorisation', async () => {
    const rig = await serveFake({ records, open: true });
    const result = await gather(rig.url, { lens: 'live' });
    expect(result).toMatchObject({ state: 'partial', stopped: { because: 'unsafe' }, samples: [] });
    expect(runChecks(result.evidence).find((one) => one.id === 'SEC01')).toMatchObject({
      outcome: 'fail',
      unsafe: true,
    });
    expect(rig.seen.length).toBeLessThan(10);
    expectNoLeak(result);
    const live = await gather(rig.url, { lens: 'live' }, { auth: { kind: 'none' } });
    expect(live.stopped?.because).toBe('unsafe');
    const sandbox = await gather(rig.url, {}, { auth: { kind: 'none' } });
    expect(sandbox.state).toBe('complete');
    expect(outcomeOf(sandbox, 'SEC01')).toBe('notApplicable');
  });

  it('is found open though it refuses plain searches', async () => {
    const rig = await serveFake({ records, open: true, required: { Observation: 'patient', Patient: 'identifier' } });
    const result = await gather(rig.url, { lens: 'live' });
    expect(result).toMatchObject({ state: 'partial', stopped: { because: 'unsafe' } });
    expect(runChecks(result.evidence).find((one) => one.id === 'SEC02')).toMatchObject({
      outcome: 'fail',
      unsafe: true,
    });
  });

  it('is caught returning somebody for the number of nobody', async () => {
    const [first] = records;
    const rig = await serveFake({
      records,
      before: (_, response, url, form) => {
        if (!(form.get('identifier') ?? url.searchParams.get('identifier') ?? '').includes('|999')) return false;
        json(response, {
          resourceType: 'Bundle',
          type: 'searchset',
          entry: [{ resource: first, search: { mode: 'match' } }],
        });
        return true;
      },
    });
    const result = await gather(rig.url);
    expect(runChecks(result.evidence).find((one) => one.id === 'NHS02')).toMatchObject({
      outcome: 'fail',
      unsafe: true,
    });
  });
});
