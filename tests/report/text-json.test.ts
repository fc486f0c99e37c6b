import { beforeAll, describe, expect, it } from 'vitest';
import { conclude, shippedFramework } from '../../src/framework/index.js';
import { EXIT } from '../../src/model/index.js';
import type { Assessment, Observation, ScoreContext } from '../../src/model/index.js';
import { REPORTERS, headline, parseAssessment, render } from '../../src/report/index.js';
import { ACUTE, assessment, endpoint, gathered } from './fixture.js';

const framework = shippedFramework();
let sample: Assessment;
beforeAll(async () => {
  sample = await assessment();
});

const all = (
  level: number,
  changes: Readonly<Record<string, Observation>> = {},
): Readonly<Record<string, Observation>> => ({
  ...Object.fromEntries(
    framework.criteria.map(({ id }): [string, Observation] => [id, { state: 'measured', level, keySystems: true }]),
  ),
  ...changes,
});
const unknown: Observation = { state: 'unknown', reason: 'not-tested' };
const of = (context: ScoreContext, observations: Readonly<Record<string, Observation>>, custom = false): Assessment =>
  conclude({ ...framework, custom }, gathered(context, [{ ...endpoint, observations }]), undefined);
const LIVE: ScoreContext = { ...ACUTE, lens: 'live' };
/** The first line, put together again where it was wrapped. */
const first = (one: Assessment): string =>
  /^.*(?:\n {2}\S.*)*/.exec(render(one, 'text'))?.[0].replace(/\n {2}/g, ' ') ?? '';

describe('the first line', () => {
  it.each<readonly [string, ScoreContext, Readonly<Record<string, Observation>>, string | RegExp]>([
    [
      'a capability stage held by one gate',
      ACUTE,
      all(5, { O02: { state: 'measured', level: 5, keySystems: true }, S03: { state: 'measured', level: 2 } }),
      'Capability stage (synthetic data): Developing, held by S03 (Core clinical records follow UK Core)',
    ],
    [
      'an assured stage with more to come',
      LIVE,
      all(5, { M05: { state: 'measured', k: 25, n: 25 } }),
      'Assured stage: Developing, could be Advanced, held by M05 (SNOMED CT is used for problems and diagnoses), undecided so far',
    ],
    ['everything assured', LIVE, all(5), 'Assured stage: Advanced'],
    [
      'answers missing',
      LIVE,
      all(5, { O01: unknown, O08: unknown, O09: unknown }),
      'Not placed: 3 answers missing (O01, O08, O09); could be Advanced',
    ],
    [
      'a measurement undecided',
      LIVE,
      all(5, { F01: unknown, O08: unknown }),
      'Not placed: 1 answer missing (O08) and 1 criterion undecided (F01); could be Advanced',
    ],
    ['a supplier', { audience: 'supplier', lens: 'live' }, all(5), 'Stage the product would support: Advanced'],
    [
      'a supplier on made-up data',
      { audience: 'supplier', lens: 'synthetic' },
      all(5),
      'Capability stage (synthetic data): would support Advanced',
    ],
    [
      'no trust type',
      { audience: 'trust', lens: 'live' },
      all(5),
      'Not placed: the type of trust was not given; could be Advanced',
    ],
    [
      'nothing at all',
      LIVE,
      {},
      /^Not placed: 3 answers missing .* the index is assured at 0\.0 of the 20 needed and evidence covers only 0 % of what/,
    ],
    [
      'the lowest stage',
      LIVE,
      all(0, { F04: { state: 'measured', level: 5 }, F09: { state: 'measured', level: 5 } }),
      /^Assured stage: Initial, held by F01 \(.*\) and 6 more/,
    ],
  ])('of %s', (_name, context, observations, words) => {
    if (typeof words === 'string') expect(first(of(context, observations))).toBe(words);
    else expect(first(of(context, observations))).toMatch(words);
  });

  it('names no stage for a custom profile', () => {
    expect(first(of(LIVE, all(5), true))).toBe('Custom profile, so no stage is named: index 100.0 of 100');
  });

  it('gives way to UNSAFE', () => {
    const lines = render(of(LIVE, all(5, { F04: { state: 'measured', level: 0 } })), 'text').split('\n');
    expect(lines[0]).toBe('UNSAFE: F04 failed: Nobody sees patient data without permission');
    expect(lines[1]).toMatch(/^Assured stage: Initial/);
  });
});

