import type { FhirResource } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { LEFT_OUT, MOST_ALIKE, MOST_LISTED, type Issue } from '../../src/model/index.js';
import { createValidator } from '../../src/validator/index.js';
import { canonical, judge as judgeBy, profileOf, type Json } from './support/judge.js';

/** A second for what takes some hundredths, and took half a minute or more when each part was looked for among all others. */
const LONGEST = 5000;

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const validator = createValidator();
const judge = (document: unknown): readonly Issue[] =>
  validator.validate(typeof document === 'string' ? document : JSON.stringify(document)).issues;
const counts = (issues: readonly Issue[]): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const { code, severity } of issues) found[`${severity} ${code}`] = (found[`${severity} ${code}`] ?? 0) + 1;
  return found;
};
const uuid = (i: number): string => `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
const profile = (element: readonly object[]): object => ({
  resourceType: 'StructureDefinition',
  url: 'http://test.nhs.uk/StructureDefinition/wide',
  name: 'Wide',
  status: 'draft',
  kind: 'resource',
  abstract: false,
  type: 'Patient',
  baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
  derivation: 'constraint',
  differential: { element: [{ id: 'Patient', path: 'Patient' }, ...element] },
});

describe('a document with more faults than anybody reads', () => {
  it('lists a thousand of one kind and counts the others', () => {
    const issues = judge({ resourceType: 'Patient', name: times(50_000, () => ({})) });
    expect(counts(issues)).toEqual({ 'error empty-object': MOST_ALIKE, [`error ${LEFT_OUT}`]: 1 });
    expect(issues.at(-1)).toMatchObject({
      params: { count: 50_000 - MOST_ALIKE, severity: 'error', codes: ['empty-object'] },
      at: { expression: 'Patient', line: 1, column: 1 },
    });
  });

  it('keeps what is rare beside what is frequent', () => {
    const issues = judge({ resourceType: 'Patient', name: times(5000, () => ({})), gender: 'X' });
    expect(counts(issues)['error binding-required']).toBe(1);
  });

  it('lists so many in all, and keeps each severity of the rest', () => {
    const unknown = Object.fromEntries(times(MOST_LISTED + 500, (i) => [`p${i}`, 1]));
    const extension = times(10, (i) => ({ url: `http://test.nhs.uk/e${i}`, valueString: 'x' }));
    const issues = judge({ resourceType: 'Patient', ...unknown, extension });
    expect(issues.length).toBe(MOST_LISTED + 2);
    expect(issues.slice(-2).map(({ severity, params }) => [severity, params['count']])).toEqual([
      ['error', 500],
      ['warning', 10],
    ]);
  });

  it('says what was undecided, and counts it', () => {
    const meta = { profile: times(MOST_LISTED, (i) => `http://test.nhs.uk/p${i}`) };
    const { issues, undecided } = validator.validate({ resourceType: 'Patient', meta });
    expect(issues.at(-1)).toMatchObject({ code: LEFT_OUT, severity: 'information', undecided: true });
    expect(undecided).toBe(MOST_LISTED);
  });

  it('counts what only the text shows', () => {
    expect(counts(judge(`{"resourceType":"Patient"${',"id":"a"'.repeat(5000)}}`))).toEqual({
      'error json-duplicate-property': MOST_ALIKE,
      [`error ${LEFT_OUT}`]: 1,
    });
    const xml = `<Patient xmlns="http://hl7.org/fhir">${'a <active value="true"/>'.repeat(5000)}</Patient>`;
    expect(counts(judge(xml))).toEqual({
      'error xml-text': MOST_ALIKE,
      'error cardinality-max': 1,
      [`error ${LEFT_OUT}`]: 1,
    });
  });

  it('cuts texts that nobody reads', () => {
    const url = `http://test.nhs.uk/${'a'.repeat(100_000)}`;
    const coding = times(5000, (i) => ({ system: `http://test.nhs.uk/${i}`, code: 'a' }));
    const issues = judge({
      resourceType: 'Patient',
      extension: [{ url, valueString: 'x' }],
      maritalStatus: { coding },
    });
    expect(counts(issues)).toMatchObject({ 'warning extension-unknown': 1 });
    expect(JSON.stringify(issues).length).toBeLessThan(20_000);
  });
});

