import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkAnswers, declareObservations, parseAnswers, shippedFramework } from '../../src/framework/index.js';
import type { Answers } from '../../src/framework/index.js';
import { gradeEvidence, monthsBefore } from '../../src/framework/evidence-grade.js';
import type { Observation, ScoreContext } from '../../src/model/index.js';
import { readShipped } from '../../src/schemas/check.js';

const framework = shippedFramework();
const TODAY = '2026-11-23';
const ACUTE: ScoreContext = { audience: 'trust', trustType: 'acute', lens: 'live' };
const evidence = { document: 'Register', date: '2026-09-01' };

const observe = (id: string, answers: Omit<Answers, 'schemaVersion'>, context = ACUTE): Observation | undefined =>
  declareObservations(framework, context, { schemaVersion: '1.0', ...answers }, TODAY).observations[id];

describe('reading answers', () => {
  it('takes JSON and YAML alike', async () => {
    const json = await parseAnswers('{"schemaVersion": "1.0", "terminology": {"snomedRelease": "2026-10-01"}}');
    const yaml = await parseAnswers('schemaVersion: "1.0"\nterminology:\n  snomedRelease: 2026-10-01\n');
    expect(yaml).toEqual(json);
  });

  it('names line and column of what is neither', async () => {
    await expect(parseAnswers('schemaVersion: "1.0\n  - [')).rejects.toThrow(
      /neither JSON nor YAML at line \d+, column \d+/,
    );
  });

  it.each([
    ['no version', {}, /schemaVersion/],
    ['an unknown section', { schemaVersion: '1.0', registers: {} }, /"registers" is not a property/],
    [
      'a date that is none',
      { schemaVersion: '1.0', terminology: { snomedRelease: '2026-02-30' } },
      /terminology\/snomedRelease/,
    ],
    [
      'an e-mail address',
      { schemaVersion: '1.0', respondent: 'jo@trust.example' },
      /respondent has to be .*without e-mail/,
    ],
    [
      'a ten-digit number',
      { schemaVersion: '1.0', organisation: { name: 'Bed 943 476 5919' } },
      /organisation\/name has to be/,
    ],
    [
      'a link with a query',
      { schemaVersion: '1.0', api: { documentation: 'public', url: 'https://a.example/?token=x' } },
      /api\/url/,
    ],
  ])('refuses %s, without repeating it', async (_name, document, words) => {
    const refused = checkAnswers(document);
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.not.toThrow(/jo@trust|943 476/);
  });

  it('accepts the shipped example, which answers every declared criterion', async () => {
    const text = readFileSync(new URL('../../samples/answers/acute-exemplar.json', import.meta.url), 'utf8');
    const { observations, refused } = declareObservations(
      framework,
      { ...ACUTE, lens: 'synthetic' },
      await parseAnswers(text),
      TODAY,
    );
    const declared = framework.criteria.filter(({ evidence: kinds }) => kinds.every((kind) => kind === 'declared'));
    expect(declared.map(({ id }) => observations[id]?.state)).toEqual(declared.map(() => 'declared'));
    expect(refused).toEqual([]);
  });
});

