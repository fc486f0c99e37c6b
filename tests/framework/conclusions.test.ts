import { describe, expect, it } from 'vitest';
import {
  collectFindings,
  conclude,
  fingerprint,
  rankFixes,
  rescore,
  scoreObservations,
  shippedFramework,
} from '../../src/framework/index.js';
import type { Observation } from '../../src/model/index.js';
import { renderJson } from '../../src/report/json.js';
import { ACUTE, assessment, endpoint, gathered } from '../report/fixture.js';

const framework = shippedFramework();

describe('findings', () => {
  const findings = collectFindings(framework, [endpoint]);
  const found = (id: string): (typeof findings)[number] | undefined => findings.find((one) => one.id === id);

  it('come from failed checks, decided issues and coding findings, and from nothing else', () => {
    expect(new Set(findings.map(({ id }) => id))).toEqual(
      new Set([
        'TLS03',
        'CAP08',
        'SRCH03',
        'NHS04',
        'COH01',
        'PROF02',
        'cardinality-min',
        'NHS-NUMBER-CHECK-DIGIT',
        'binding-required',
        'invariant',
        'primitive-format',
        'reference-type',
        'SCT-002',
        'SCT-030',
        'SCT-062',
      ]),
    );
  });

  it('name the criteria they bear on', () => {
    expect(found('SRCH03')?.criteria).toEqual(['S07', 'S08']);
    expect(found('NHS-NUMBER-CHECK-DIGIT')).toMatchObject({ criteria: ['M02'], owner: 'trust-data', safety: true });
    expect(found('cardinality-min')?.criteria).toEqual(['S02']);
    expect(found('binding-required')?.criteria).toEqual(['S01', 'S03', 'S04']);
    expect(found('SCT-002')?.criteria).toEqual(['M06']);
    expect(found('SCT-062')?.criteria).toEqual(['M05', 'M11', 'M14']);
  });

  it('say what, why, what to do and how to test again', () => {
    for (const finding of findings)
      for (const words of [finding.title, finding.what, finding.why, finding.remedy, finding.retest])
        expect(words).not.toBe('');
  });

  it('put safety first, then severity, then number', () => {
    const rank = (one: (typeof findings)[number]): number =>
      (one.safety ? 0 : 10) + ['fatal', 'error', 'warning', 'information'].indexOf(one.severity);
    const ranks = findings.map(rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('keep their fingerprint whatever was counted, and tell places apart', () => {
    expect(fingerprint('invariant', 'obs-7', 'Observation.component')).toBe(found('invariant')?.fingerprint);
    expect(fingerprint('invariant', 'obs-7', 'Observation.component')).toBe('0c53d7b1da233877');
    expect(fingerprint('invariant', 'obs-6', 'Observation.component')).not.toBe('0c53d7b1da233877');
    expect(fingerprint('a', 'b', undefined)).not.toBe(fingerprint('a', undefined, 'b'));
  });

  it('group the same rule at the same place, and keep endpoints apart', () => {
    expect(collectFindings(framework, [endpoint, { ...endpoint, id: 'second' }])).toHaveLength(findings.length * 2);
    const { conformance } = endpoint.evidence;
    if (conformance?.state !== 'seen') throw new Error('the fixture has records');
    const [patient] = conformance.value.types;
    const twice = {
      ...endpoint,
      checks: [],
      evidence: { conformance: { ...conformance, value: { ...conformance.value, types: [patient!, patient!] } } },
    };
    expect(collectFindings(framework, [twice]).map(({ count }) => count)).toEqual([6, 4]);
  });

  it('are fatal where patients are at risk', () => {
    const check = { ...endpoint.checks[9]!, outcome: 'fail' as const, unsafe: true };
    expect(collectFindings(framework, [{ ...endpoint, evidence: {}, checks: [check] }])).toMatchObject([
      { id: 'SEC01', severity: 'fatal', safety: true },
    ]);
  });
});

describe('fixes', () => {
  const fixes = (observations: Readonly<Record<string, Observation>>): ReturnType<typeof rankFixes> => {
    const all = Object.fromEntries(
      framework.criteria.map(({ id }): [string, Observation] => [
        id,
        { state: 'measured', level: 5, keySystems: true },
      ]),
    );
    return rankFixes(framework, scoreObservations(framework, ACUTE, { ...all, ...observations }), []);
  };

  it('are none where nothing is left', () => {
    expect(fixes({})).toEqual([]);
  });

  it('weigh gates, safety and effort', () => {
    const ranked = fixes({
      O08: { state: 'unknown', reason: 'not-tested' },
      M05: { state: 'measured', k: 50, n: 100, population: 100 },
      F10: { state: 'measured', level: 2 },
    });
    expect(ranked.map(({ criterion, kind, priority, gates }) => [criterion, kind, priority, gates.length])).toEqual([
      ['O08', 'answer', 14, 3],
      ['M05', 'improve', 2.167, 2],
      ['F10', 'improve', 1.5, 1],
    ]);
  });

  it('say what the next gate takes', () => {
    const action = (id: string, observation: Observation): string | undefined =>
      fixes({ [id]: observation })[0]?.action;
    expect(action('M05', { state: 'measured', k: 50, n: 100, population: 100 })).toBe(
      'Level 3 takes 75 % or more, with 95 % confidence.',
    );
    expect(action('F03', { state: 'measured', level: 0 })).toMatch(/^Level 3 means: TLS 1.2/);
    expect(action('F09', { state: 'measured', level: 3 })).toMatch(
      /^Level 4 means: Known patients are found; and nobody/,
    );
    expect(action('M06', { state: 'measured', k: 99, n: 100, upperBoundOnly: true })).toMatch(/SNOMED CT UK release/);
    expect(action('O07', { state: 'declared', grade: 'D2', level: 3 })).toMatch(/^Answer the section api/);
    expect(action('O01', { state: 'declared', grade: 'D0', level: 3 })).toMatch(/better evidence/);
    expect(action('O08', { state: 'unknown', reason: 'not-tested' })).toMatch(/^Answer the section safety/);
  });
});

describe('a saved assessment', () => {
  it('scores again to the same bytes', async () => {
    const first = await assessment();
    const saved = JSON.parse(renderJson(first)) as typeof first;
    expect(renderJson(rescore(framework, saved))).toBe(renderJson(first));
    expect(renderJson(rescore(framework, rescore(framework, saved)))).toBe(renderJson(first));
  });

  it('keeps what the run itself left out, and drops what new answers settle', () => {
    const first = conclude(framework, gathered(ACUTE), undefined, [{ what: 'Bulk export', because: 'not asked for' }]);
    expect(first.notChecked.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Bulk export', expect.stringMatching(/^O11 /)]),
    );
    const again = rescore(framework, first, { answers: { schemaVersion: '1.0', prsb: { basis: 'own-map' } } });
    expect(again.notChecked.map(({ what }) => what)).toContain('Bulk export');
    expect(again.notChecked.some(({ what }) => what.startsWith('O11 '))).toBe(false);
  });

  it('scores another context on request', async () => {
    const live = rescore(framework, await assessment(), {
      context: { ...ACUTE, lens: 'live', trustType: 'ambulance' },
    });
    expect(live.score.context).toEqual({ audience: 'trust', trustType: 'ambulance', lens: 'live' });
    expect(live.score.criteria.map(({ id }) => id)).not.toContain('S12');
  });
});