describe('a document made to take long', { timeout: 60_000 }, () => {
  it.each<[string, unknown, Record<string, number>]>([
    [
      'contained resources that refer to each other',
      {
        resourceType: 'Patient',
        managingOrganization: { reference: '#c0' },
        contained: times(20_000, (i) => ({
          resourceType: 'Organization',
          id: `c${i}`,
          name: 'x',
          partOf: { reference: `#c${(i + 1) % 20_000}` },
        })),
      },
      {},
    ],
    [
      'a Bundle of references that lead nowhere',
      {
        resourceType: 'Bundle',
        type: 'document',
        identifier: { system: 'http://test.nhs.uk', value: '1' },
        timestamp: '2020-01-01T00:00:00Z',
        entry: [
          {
            fullUrl: uuid(0),
            resource: {
              resourceType: 'Composition',
              status: 'final',
              type: { text: 'x' },
              date: '2020-01-01',
              title: 'x',
              author: [{ display: 'x' }],
              section: [{ title: 'x', entry: times(20_000, (i) => ({ reference: uuid(i + 1) })) }],
            },
          },
        ],
      },
      { 'error bundle-reference-missing': MOST_ALIKE },
    ],
    [
      'thousands of entries of one fullUrl, and as many references to it',
      {
        resourceType: 'Bundle',
        type: 'document',
        identifier: { system: 'http://test.nhs.uk', value: '1' },
        timestamp: '2020-01-01T00:00:00Z',
        entry: [
          {
            fullUrl: 'http://test.nhs.uk/Composition/c',
            resource: {
              resourceType: 'Composition',
              id: 'c',
              status: 'final',
              type: { text: 'x' },
              date: '2020-01-01',
              title: 'x',
              author: [{ reference: 'Patient/p/_history/3' }],
            },
          },
          ...times(20_000, () => ({ fullUrl: 'http://test.nhs.uk/Patient/p' })),
          ...times(20_000, (i) => ({
            fullUrl: 'http://test.nhs.uk/Patient/p',
            resource: {
              resourceType: 'Patient',
              id: 'p',
              meta: { versionId: String(i) },
              link: [{ type: 'refer', other: { reference: 'Patient/p' } }],
            },
          })),
        ],
      },
      { 'error bundle-reference-ambiguous': MOST_ALIKE },
    ],
    [
      'a fullUrl of a million letters, and references beside it',
      {
        resourceType: 'Bundle',
        type: 'collection',
        entry: [
          {
            fullUrl: `http://${'A'.repeat(1_000_000)}`,
            resource: {
              resourceType: 'List',
              status: 'current',
              mode: 'working',
              contained: [{ resourceType: 'Patient', id: 'a', link: [{ other: { reference: '#' }, type: 'refer' }] }],
              entry: times(1000, (i) => ({ item: { reference: `Patient/${i}` } })),
            },
          },
        ],
      },
      {},
    ],
    [
      'a response with as many conditions as answers',
      {
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        questionnaire: '#q',
        contained: [
          {
            resourceType: 'Questionnaire',
            id: 'q',
            url: 'http://test.nhs.uk/q',
            name: 'Q',
            status: 'draft',
            item: times(10_000, (i) => ({
              linkId: `l${i}`,
              text: 'x',
              type: 'string',
              enableWhen: [{ question: `l${Math.max(0, i - 1)}`, operator: 'exists', answerBoolean: true }],
            })),
          },
        ],
        item: times(10_000, (i) => ({ linkId: `l${i}`, answer: [{ valueString: 'x' }] })),
      },
      {},
    ],
    [
      'as many options as answers',
      {
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        questionnaire: '#q',
        contained: [
          {
            resourceType: 'Questionnaire',
            id: 'q',
            status: 'draft',
            item: [
              {
                linkId: 'a',
                text: 'x',
                type: 'choice',
                repeats: true,
                answerOption: times(3000, (i) => ({ valueCoding: { code: `c${i}` } })),
              },
            ],
          },
        ],
        item: [{ linkId: 'a', answer: times(3000, (i) => ({ valueCoding: { code: `c${i + 10}` } })) }],
      },
      { 'error response-answer-option': 10 },
    ],
    [
      'components with as many codings as the Observation',
      {
        resourceType: 'Observation',
        status: 'final',
        valueString: 'x',
        code: { coding: times(2000, (i) => ({ system: 'http://test.nhs.uk', code: `a${i}` })) },
        component: times(1000, (i) => ({
          code: { coding: times(5, () => ({ system: 'http://test.nhs.uk', code: `b${i}` })) },
          valueString: 'x',
        })),
      },
      {},
    ],
    [
      'an Observation that says thousands of times that it is a blood pressure',
      {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: times(4000, () => ({ system: 'http://loinc.org', code: '85354-9' })) },
      },
      {},
    ],
    [
      'a profile with thousands of slices',
      profile(times(6000, (i) => ({ id: `Patient.name:s${i}`, path: 'Patient.name', sliceName: `s${i}` }))),
      { 'error structure-differential': MOST_ALIKE },
    ],
    [
      'a profile with thousands of elements that are none',
      profile(times(6000, (i) => ({ id: `Patient.x${i}`, path: `Patient.x${i}` }))),
      { 'error structure-differential': MOST_ALIKE },
    ],
    [
      'a narrative of nothing but brackets',
      {
        resourceType: 'Patient',
        text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${'<'.repeat(500_000)}</div>` },
      },
      { 'error narrative-malformed': 1 },
    ],
    [
      'thousands of systems, profiles and extensions that nobody knows',
      {
        resourceType: 'Patient',
        meta: { tag: times(20_000, (i) => ({ system: `http://test.nhs.uk/${i}`, code: 'a' })) },
      },
      {},
    ],
  ])('%s is judged at once', (_, document, expected) => {
    const text = JSON.stringify(document);
    judge({ resourceType: 'Patient' });
    const start = performance.now();
    expect(counts(judge(text))).toMatchObject(expected);
    expect(performance.now() - start).toBeLessThan(LONGEST);
  });

  it.each([
    ['code', { gender: 'a '.repeat(5_000_000) }],
    ['oid', { identifier: [{ system: `urn:oid:1${'.1'.repeat(2_000_000)}x` }] }],
    ['id', { id: 'a'.repeat(5_000_000) }],
    ['date', { birthDate: '1'.repeat(5_000_000) }],
    ['base64Binary', { photo: [{ data: 'A A '.repeat(2_000_000) + '!' }] }],
    ['reference', { generalPractitioner: [{ reference: 'Aa/'.repeat(2_000_000) + '!' }] }],
  ])('a %s of ten million characters is judged, not given up', (_, part) => {
    const found = judge({ resourceType: 'Patient', ...part }).map(({ code }) => code);
    expect(found).not.toContain('not-completed');
    expect(found).not.toContain('rule-not-evaluated');
    expect(found.length).toBeGreaterThan(0);
  });
});

