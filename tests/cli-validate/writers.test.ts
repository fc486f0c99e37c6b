import { SaxesParser } from 'saxes';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { OutcomeWriter, ReportedIssue, RunContext, ValidatedItem } from '../../src/report/outcome/items.js';
import { createJunitWriter } from '../../src/report/outcome/junit.js';
import { createSarifWriter } from '../../src/report/outcome/sarif.js';
import { OutcomeTally } from '../../src/report/outcome/tally.js';
import { renderOutcomeText } from '../../src/report/outcome/text.js';
import { operationOutcomeOf } from '../../src/report/outcome/operation-outcome.js';

const context: RunContext = {
  tool: { name: 'fhir-readiness', version: '1.2.3' },
  definitions: [{ name: 'hl7.fhir.r4.core', version: '4.0.1' }],
  options: {
    ukCore: '2.0.2',
    profiles: [],
    terminology: 'offline',
    defaultProfiles: 'all',
    unknownExtensions: 'warning',
  },
};

const issue = (more: Partial<ReportedIssue> = {}): ReportedIssue => ({
  code: 'cardinality-min',
  severity: 'error',
  params: {},
  at: { expression: 'Patient.name[1]', line: 3, column: 5 },
  message: 'At least 1 <needed> & "0" found',
  ...more,
});
const item = (file: string, issues: ReportedIssue[] = [], more: Partial<ValidatedItem> = {}): ValidatedItem => ({
  file,
  format: 'json',
  state: 'validated',
  issues,
  ...more,
});

function write(writer: OutcomeWriter, items: readonly ValidatedItem[], skipped: readonly string[] = []): string {
  const tally = new OutcomeTally();
  let text = writer.start(context);
  for (const each of items) {
    tally.add(each);
    text += writer.item(each);
  }
  for (const file of skipped) tally.skip(file);
  return text + writer.end(tally.summary());
}

describe('JUnit', () => {
  it('is well-formed whatever the names and messages, and counts add up', () => {
    const text = write(
      createJunitWriter(),
      [
        item('in/a<&">.json', [issue(), issue({ message: 'bell \u0007 and half \uD800' })]),
        item('in/b.json', [issue({ severity: 'warning' }), issue({ severity: 'information', undecided: true })]),
        item('c.json', [issue({ severity: 'fatal', code: 'json-syntax' })], { state: 'unreadable' }),
        item('d.ndjson', [], { line: 1 }),
        item('d.ndjson', [issue()], { line: 2 }),
      ],
      ['in/index.json'],
    );
    const seen: string[] = [];
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      seen.push(`${name} ${attributes['name'] ?? attributes['message'] ?? ''}`.trim());
      if (name === 'testsuite')
        expect(attributes).toMatchObject({ tests: '5', failures: '2', errors: '1', skipped: '1' });
    });
    parser.write(text).close();
    expect(seen.slice(2)).toEqual([
      'testcase a<&">.json',
      'failure 2 errors',
      'testcase b.json',
      'system-out',
      'testcase c.json',
      'error 1 error',
      'testcase d.ndjson',
      'failure 1 error',
      'testcase index.json',
      'skipped no FHIR resource',
    ]);
  });
});

describe('SARIF', () => {
  it('names the place, the rule and whether it is decided; fingerprints hold still', () => {
    const items = [
      item('a b.json', [issue(), issue({ severity: 'warning', code: 'x' })], {}),
      item('c.json', [issue({ severity: 'information', undecided: true, rule: 'pat-1', profile: 'http://p' })]),
    ];
    const log = JSON.parse(write(createSarifWriter(), items)) as Log;
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(run?.tool.driver).toMatchObject({
      name: 'fhir-readiness',
      version: '1.2.3',
      rules: [{ id: 'cardinality-min' }, { id: 'x' }],
    });
    expect(run?.results?.map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual([
      ['cardinality-min', 'fail', 'error'],
      ['x', 'fail', 'warning'],
      ['cardinality-min', 'open', 'none'],
    ]);
    expect(run?.results?.[0]?.locations?.[0]).toEqual({
      physicalLocation: { artifactLocation: { uri: 'a%20b.json' }, region: { startLine: 3, startColumn: 5 } },
      logicalLocations: [{ fullyQualifiedName: 'Patient.name[1]', kind: 'element' }],
    });
    const moved = item('a b.json', [issue({ at: { expression: 'Patient.name[7]', line: 90, column: 1 } })]);
    const again = JSON.parse(write(createSarifWriter(), [moved])) as Log;
    expect(again.runs[0]?.results?.[0]?.partialFingerprints).toEqual(run?.results?.[0]?.partialFingerprints);
  });
  it('is a log without results where there are none', () => {
    const log = JSON.parse(write(createSarifWriter(), [item('a.json')])) as Log;
    expect(log.runs[0]?.results).toEqual([]);
  });
});

describe('text', () => {
  it('groups by kind, gravest and most frequent first, undecided last', () => {
    const tally = new OutcomeTally();
    for (let i = 0; i < 213; i++) {
      tally.add(item(`f${i}.json`, [issue({ at: { expression: `Patient.name[${i}]`, line: i + 1, column: 1 } })]));
    }
    tally.add(
      item('z.json', [
        issue({ severity: 'information', undecided: true, code: 'binding-undecided' }),
        issue({ severity: 'warning', code: 'x' }),
        issue({ severity: 'fatal', code: 'y' }),
      ]),
    );
    const text = renderOutcomeText(tally.summary(), (_, part) => part);
    const codes = [...text.matchAll(/^ {2}\[([\w-]+)\]/gm)].map(([, code]) => code);
    expect(codes).toEqual(['y', 'cardinality-min', 'x', 'binding-undecided']);
    expect(text).toContain('error Patient.name At least 1');
    expect(text).toContain('x 213, first 5 shown\n    f0.json:1:1\n');
    expect(text).toContain('Files with errors (214):');
    expect(text).toContain('1 fatal, 213 errors, 1 warning, 1 undecided');
  });
  it('paints only where it is told to', () => {
    const tally = new OutcomeTally();
    tally.add(item('a.json', [issue()]));
    expect(renderOutcomeText(tally.summary(), (tone, part) => `<${tone}>${part}</>`)).toContain('<red>error</>');
  });
});

describe('OperationOutcome', () => {
  it.each([
    ['cardinality-min', {}, 'required'],
    ['invariant', { rule: 'pat-1' }, 'invariant'],
    ['binding-required', {}, 'code-invalid'],
    ['json-syntax', { severity: 'fatal' }, 'structure'],
    ['binding-required', { undecided: true, severity: 'information' }, 'incomplete'],
  ] as const)('%s %j has the type %s', (code, more, type) => {
    const outcome = operationOutcomeOf(item('a.json', [issue({ code, ...more })]));
    expect(outcome.issue[0]?.code).toBe(type);
    expect(outcome.issue[0]?.details?.coding?.[0]?.code).toBe(code);
  });
});
