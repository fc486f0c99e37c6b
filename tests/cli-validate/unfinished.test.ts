import { expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/validate-verdict.js';
import { validateRecord, type Judge } from '../../src/cli/validate-record.js';
import { createXmlTypes } from '../../src/definitions/xml-types.js';
import { openDefinitions } from '../../src/definitions/index.js';
import type { Issue, ValidationResult } from '../../src/model/index.js';
import { OutcomeTally } from '../../src/report/outcome/tally.js';
import { describeIssue } from '../../src/validator/messages/index.js';

const issue = (code: string, severity: Issue['severity'], undecided = false): Issue => ({
  code,
  severity,
  params: {},
  at: { expression: 'Patient' },
  ...(undecided && { undecided }),
});

it.each([
  ['alone', []],
  ['after an error', [issue('unknown-property', 'error')]],
])('a record that broke the validator, %s, is no valid one: exit code 5', (_, before) => {
  const issues = [...before, issue('not-completed', 'information', true)];
  const types = createXmlTypes(openDefinitions({ ukCore: 'none' }));
  const judged = (): ValidationResult => ({ issues, undecided: 1 });
  const judge: Judge = {
    validator: { validate: judged, validateDocument: judged },
    options: {},
    types,
    describe: describeIssue,
  };
  const bytes = Buffer.from('{"resourceType":"Patient"}');
  const item = validateRecord({ bytes }, { path: '/p.json', name: 'p.json', explicit: true }, judge);
  expect(item?.state).toBe('fault');
  const tally = new OutcomeTally();
  if (item !== undefined) tally.add(item);
  const summary = tally.summary();
  expect(exitCodeOf(summary, 'error')).toBe(5);
  expect(summary).toMatchObject({ resources: 1, faults: 1, withoutErrors: 0, withErrors: before.length });
});
