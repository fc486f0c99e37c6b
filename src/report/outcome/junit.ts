import { countIssues, isError, placeOf, type OutcomeWriter, type ValidatedItem } from './items.js';

const MAX_LINES = 100;

interface TestCase {
  errors: number;
  unreadable: boolean;
  fault: boolean;
  undecided: number;
  readonly lines: string[];
}

/** JUnit XML, a test case a file: failed where an issue is an error, in error where the file cannot be read, skipped where it holds no resource. */
export function createJunitWriter(): OutcomeWriter {
  const cases = new Map<string, TestCase>();
  return {
    start: () => '',
    item(item) {
      let test = cases.get(item.file);
      if (test === undefined) {
        test = { errors: 0, unreadable: false, fault: false, undecided: 0, lines: [] };
        cases.set(item.file, test);
      }
      count(test, item);
      return '';
    },
    end(summary) {
      const tests = [...cases].map(([file, test]) => renderCase(file, test));
      const skipped = summary.skipped.map(
        (file) => renderOpen(file) + '<skipped message="no FHIR resource"/></testcase>',
      );
      const unopened = summary.unopened.map(
        (file) => renderOpen(file) + '<error message="cannot be opened"/></testcase>',
      );
      const all = [...tests, ...skipped, ...unopened];
      const broken = [...cases.values()].filter(inError).length + unopened.length;
      const failed = [...cases.values()].filter((test) => test.errors > 0 && !inError(test)).length;
      const totals = `tests="${all.length}" failures="${failed}" errors="${broken}" skipped="${skipped.length}"`;
      const name = 'name="fhir-readiness validate"';
      return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites ${name} ${totals}>`,
        `<testsuite ${name} ${totals}>`,
        ...all,
        '</testsuite>',
        '</testsuites>\n',
      ].join('\n');
    },
  };
}

const inError = (test: TestCase): boolean => test.unreadable || test.fault;

function count(test: TestCase, item: ValidatedItem): void {
  const counts = countIssues(item.issues);
  test.errors += counts.fatal + counts.error;
  test.undecided += counts.undecided;
  test.unreadable ||= item.state === 'unreadable';
  test.fault ||= item.state === 'fault';
  for (const issue of item.issues) {
    if (test.lines.length >= MAX_LINES) return;
    if (isError(issue) || item.state === 'fault') {
      test.lines.push(
        `${placeOf(item, issue)} ${issue.severity} ${issue.code} ${issue.at.expression} ${issue.message}`,
      );
    }
  }
}

function renderCase(file: string, test: TestCase): string {
  const note = test.undecided > 0 ? `<system-out>${test.undecided} undecided</system-out>` : '';
  if (test.errors === 0 && !inError(test)) return `${renderOpen(file)}${note}</testcase>`;
  const element = inError(test) ? 'error' : 'failure';
  const message = test.fault
    ? 'not judged: a fault of fhir-readiness'
    : `${test.errors} error${test.errors === 1 ? '' : 's'}`;
  const body = `<${element} message="${escapeXml(message)}">${escapeXml(test.lines.join('\n'))}</${element}>`;
  return `${renderOpen(file)}${body}${note}</testcase>`;
}

function renderOpen(file: string): string {
  const slash = file.lastIndexOf('/');
  const folder = slash < 0 ? '.' : file.slice(0, slash);
  return `<testcase classname="${escapeXml(folder)}" name="${escapeXml(file.slice(slash + 1))}">`;
}

/** Text as XML 1.0 allows it: markup escaped, characters it does not know replaced. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
