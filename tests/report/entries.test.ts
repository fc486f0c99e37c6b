import { beforeAll, describe, expect, it } from 'vitest';
import type { Assessment, Finding } from '../../src/model/index.js';
import { entriesOf, tallyOf } from '../../src/report/entries.js';
import { render } from '../../src/report/index.js';
import { byReason } from '../../src/report/reasons.js';
import { assessment } from './fixture.js';

const finding = (path: string, changes: Partial<Finding> = {}): Finding => ({
  id: 'SCT-005',
  fingerprint: `print-${path}`,
  severity: 'information',
  title: 'The code belongs to a namespace.',
  what: `3 times at ${path}, in 3 records.`,
  why: 'because-of-this',
  remedy: 'correct-that',
  retest: 'test-so',
  owner: 'supplier',
  path,
  count: 3,
  criteria: ['M06'],
  safety: false,
  ...changes,
});

let sample: Assessment;
beforeAll(async () => {
  sample = await assessment();
});

describe('findings as they are told', () => {
  it.each<readonly [string, Partial<Finding>, Partial<Finding>, number]>([
    ['notes of one rule', {}, {}, 1],
    ['notes of one rule in other words', {}, { title: 'Other words.' }, 1],
    ['errors in the same words', { severity: 'error' }, { severity: 'error' }, 1],
    ['errors in other words', { severity: 'error' }, { severity: 'error', title: 'Other words.' }, 2],
    ['errors by another profile', { severity: 'error' }, { severity: 'error', profile: 'https://a.example' }, 2],
    ['another rule', {}, { id: 'SCT-006' }, 2],
    ['another owner', {}, { owner: 'trust-data' }, 2],
    ['another severity', {}, { severity: 'warning' }, 2],
    ['another endpoint', { endpoint: 'a' }, { endpoint: 'b' }, 2],
    ['one that bears on safety', { severity: 'error' }, { severity: 'error', safety: true }, 2],
  ])('%s', (_name, first, second, entries) => {
    const folded = entriesOf([finding('A.code', first), finding('B.code', second)]);
    expect(folded).toHaveLength(entries);
    expect(folded.flatMap(({ places }) => places.map(({ path }) => path))).toEqual(['A.code', 'B.code']);
  });

  it('are counted by what is told', () => {
    const all = [
      finding('A'),
      finding('B'),
      finding('A', { severity: 'fatal', id: 'x', safety: true }),
      finding('C', { severity: 'warning' }),
    ];
    expect(tallyOf(entriesOf(all))).toEqual({ errors: 1, warnings: 1, notes: 1, safety: 1 });
  });

  it('keep every place and fingerprint on the page', () => {
    const places = ['A.code', 'B.code', 'C.code'].map((path) => finding(path));
    const page = render({ ...sample, findings: places }, 'html');
    for (const { fingerprint, what } of places) {
      expect(page).toContain(fingerprint);
      expect(page).toContain(what);
    }
    expect(page.match(/because-of-this|correct-that|test-so/g)).toBeNull();
  });

  it('give advice where something is wrong', () => {
    const page = render({ ...sample, findings: [finding('A.code', { severity: 'warning' })] }, 'html');
    for (const words of ['because-of-this', 'correct-that', 'test-so']) expect(page).toContain(words);
  });
});

describe('what was not checked', () => {
  it('is told by reason, the largest first, and all of it is on the page', () => {
    const notChecked = [
      { what: 'One', because: 'it is new.' },
      { what: 'Two', because: 'Not answered' },
      { what: 'Three', because: 'not answered.' },
    ];
    expect(byReason(notChecked)).toEqual([
      { because: 'Not answered', what: ['Two', 'Three'] },
      { because: 'It is new', what: ['One'] },
    ]);
    const page = render({ ...sample, notChecked }, 'html');
    const all = page.slice(page.indexOf('id="all-not-checked"'));
    for (const { what } of notChecked) expect(all).toContain(what);
  });
});