describe('the template', () => {
  const text = readFileSync(new URL('../../samples/answers/template.yaml', import.meta.url), 'utf8');

  it('answers nothing as it stands', async () => {
    expect(await parseAnswers(text)).toEqual({ schemaVersion: '1.0' });
  });

  it('answers every declared criterion once its examples are taken in', async () => {
    const answers = await parseAnswers(text.replace(/^#: /gm, ''));
    const { observations, waivers } = declareObservations(framework, ACUTE, answers, '2026-02-01');
    const declared = framework.criteria.filter(({ evidence: kinds }) => kinds.includes('declared')).map(({ id }) => id);
    expect(Object.keys(observations)).toEqual(expect.arrayContaining(declared));
    expect(Object.keys(waivers)).toEqual(['M13']);
  });

  it('has an example of every section there is', async () => {
    const schema = readShipped('schemas/answers.schema.json') as { properties: Record<string, unknown> };
    const answers = await parseAnswers(text.replace(/^#: /gm, ''));
    const sections = Object.keys(schema.properties).filter((name) => !['$schema', 'asOf'].includes(name));
    expect(Object.keys(answers).sort()).toEqual(sections.sort());
  });
});

describe('grades of evidence', () => {
  it.each([
    ['2026-11-23', 12, '2025-11-23'],
    ['2026-03-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2023-02-28'],
    ['2026-01-15', 2, '2025-11-15'],
  ])('%s less %i months is %s', (date, months, before) => {
    expect(monthsBefore(date, months)).toBe(before);
  });

  it.each<readonly [string, Parameters<typeof gradeEvidence>[0], string, boolean]>([
    ['nothing', undefined, 'D0', false],
    ['a reviewer without document', { date: '2026-09-01', reviewer: 'B' }, 'D0', false],
    ['a document without date', { document: 'x' }, 'D0', false],
    ['a document from the future', { document: 'x', date: '2027-01-01' }, 'D0', false],
    ['a dated document', evidence, 'D1', false],
    ['a dated link', { link: 'https://a.example', date: '2026-09-01' }, 'D1', false],
    ['a document of a year ago', { document: 'x', date: '2025-11-23' }, 'D1', false],
    ['an older one', { document: 'x', date: '2025-11-22' }, 'D1', true],
    ['a review by a second person', { ...evidence, reviewer: 'B' }, 'D2', false],
    ['a review by the respondent', { ...evidence, reviewer: ' a ' }, 'D1', false],
    ['a certificate nobody checked', { ...evidence, issuer: 'C' }, 'D1', false],
    ['a checked certificate', { ...evidence, issuer: 'C', checkedBy: 'B' }, 'D3', false],
    ['a certificate that ran out', { ...evidence, issuer: 'C', checkedBy: 'B', validUntil: '2026-11-01' }, 'D3', true],
  ])('%s', (_name, given, grade, expired) => {
    expect(gradeEvidence(given, 'A', `${TODAY}T10:00:00Z`, 12)).toMatchObject({ grade, expired });
  });

  it('takes no review where it is not known who answered', () => {
    expect(gradeEvidence({ ...evidence, reviewer: 'B' }, undefined, TODAY, 12).grade).toBe('D1');
  });
});

const system = { name: 'S', kind: 'EPR', owner: 'o', supplier: 's', version: '1', setting: 'all', standards: ['FHIR'] };
const flow = {
  name: 'f',
  partner: 'primary-care',
  live: true,
  structured: true,
  messagesLastMonth: 5,
  sampleReference: 'r',
  delayHours: 24,
  filedWithoutRekeying: true,
};
const level = (value: number): object => ({ state: 'declared', level: value });
const share = (k: number, n: number): object => ({ state: 'declared', k, n });

type Row = readonly [id: string, name: string, answers: Omit<Answers, 'schemaVersion'>, expected: object | undefined];

const ROWS: readonly Row[] = [
  ['O01', 'no register', { register: { covers: 'nothing' } }, level(0)],
  ['O01', 'some systems', { register: { covers: 'some-systems', systems: [system] } }, level(1)],
  [
    'O01',
    'the record systems',
    { register: { covers: 'record-systems', systems: [system, { name: 'P', kind: 'PACS' }] } },
    level(2),
  ],
  [
    'O01',
    'a record system without supplier',
    { register: { covers: 'clinical-systems', systems: [{ name: 'S', kind: 'EPR' }] } },
    level(1),
  ],
  ['O01', 'all clinical systems', { register: { covers: 'clinical-systems', systems: [system] } }, level(3)],
  [
    'O01',
    'reviewed half a year ago',
    { register: { covers: 'clinical-systems', systems: [system], reviewed: '2026-05-23' } },
    level(4),
  ],
  [
    'O01',
    'readable by software',
    { register: { covers: 'clinical-systems', systems: [system], reviewed: '2026-06-23', machineReadable: true } },
    level(5),
  ],
  [
    'O01',
    'reviewed in the future',
    { register: { covers: 'clinical-systems', systems: [system], reviewed: '2027-06-23', machineReadable: true } },
    level(3),
  ],
  [
    'S14',
    'interfaces',
    {
      register: {
        covers: 'clinical-systems',
        systems: [
          {
            ...system,
            interfaces: [
              { with: 'x', standard: 'HL7 v2' },
              { with: 'y', standard: 'own' },
            ],
          },
        ],
      },
    },
    share(1, 2),
  ],
  [
    'S14',
    'no interfaces',
    { register: { covers: 'clinical-systems', systems: [system] } },
    { state: 'unknown', reason: 'no-data' },
  ],
  [
    'F11',
    'live with reference and calls',
    {
      nationalServices: {
        services: [
          { service: 'PDS', live: true, reference: 'r', callsLastMonth: 1 },
          { service: 'MESH', live: true },
          { service: 'Other', live: true, reference: 'r', callsLastMonth: 9 },
        ],
      },
    },
    share(1, 5),
  ],
  [
    'F11',
    'an optional service that applies',
    { nationalServices: { services: [{ service: 'EPS', live: true, reference: 'r', callsLastMonth: 1 }] } },
    share(1, 6),
  ],
  [
    'F11',
    'a service that does not apply',
    { nationalServices: { services: [{ service: 'e-RS', applies: false, live: false }] } },
    share(0, 4),
  ],
  ['O03', 'primary care alone', { flows: { flows: [flow] } }, level(2)],
  ['O03', 'another partner alone', { flows: { flows: [{ ...flow, partner: 'community' }] } }, level(1)],
  ['O03', 'typed in again', { flows: { flows: [{ ...flow, filedWithoutRekeying: false }] } }, level(0)],
  ['O03', 'a day and an hour late', { flows: { flows: [{ ...flow, delayHours: 25 }] } }, level(0)],
  ['O03', 'and social care', { flows: { flows: [flow, { ...flow, partner: 'social-care' }] } }, level(3)],
  [
    'O03',
    'all three',
    {
      flows: {
        flows: ['primary-care', 'social-care', 'mental-health', 'community'].map((partner) => ({ ...flow, partner })),
      },
    },
    level(4),
  ],
  [
    'O03',
    'everybody that applies',
    {
      flows: {
        flows: ['primary-care', 'social-care', 'mental-health', 'community'].map((partner) => ({ ...flow, partner })),
        partnersNotApplicable: [{ partner: 'ambulance', reason: 'none' }],
      },
    },
    level(5),
  ],
  [
    'S12',
    'letters in the national payload',
    {
      flows: {
        flows: [{ ...flow, content: 'discharge', transferOfCare: true }, { ...flow, content: 'clinic-letter' }, flow],
      },
    },
    share(1, 2),
  ],
  ['S12', 'no letters', { flows: { flows: [flow] } }, { state: 'unknown' }],
  [
    'O04',
    'headings within a day',
    {
      sharedCareRecord: {
        headings: [
          { heading: 'a', publishedWithinHours: 24 },
          { heading: 'b', publishedWithinHours: 48 },
          { heading: 'c' },
          { heading: 'd', applies: false },
        ],
      },
    },
    share(1, 3),
  ],
  ['O05', 'in context without logs', { sharedCareRecord: { opened: 'in-context' } }, level(2)],
  ['O05', 'in context with logs', { sharedCareRecord: { opened: 'in-context', viewsLastMonth: 12 } }, level(3)],
  [
    'O05',
    'reuse without the steps before',
    { sharedCareRecord: { opened: 'separate-portal', structuredReuse: true } },
    level(1),
  ],
  [
    'O06',
    'recent contracts',
    {
      contracts: {
        contracts: [
          { system: 'a', signed: '2025-01-01', namesStandards: true, asksForTestEvidence: true, openInterfaces: true },
          { system: 'b', signed: '2026-01-01', namesStandards: true },
          { system: 'c', signed: '2020-01-01' },
        ],
      },
    },
    share(1, 2),
  ],
  ['O06', 'none signed', { contracts: { noneSigned: true } }, { state: 'notApplicable' }],
  [
    'O06',
    'old contracts, nothing said',
    { contracts: { contracts: [{ system: 'c', signed: '2020-01-01' }] } },
    { state: 'unknown' },
  ],
  ['O07', 'public with address', { api: { documentation: 'public', url: 'https://a.example' } }, level(3)],
  ['O07', 'public without address', { api: { documentation: 'public' } }, level(2)],
  [
    'O07',
    'all of it',
    {
      api: {
        documentation: 'public',
        url: 'https://a.example',
        selfServiceSandbox: true,
        publishedTerms: true,
        punitiveCharges: false,
      },
    },
    level(5),
  ],
  [
    'O08',
    'cases in date',
    {
      safety: {
        interfaces: [
          { name: 'a', dcb0129ValidUntil: TODAY, dcb0160ValidUntil: TODAY },
          { name: 'b', dcb0129ValidUntil: TODAY },
          { name: 'c', live: false },
        ],
      },
    },
    share(1, 2),
  ],
  [
    'O09',
    'the toolkit not met',
    {
      governance: { securityToolkitMet: false, flows: [{ name: 'a', impactAssessment: true, sharingAgreement: true }] },
    },
    share(0, 1),
  ],
  [
    'O10',
    'met late, met, not yet due',
    {
      standards: {
        notices: [
          { notice: 'a', due: '2026-01-01', met: '2026-02-01' },
          { notice: 'b', due: '2026-01-01', met: '2025-12-01' },
          { notice: 'c', due: '2027-01-01' },
        ],
      },
    },
    share(1, 2),
  ],
  ['O11', 'a report on most items', { prsb: { basis: 'report', itemsPercent: 70, allMandatory: true } }, level(4)],
  ['O11', 'an own map claims no more', { prsb: { basis: 'own-map', itemsPercent: 100, allMandatory: true } }, level(2)],
  [
    'O12',
    'alerts and few failures',
    { operations: { noticed: 'alert', messagesLast30Days: 1000, failedLast30Days: 9 } },
    level(3),
  ],
  [
    'O12',
    'exactly one per cent',
    { operations: { noticed: 'alert', messagesLast30Days: 1000, failedLast30Days: 10 } },
    level(2),
  ],
  [
    'O12',
    'no messages at all',
    { operations: { noticed: 'alert', messagesLast30Days: 0, failedLast30Days: 0 } },
    level(2),
  ],
  ['O13', 'no earlier run', { history: { everyBuild: true } }, level(0)],
  [
    'O13',
    'half a year, half closed',
    { history: { lastCompleteRun: '2026-06-01', criticalFound: 4, criticalClosedWithin90Days: 2 } },
    level(3),
  ],
  ['O13', 'nothing about it', { history: { availability: { days: 30, checks: 300, answered: 300 } } }, undefined],
  ['F06', 'two weeks of checks', { history: { availability: { days: 14, checks: 200, answered: 199 } } }, level(4)],
  [
    'F06',
    'too few checks',
    { history: { availability: { days: 14, checks: 199, answered: 199 } } },
    { state: 'unknown' },
  ],
  [
    'O14',
    'services on FHIR',
    {
      patientAccess: {
        services: [
          { service: 'a', live: true, fhirInterface: true },
          { service: 'b', live: true },
        ],
      },
    },
    share(1, 2),
  ],
  [
    'M16',
    'the older release counts',
    { terminology: { snomedRelease: '2026-10-01', dmdRelease: '2025-12-01', releasesBehind: 0 } },
    level(3),
  ],
  [
    'M16',
    'current',
    { terminology: { snomedRelease: '2026-10-01', dmdRelease: '2026-11-01', releasesBehind: 1 } },
    level(5),
  ],
  ['M16', 'one release unknown', { terminology: { snomedRelease: '2026-10-01' } }, level(0)],
  [
    'S13',
    'three types, most elements',
    { writing: { typesAccepted: 4, typesReadBackEqual: 3, elementsKeptPercent: 95 } },
    level(4),
  ],
  ['S15', 'documented', { export: { shown: 'documented', loadedElsewhere: true } }, level(2)],
  ['S15', 'loaded elsewhere', { export: { shown: 'all', loadedElsewhere: true } }, level(5)],
];

describe('declared criteria', () => {
  it.each(ROWS)('%s: %s', (id, _name, answers, expected) => {
    const observation = observe(id, answers);
    if (expected === undefined) expect(observation).toBeUndefined();
    else expect(observation).toMatchObject(expected);
  });

  it('take a supplier by its own standard, and its own services', () => {
    const supplier: ScoreContext = { audience: 'supplier', lens: 'synthetic' };
    expect(
      observe('O08', { safety: { interfaces: [{ name: 'a', dcb0129ValidUntil: TODAY }] } }, supplier),
    ).toMatchObject(share(1, 1));
    expect(observe('F11', { nationalServices: { services: [] } }, supplier)).toMatchObject(share(0, 3));
    expect(observe('O01', { register: { covers: 'nothing' } }, supplier)).toBeUndefined();
  });

  it('count an ambulance trust by its flow to acute care', () => {
    const ambulance: ScoreContext = { ...ACUTE, trustType: 'ambulance' };
    expect(observe('O03', { flows: { flows: [flow] } }, ambulance)).toMatchObject(level(1));
    expect(observe('O03', { flows: { flows: [{ ...flow, partner: 'acute' }] } }, ambulance)).toMatchObject(level(2));
  });

  it('say what was left out, and why the evidence is worth no more', () => {
    const observation = observe('O03', { flows: { flows: [flow, { ...flow, delayHours: 30 }] } });
    expect(observation).toMatchObject({
      grade: 'D0',
      detail: expect.stringMatching(/^1 not counted: .*no document or link/) as unknown,
    });
  });
});
