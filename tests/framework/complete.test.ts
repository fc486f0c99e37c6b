import { describe, expect, it } from 'vitest';
import { completeObservations, scoreObservations, shippedFramework } from '../../src/framework/index.js';
import type { Answers, EndpointObservations } from '../../src/framework/index.js';
import type { Observation, ScoreContext } from '../../src/model/index.js';

const framework = shippedFramework();
const LIVE: ScoreContext = { audience: 'trust', trustType: 'acute', lens: 'live' };
const TODAY = '2026-11-23T09:00:00Z';
const evidence = { document: 'Register', date: '2026-09-01' };

const at = (
  observations: Readonly<Record<string, Observation>>,
  base = 'https://a.example/fhir',
  role: 'core' | 'other' = 'core',
): EndpointObservations => ({
  base,
  role,
  observations: [observations],
});
const measured = (level: number): Observation => ({ state: 'measured', level });
const complete = (
  endpoints: readonly EndpointObservations[],
  answers?: Omit<Answers, 'schemaVersion'>,
  context = LIVE,
): ReturnType<typeof completeObservations> =>
  completeObservations(framework, context, endpoints, answers && { schemaVersion: '1.0', ...answers }, TODAY);

describe('putting observations together', () => {
  it('has one for every criterion asked, unknown ones with what would settle them', () => {
    const { observations } = complete([at({ F01: measured(5) })]);
    expect(Object.keys(observations)).toHaveLength(56);
    expect(observations['O08']).toEqual({
      state: 'unknown',
      reason: 'not-tested',
      detail: 'Not answered',
      settles: framework.criteria.find(({ id }) => id === 'O08')?.settledBy,
    });
    expect(observations['F02']).toMatchObject({ state: 'unknown', detail: 'Nothing has measured this yet' });
  });

  it('takes a measurement before a declaration, and a declaration before nothing', () => {
    const answers = { writing: { typesAccepted: 4, typesReadBackEqual: 3, evidence } };
    expect(complete([at({ S13: measured(2) })], answers).observations['S13']).toEqual(measured(2));
    expect(
      complete([at({ S13: { state: 'unknown', reason: 'not-tested' } })], answers).observations['S13'],
    ).toMatchObject({ state: 'declared', level: 3 });
  });

  it('joins probe and records of one endpoint, the measured one first', () => {
    const endpoint: EndpointObservations = {
      base: 'https://a.example',
      role: 'core',
      observations: [{ M04: { state: 'unknown', reason: 'no-data' } }, { M04: measured(3) }],
    };
    expect(complete([endpoint]).observations['M04']).toEqual(measured(3));
  });

  it('marks a measurement two levels below a claim, not one below', () => {
    const { observations, contradictions } = complete([at({ M05: measured(2), M09: measured(3) })], {
      claims: { M05: 4, M09: 4 },
    });
    expect(observations['M05']).toEqual({ state: 'measured', level: 2, contradicted: true });
    expect(observations['M09']).toEqual(measured(3));
    expect(contradictions).toEqual(['M05: level 4 was claimed, at most 2 was measured']);
  });

  it('finds a declaration contradicted by its own measurement, which lowers the documents', () => {
    const answers = {
      export: { shown: 'all' as const, evidence },
      prsb: { basis: 'report' as const, itemsPercent: 100, allMandatory: true, evidence },
    };
    const low = (level: number): number | undefined => {
      const { observations } = complete([at({ S15: measured(level) })], answers);
      return scoreObservations(framework, LIVE, observations).criteria.find(({ id }) => id === 'O11')?.level[0];
    };
    expect([low(2), low(3)]).toEqual([2, 3]);
  });

  it('counts the lowest of the core endpoints, passing over one that holds no such data', () => {
    const other = at({ F05: measured(0) }, 'https://c.example', 'other');
    const score = (...endpoints: readonly EndpointObservations[]): unknown =>
      scoreObservations(framework, LIVE, complete(endpoints).observations).criteria.find(({ id }) => id === 'F05')
        ?.level;
    expect(score(at({ F05: measured(4) }), at({ F05: measured(2) }, 'https://b.example'), other)).toEqual([2, 2]);
    expect(
      score(at({ F05: measured(4) }), at({ F05: { state: 'unknown', reason: 'no-data' } }, 'https://b.example')),
    ).toEqual([4, 4]);
    expect(
      score(at({ F05: measured(4) }), at({ F05: { state: 'unknown', reason: 'error' } }, 'https://b.example')),
    ).toEqual([0, 4]);
    expect(score(at({ F05: measured(4) }), at({}, 'https://b.example'))).toEqual([0, 4]);
  });

  it('is unsafe where one core endpoint is', () => {
    const { observations } = complete([at({ F04: measured(5) }), at({ F04: measured(0) }, 'https://b.example')]);
    expect(scoreObservations(framework, LIVE, observations).unsafe).toEqual(['F04']);
  });
});

