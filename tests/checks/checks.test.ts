import { describe, expect, expectTypeOf, it } from 'vitest';
import { checks, defineCheck, runChecks } from '../../src/checks/index.js';
import type { Facts } from '../../src/model/index.js';
import { cases } from './cases.js';
import { evidenceWith } from './facts.js';

const byId = new Map(checks.map((check) => [check.id, check]));

describe.each([...byId.keys()])('%s', (id) => {
  it.each(cases.filter((one) => one.id === id))('$what: $outcome', ({ facts, outcome, unsafe }) => {
    const result = byId.get(id)?.run(evidenceWith(facts));
    expect(result?.outcome, result?.summary).toBe(outcome);
    expect(result?.unsafe === true).toBe(unsafe === true);
    expect(result?.summary).toMatch(/\S\.$/);
    expect(result?.reason !== undefined).toBe(outcome === 'unknown' || outcome === 'notApplicable');
  });

  it('has a case that passes, one that finds fault and one that is left open', () => {
    const outcomes = cases.filter((one) => one.id === id).map((one) => one.outcome);
    expect(outcomes).toContain('pass');
    expect(outcomes.some((one) => one === 'fail' || one === 'warn')).toBe(true);
    expect(outcomes.some((one) => one === 'unknown' || one === 'notApplicable')).toBe(true);
  });
});

it('ids are part of the public interface', () => {
  expect(checks.map((check) => check.id)).toMatchInlineSnapshot(`
    [
      "NET01",
      "NET02",
      "TLS01",
      "TLS02",
      "TLS03",
      "TLS04",
      "CAP01",
      "CAP02",
      "CAP03",
      "CAP07",
      "CAP08",
      "CAP09",
      "FMT01",
      "FMT04",
      "AUTH01",
      "AUTH02",
      "SEC01",
      "SEC02",
      "SEC03",
      "READ01",
      "READ02",
      "READ03",
      "SRCH01",
      "SRCH02",
      "SRCH03",
      "SRCH07",
      "SRCH08",
      "SRCH09",
      "SRCH11",
      "SRCH13",
      "NHS01",
      "NHS02",
      "NHS03",
      "NHS04",
      "NHS07",
      "PROF01",
      "PROF02",
      "PROF03",
      "PROF04",
      "PROF05",
      "PAGE01",
      "PAGE02",
      "PAGE03",
      "PAGE04",
      "PAGE05",
      "ERR01",
      "ERR02",
      "ERR03",
      "ERR06",
      "COH01",
      "COH03",
      "COH05",
      "PERF01",
      "PERF02",
    ]
  `);
});

it('no case is for a check that does not exist', () => {
  expect(cases.filter((one) => !byId.has(one.id))).toEqual([]);
});

it('an endpoint that does everything right passes everything', () => {
  const results = runChecks(evidenceWith());
  expect(results.filter((one) => one.outcome !== 'pass').map((one) => one.id)).toEqual([]);
});

it('without evidence nothing is passed and nothing failed', () => {
  for (const result of runChecks({})) {
    expect(result.outcome).toBe('unknown');
    expect(result.reason).toMatch(/not gathered/);
  }
});

it('says why a fact is missing', () => {
  const skipped = runChecks({ paging: { state: 'skipped', because: 'budget' } }).find((one) => one.id === 'PAGE02');
  expect(skipped).toMatchObject({
    outcome: 'unknown',
    reason: 'Not tried: the limit of requests left no room for it.',
  });
  const failed = runChecks({
    paging: { state: 'failed', error: { kind: 'timeout', message: 'No answer' }, exchanges: [] },
  }).find((one) => one.id === 'PAGE02');
  expect(failed).toMatchObject({ outcome: 'unknown', reason: 'It could not be tried: No answer.' });
});

const metadata = {
  id: 'X1',
  title: 't',
  why: 'w',
  remedy: 'r',
  owner: 'supplier',
  severity: 'low',
  references: [],
} as const;

it('a fault of a check is unknown, never the fault of the server', () => {
  const broken = defineCheck({
    ...metadata,
    needs: ['reach'],
    examine: () => {
      throw new Error('oops');
    },
  });
  expect(broken.run(evidenceWith())).toMatchObject({ outcome: 'unknown', exchanges: ['x1'] });
});

it('a check sees the facts it declares and no other', () => {
  defineCheck({
    ...metadata,
    needs: ['reach', 'tls'],
    examine: (facts) => {
      expectTypeOf(facts).toEqualTypeOf<Readonly<Pick<Facts, 'reach' | 'tls'>>>();
      // @ts-expect-error hits is not among the needs
      expect(facts.hits).toBeUndefined();
      return { outcome: 'pass', summary: 'Fine.' };
    },
  });
});

it('says something useful of every check', () => {
  for (const check of checks) {
    expect(check.title.length).toBeGreaterThan(10);
    expect(check.why).toMatch(/\.$/);
    expect(check.remedy).toMatch(/\.$/);
    expect(check.references.length).toBeGreaterThan(0);
    expect(check.needs.length).toBeGreaterThan(0);
  }
  expect(new Set(checks.map((check) => check.id)).size).toBe(checks.length);
});
