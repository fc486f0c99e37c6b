import { describe, expect, it } from 'vitest';
import { observeRecords } from '../../src/framework/observe/records.js';
import type { CodingFact, Evidence, IdentityFact, RecordFacts, Share, TypeConformance } from '../../src/model/index.js';

const context = { audience: 'trust', trustType: 'acute', lens: 'live' } as const;
const TYPES = ['Condition', 'Encounter', 'Procedure'];

const share = (k: number, n: number, population?: number): Share => ({
  k,
  n,
  clusters: n,
  ...(population === undefined ? {} : { population }),
});
const typed = (type: string, profiled: Share): TypeConformance => ({
  type,
  n: profiled.n,
  duplicates: 0,
  base: share(profiled.n, profiled.n),
  profiled,
  declared: { valid: 0, invalid: 0, unknown: 0 },
  groups: [],
});
const see = <K extends keyof RecordFacts>(name: K, value: RecordFacts[K]): Evidence => ({
  [name]: { state: 'seen', value, exchanges: [] },
});
const observe = (evidence: Evidence) => observeRecords(evidence, context, TYPES);

const conformance = (ukCore = 'uk#1') =>
  see('conformance', {
    ukCore,
    base: share(70, 80),
    types: [
      typed('Condition', share(30, 40, 900)),
      typed('Encounter', share(5, 5)),
      typed('Patient', share(33, 35)),
      typed('List', share(1, 1)),
    ],
  });

const identity: IdentityFact = {
  withNumber: share(90, 100),
  valid: share(80, 90),
  verified: share(0, 0),
  malformed: 4,
  checkDigit: 6,
  testRange: 0,
  shared: 0,
};

const criteria: CodingFact['criteria'] = {
  conditionsSnomed: share(30, 40),
  wellFormedCodings: share(99, 100),
  inBoundValueSet: share(0, 0),
  medicationsDmd: share(20, 40),
  structuredDoses: share(0, 0),
  allergiesClear: share(3, 4),
  quantitiesUcum: share(8, 9),
  laboratory: share(5, 6),
  standardCoded: [{ type: 'Condition', ...share(1, 2) }],
};
const coding = (more: Partial<CodingFact['criteria']> = {}, level: CodingFact['level'] = 'L0') =>
  see('coding', {
    level,
    elements: [],
    findings: [],
    namespaces: { international: 0, 'uk-clinical': 0, 'uk-drug': 0, other: 0 },
    readiness: null,
    topLocal: [],
    criteria: { ...criteria, ...more },
  });