describe('a package made to take long', { timeout: 60_000 }, () => {
  const SETS = 'http://test.nhs.uk/ValueSet/';
  const set = (name: string, include: readonly Json[]): Json => ({
    resourceType: 'ValueSet',
    url: SETS + name,
    status: 'draft',
    compose: { include },
  });
  const imports = (...names: readonly string[]): Json[] => names.map((name) => ({ valueSet: [SETS + name] }));
  const bound = profileOf('Patient', [
    { id: 'Patient', path: 'Patient' },
    {
      id: 'Patient.maritalStatus',
      path: 'Patient.maritalStatus',
      binding: { strength: 'required', valueSet: `${SETS}0` },
    },
  ]);
  const married = {
    resourceType: 'Patient',
    maritalStatus: { coding: [{ system: 'http://test.nhs.uk/s', code: 'M' }] },
  };
  const said = (held: readonly Json[], resource: unknown = married): readonly string[] => {
    const start = performance.now();
    const found = judgeBy(resource, { held, profiles: [canonical('test-Patient')] });
    expect(performance.now() - start).toBeLessThan(LONGEST);
    return found;
  };

  it('asks a value set once, however many ways lead to it', () => {
    const sets = times(40, (i) => set(String(i), imports(String(i + 1), String(i + 2))));
    const last = [40, 41].map((i) =>
      set(String(i), [{ system: 'http://test.nhs.uk/s', filter: [{ property: 'code', op: 'regex', value: 'x' }] }]),
    );
    expect(said([bound, ...sets, ...last])).toContain('error binding-required Patient.maritalStatus');
  });

  it('does not follow imports for ever', () => {
    const sets = times(5000, (i) => set(String(i), imports(String(i + 1))));
    expect(said([bound, ...sets])).toContain('undecided binding-undecided Patient.maritalStatus');
  });

  it('ends an invariant of lists within lists', () => {
    const list = '(1|2|3|4|5|6|7|8|9)';
    const expression = `${`${list}.select(`.repeat(8)}${list}${')'.repeat(8)}.count() > 0`;
    const constraint = [{ key: 'x-1', severity: 'error', human: 'x', expression }];
    const found = said([profileOf('Patient', [{ id: 'Patient', path: 'Patient', constraint }])]);
    expect(found).toContain('undecided invariant-not-evaluated Patient');
  });

  it('names the circle that bases form, once for each record', () => {
    const derived = (name: string, base: string): Json => ({
      ...profileOf('Patient', [{ id: 'Patient', path: 'Patient' }], name),
      baseDefinition: canonical(base),
    });
    const held = [derived('a', 'b'), derived('b', 'c'), derived('c', 'b')];
    const resource = { resourceType: 'Patient', meta: { profile: [canonical('a')] } };
    expect(judgeBy(resource, { held })).toEqual([
      'undecided profile-undecided Patient.meta.profile[0]',
      'warning profile-unusable Patient.meta.profile[0]',
    ]);
    const definitions = openDefinitions({ ukCore: 'none', resources: held as unknown as FhirResource[] });
    const circle = ['b', 'c', 'b'].map(canonical).join(' → ');
    for (const name of ['a', 'b', 'c']) expect(definitions.whyUnusable?.(canonical(name))).toContain(circle);
    expect(definitions.whyUnusable?.(canonical('d'))).toBeUndefined();
  });
});