describe('setting criteria aside', () => {
  const waive = (criterion: string): Omit<Answers, 'schemaVersion'> => ({
    notApplicable: [{ criterion, reason: 'open sandbox of made-up patients' }],
  });

  it('takes a reason', () => {
    expect(complete([at({ S12: measured(1) })], waive('S12')).observations['S12']).toEqual({
      state: 'notApplicable',
      reason: 'waiver',
      detail: 'open sandbox of made-up patients',
    });
  });

  it('lets an open sandbox through in the synthetic lens alone', () => {
    const endpoint = at({ F04: measured(0) });
    expect(complete([endpoint], waive('F04'), { ...LIVE, lens: 'synthetic' }).observations['F04']).toMatchObject({
      state: 'notApplicable',
    });
    const live = complete([endpoint], waive('F04'));
    expect(live.observations['F04']).toEqual(measured(0));
    expect(live.refused).toEqual([expect.stringContaining('F04 cannot be set aside')]);
  });

  it('never sets a wrong patient aside', () => {
    expect(
      complete([at({ F09: measured(0) })], waive('F09'), { ...LIVE, lens: 'synthetic' }).observations['F09'],
    ).toEqual(measured(0));
  });
});

describe('the estate', () => {
  const good = Object.fromEntries(
    framework.criteria
      .filter(({ dimension }) => dimension === 'structural')
      .map(({ id }): [string, Observation] => [id, measured(4)]),
  );
  const register = (systems: readonly object[]): Omit<Answers, 'schemaVersion'> => ({
    register: { covers: 'clinical-systems', systems: systems as never },
  });
  const epr = { name: 'E', kind: 'EPR', endpoint: 'https://a.example/fhir/' };
  const pacs = { name: 'P', kind: 'PACS', standards: ['DICOM'], evidence };
  const orders = { name: 'O', kind: 'order communications', standards: ['HL7 v2'], evidence };

  it('counts measured endpoints and evidenced standards by weight', () => {
    expect(
      complete([at(good)], register([epr, pacs, orders, { name: 'X', kind: 'theatres', standards: ['CSV'], evidence }]))
        .observations['O02'],
    ).toMatchObject({ state: 'measured', k: 7, n: 8, keySystems: true });
  });

  it.each<readonly [string, readonly object[], object]>([
    ['a key system is missing', [epr, pacs], { k: 5, n: 5, keySystems: false }],
    [
      'a key system has no evidence',
      [epr, pacs, { ...orders, evidence: undefined }],
      { k: 5, n: 7, keySystems: false },
    ],
    [
      'evidence has expired',
      [epr, pacs, { ...orders, evidence: { document: 'x', date: '2024-01-01' } }],
      { k: 5, n: 7, keySystems: false },
    ],
    [
      'the endpoint was not assessed',
      [{ ...epr, endpoint: 'https://z.example' }, pacs, orders],
      { k: 4, n: 7, keySystems: false },
    ],
    [
      'FHIR is declared and not measured',
      [epr, pacs, { ...orders, standards: ['FHIR'] }],
      { k: 5, n: 7, keySystems: false },
    ],
    [
      'systems are not clinical',
      [epr, pacs, orders, { name: 'HR', kind: 'payroll', clinical: false }],
      { k: 7, n: 7, keySystems: true },
    ],
  ])('where %s', (_name, systems, expected) => {
    const clean = JSON.parse(JSON.stringify(systems)) as readonly object[];
    expect(complete([at(good)], register(clean)).observations['O02']).toMatchObject(expected);
  });

  it('does not count an endpoint that is structurally weak', () => {
    const weak = Object.fromEntries(Object.keys(good).map((id): [string, Observation] => [id, measured(2)]));
    expect(complete([at(weak)], register([epr, pacs, orders])).observations['O02']).toMatchObject({ k: 4, n: 7 });
  });

  it('is unknown without a register', () => {
    expect(complete([at(good)], {}).observations['O02']).toMatchObject({ state: 'unknown' });
  });
});

describe('made-up answers', () => {
  const answers = {
    asOf: '2025-01-10',
    prsb: {
      basis: 'report' as const,
      itemsPercent: 40,
      allMandatory: true,
      evidence: { document: 'x', date: '2025-01-01' },
    },
  };

  it('name a day of their own in the synthetic lens, and only there', () => {
    const synthetic = complete([], answers, { ...LIVE, lens: 'synthetic' });
    expect(synthetic.observations['O11']).toEqual({ state: 'declared', grade: 'D1', level: 3 });
    expect(synthetic.judgedAsOf).toBe('2025-01-10');
    expect(complete([], answers).observations['O11']).toMatchObject({ expired: true });
  });
});
