import { countIssues, isError, type OutcomeWriter, type ReportedIssue, type ValidatedItem } from './items.js';

export const VALIDATION_SCHEMA_VERSION = '1.0';

/** Our own shape: `{ schemaVersion, tool, definitions, options, items: [{ file, valid, issues }], summary }`; a line per item. */
export function createJsonWriter(): OutcomeWriter {
  let first = true;
  return {
    start(context) {
      const head = JSON.stringify({ schemaVersion: VALIDATION_SCHEMA_VERSION, ...context });
      return `${head.slice(0, -1)},"items":[`;
    },
    item(item) {
      const comma = first ? '' : ',';
      first = false;
      return `${comma}\n${JSON.stringify(itemShape(item))}`;
    },
    end: (summary) => `\n],"summary":${JSON.stringify(summary)}}\n`,
  };
}

function itemShape(item: ValidatedItem): object {
  const { issues, ...rest } = item;
  return {
    ...rest,
    valid: item.state === 'validated' && !issues.some(isError),
    counts: countIssues(issues),
    issues: issues.map(issueShape),
  };
}

function issueShape({ at, undecided, ...issue }: ReportedIssue): object {
  return { ...issue, ...at, undecided: undecided === true };
}
