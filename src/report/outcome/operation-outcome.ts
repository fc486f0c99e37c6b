import { createHash } from 'node:crypto';
import type { Bundle, OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';
import { issueTypeOf } from './issue-type.js';
import { placeOf, type OutcomeWriter, type ReportedIssue, type ValidatedItem } from './items.js';

/** System of `details.coding`: our issue codes, and the keys of invariants beside them. */
export const ISSUE_SYSTEM = 'urn:fhir-readiness:issue';
export const RULE_SYSTEM = 'urn:fhir-readiness:rule';
const LINE = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line';
const COLUMN = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col';

/** One resource's issues as an R4 OperationOutcome; without any, one that says so, since an OperationOutcome holds at least one. */
export function operationOutcomeOf(item: ValidatedItem): OperationOutcome {
  const issue = item.issues.map((each) => outcomeIssue(item, each));
  return { resourceType: 'OperationOutcome', issue: issue.length > 0 ? issue : [noIssue(item)] };
}

/**
 * One OperationOutcome for one input, or a Bundle of them (`collection`) for many and for NDJSON, each entry linked to its file
 * (`entry.link`, relation `about`; `#line` for a line of NDJSON).
 */
export function createOutcomeWriter(): OutcomeWriter {
  let waiting: ValidatedItem | undefined;
  let opened = false;
  const open = (): string => {
    if (opened) return ',\n';
    opened = true;
    const head: Bundle = { resourceType: 'Bundle', type: 'collection' };
    return `${JSON.stringify(head).slice(0, -1)},"entry":[\n`;
  };
  return {
    start: () => '',
    item(item) {
      if (!opened && waiting === undefined && item.line === undefined) {
        waiting = item;
        return '';
      }
      const before = waiting === undefined ? '' : open() + entry(waiting);
      waiting = undefined;
      return before + open() + entry(item);
    },
    end() {
      if (waiting !== undefined) return `${JSON.stringify(operationOutcomeOf(waiting), null, 2)}\n`;
      if (opened) return '\n]}\n';
      return `${JSON.stringify({ resourceType: 'Bundle', type: 'collection' })}\n`;
    },
  };
}

function entry(item: ValidatedItem): string {
  const path = item.file.split('/').map(encodeURIComponent).join('/');
  const url = item.line === undefined ? path : `${path}#${item.line}`;
  const link = [{ relation: 'about', url }];
  return JSON.stringify({ link, fullUrl: uuidOf(url), resource: operationOutcomeOf(item) });
}

/** The same name for the same input on every run: a UUID of version 5 in form. */
function uuidOf(name: string): string {
  const hex = createHash('sha1').update(name).digest('hex');
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function outcomeIssue(item: ValidatedItem, issue: ReportedIssue): OperationOutcomeIssue {
  const { line, column, expression } = issue.at;
  const extension = [
    ...(line === undefined ? [] : [{ url: LINE, valueInteger: line }]),
    ...(column === undefined ? [] : [{ url: COLUMN, valueInteger: column }]),
  ];
  return {
    ...(extension.length > 0 && { extension }),
    severity: issue.severity,
    code: issueTypeOf(issue) as OperationOutcomeIssue['code'],
    details: {
      coding: [
        { system: ISSUE_SYSTEM, code: issue.code },
        ...(issue.rule === undefined ? [] : [{ system: RULE_SYSTEM, code: issue.rule }]),
      ],
      text: issue.message,
    },
    diagnostics: issue.profile === undefined ? issue.message : `${issue.message} (${issue.profile})`,
    location: [placeOf(item, issue)],
    expression: [expression === '' ? '$this' : expression],
  };
}

function noIssue(item: ValidatedItem): OperationOutcomeIssue {
  const text = 'No issues found';
  return {
    severity: 'information',
    code: 'informational',
    details: { coding: [{ system: ISSUE_SYSTEM, code: 'no-issue' }], text },
    diagnostics: text,
    location: [item.line === undefined ? item.file : `${item.file}:${item.line}`],
    expression: [item.resourceType ?? '$this'],
  };
}