describe('the terminal summary', () => {
  it('says what holds it back, what to fix and who, and what was not checked', () => {
    const text = render(sample, 'text');
    expect(text).toContain('What holds back Established');
    expect(text).toMatch(/Not met\s+M02 {2}The NHS Numbers on record are genuine ones: level 3, needs 4 \[/);
    expect(text.match(/^ {2}\d\. /gm)).toHaveLength(5);
    expect(text).toContain('[Trust: data]');
    expect(text).toContain('Not checked: ');
    expect(text.replace(/\s+/g, ' ')).toContain('It is not a Digital Maturity Assessment score.');
  });

  it.each([60, 80, 100, 120])('keeps its lines within a terminal of %i columns, at most 100', (columns) => {
    for (const line of render(sample, 'text', { columns }).split('\n'))
      expect(line.length, line).toBeLessThanOrEqual(Math.min(columns, 100));
  });

  it('counts findings as the report does', () => {
    const text = render(sample, 'text');
    const [, tally = ''] = /^Findings: (\d+ errors?, \d+ warnings?, \d+ notes?)/m.exec(text) ?? [];
    expect(tally).not.toBe('');
    expect(render(sample, 'html')).toContain(tally);
  });

  it('has colours only where they are asked for', () => {
    expect(render(sample, 'text')).not.toContain('\u001b');
    expect(render(sample, 'text', { colour: true })).toContain('\u001b[');
  });

  it('passes no control characters on', () => {
    const hostile = { ...sample, organisation: { name: 'Trust\u001b[2J\nAssured stage: Advanced\u202e' } };
    const text = render(hostile, 'text');
    for (const character of ['\u001b', '\u202e']) expect(text).not.toContain(character);
    expect(text.split('\n').filter((line) => line.startsWith('Assured stage'))).toEqual([]);
  });
});

describe('the JSON', () => {
  it('comes back as it was, and renders to the same bytes in every format', async () => {
    const saved = render(sample, 'json');
    const read = await parseAssessment(saved);
    for (const { format } of REPORTERS) expect(render(read, format)).toBe(render(sample, format));
    expect(headline(read)).toBe(headline(sample));
  });

  it('does not depend on the order in which properties were made', () => {
    const turned = Object.fromEntries(Object.entries(sample).reverse()) as unknown as Assessment;
    expect(render(turned, 'json')).toBe(render(sample, 'json'));
    expect(Object.keys(JSON.parse(render(sample, 'json')) as object).slice(0, 2)).toEqual(['schemaVersion', 'tool']);
  });

  it.each([
    ['no JSON', '<html>', 'assessment.malformed', /not JSON/],
    ['something else', '{"resourceType":"Bundle"}', 'assessment.version', /no schemaVersion/],
    ['a list', '[]', 'assessment.version', /no assessment/],
    ['another version', '{"schemaVersion":"9.0"}', 'assessment.version', /"9\.0"; this version reads 1\.0/],
    ['a torn one', '{"schemaVersion":"1.0"}', 'assessment.invalid', /required property 'tool'/],
  ])('is refused where it is %s', async (_name, text, code, words) => {
    await expect(parseAssessment(text)).rejects.toMatchObject({
      code,
      exitCode: EXIT.usage,
      message: expect.stringMatching(words) as unknown,
    });
  });

  it('is refused where the facts that reports read are torn', async () => {
    const [one] = sample.endpoints;
    const torn = {
      ...sample,
      endpoints: [{ ...one, evidence: { conformance: { state: 'seen', value: { ukCore: 'x' }, exchanges: [] } } }],
    };
    await expect(parseAssessment(JSON.stringify(torn))).rejects.toThrow(
      /evidence\/conformance\/value must have required property/,
    );
  });

  it('is refused where a level is beyond the ladder, naming the place', async () => {
    const broken = { ...sample, observations: { F01: { state: 'measured', level: 7 } } };
    await expect(parseAssessment(JSON.stringify(broken))).rejects.toThrow(/observations\/F01\/level must be <= 5/);
  });
});

it('an unknown format is refused with the names of those there are', () => {
  expect(() => render(sample, 'pdf')).toThrow(/no report format "pdf"/);
});