describe('observations from records', () => {
  it('answers every criterion that records speak to, with a reason and what would settle it where there are none', () => {
    const observations = observe({});
    expect(Object.keys(observations).sort()).toEqual(
      'M01 M02 M03 M05 M06 M07 M08 M09 M10 M11 M12 M13 M14 M15 S01 S02 S03 S04 S05 S09 S10'.split(' '),
    );
    for (const observation of Object.values(observations)) {
      expect(observation).toMatchObject({ state: 'unknown', reason: 'not-tested' });
      expect(observation.state === 'unknown' && observation.settles).toBeTruthy();
    }
  });

  it('tells no data from a fault of ours', () => {
    expect(observe({ identity: { state: 'skipped', because: 'no-data' } })['M01']).toMatchObject({ reason: 'no-data' });
    expect(observe({ identity: { state: 'skipped', because: 'budget' } })['M01']).toMatchObject({
      reason: 'not-tested',
    });
    const failed = { state: 'failed', error: { kind: 'tool', message: 'x' }, exchanges: [] } as const;
    expect(observe({ identity: failed })['M01']).toMatchObject({ state: 'unknown', reason: 'error' });
  });

  it('takes S01 over all types, S02 for Patients, S03 and S04 by type that applies', () => {
    const { S01, S02, S03, S04 } = observe(conformance());
    expect(S01).toMatchObject({ k: 70, n: 80 });
    expect(S02).toMatchObject({ k: 33, n: 35 });
    expect(S03).toEqual({
      state: 'measured',
      parts: [
        { label: 'Condition', k: 30, n: 40, clusters: 40, population: 900 },
        { label: 'Encounter', k: 5, n: 5, clusters: 5 },
      ],
    });
    expect(S04).toEqual(S03);
  });

  it('claims no UK Core conformance without UK Core', () => {
    const { S01, S02, S03 } = observe(conformance('none'));
    expect(S01).toMatchObject({ state: 'measured' });
    expect(S02).toMatchObject({ state: 'unknown', reason: 'not-tested' });
    expect(S03).toMatchObject({ state: 'unknown', reason: 'not-tested' });
  });

  it('takes content as the mean over types with enough records', () => {
    const type = (name: string, n: number, present: readonly number[]) => ({
      type: name,
      profile: 'p',
      n,
      elements: present.map((count, index) => ({ path: `${name}.${String(index)}`, present: count })),
    });
    const of = (...types: ReturnType<typeof type>[]) => observe(see('mustSupport', { types }))['S05'];
    expect(
      of(
        type('Condition', 30, [3, 2, 30, 0]),
        type('Encounter', 100, [10]),
        type('Procedure', 29, [0]),
        type('List', 30, [0]),
      ),
    ).toMatchObject({
      share: (0.5 + 1) / 2,
    });
    expect(of(type('Condition', 29, [29]))).toMatchObject({ state: 'unknown', reason: 'no-data' });
  });

  it('counts references looked at', () => {
    const fact = {
      literal: 30,
      resolved: 10,
      broken: 5,
      notLookedAt: 15,
      logicalKnown: 3,
      logicalUnknown: 2,
      offOrigin: 7,
      clusters: 50,
      brokenBy: [],
    };
    expect(observe(see('references', fact))['S09']).toEqual({ state: 'measured', k: 13, n: 20, clusters: 20 });
    const none = { ...fact, resolved: 0, broken: 0, logicalKnown: 0, logicalUnknown: 0 };
    expect(observe(see('references', none))['S09']).toMatchObject({ state: 'unknown', reason: 'no-data' });
  });

  it('puts unknown modifier extensions at zero', () => {
    const fact = { instances: share(9, 10), unknownUrls: [], unknownModifiers: 0 };
    expect(observe(see('extensions', fact))['S10']).toEqual({ state: 'measured', k: 9, n: 10, clusters: 10 });
    expect(observe(see('extensions', { ...fact, unknownModifiers: 1 }))['S10']).toMatchObject({ forceZero: true });
  });

  it('reads identity', () => {
    const { M01, M02, M03 } = observe(see('identity', identity));
    expect([M01, M02]).toMatchObject([
      { k: 90, n: 100 },
      { k: 80, n: 90 },
    ]);
    expect(M03).toMatchObject({ state: 'unknown', reason: 'no-data' });
  });

  it('takes the register where one was given', () => {
    expect(observe(see('organisations', { wellFormed: share(9, 10) }))['M15']).toMatchObject({ k: 9 });
    expect(observe(see('organisations', { wellFormed: share(9, 10), register: share(7, 10) }))['M15']).toMatchObject({
      k: 7,
    });
  });

  it('claims upper bounds only where a release is needed', () => {
    const without = observe(coding());
    const withRelease = observe(coding({ inBoundValueSet: share(1, 2) }, 'L1'));
    for (const id of ['M06', 'M09', 'M13']) {
      expect(without[id]).toMatchObject({ state: 'measured', upperBoundOnly: true });
      expect(withRelease[id]).not.toHaveProperty('upperBoundOnly');
    }
    expect(without['M05']).toEqual({ state: 'measured', k: 30, n: 40, clusters: 40 });
    expect(without['M07']).toMatchObject({ state: 'unknown', reason: 'not-tested' });
    expect(withRelease['M07']).toMatchObject({ k: 1, n: 2 });
    expect(without['M08']).toMatchObject({ state: 'unknown', reason: 'not-tested' });
    expect(without['M10']).toMatchObject({ state: 'unknown', reason: 'no-data' });
    expect(without['M14']).toMatchObject({ parts: [{ label: 'Condition', k: 1, n: 2 }] });
  });
});
