import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import type { OutcomeWriter, ReportedIssue, RunContext, ValidatedItem } from './items.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * SARIF 2.1.0, a result an issue: undecided matters are of kind `open`, fingerprints hold still while records change around them.
 * Results come before the rules they name, so that none has to be kept.
 */
export function createSarifWriter(): OutcomeWriter {
  const rules = new Map<string, ReportingDescriptor>();
  let tool: RunContext['tool'] | undefined;
  let first = true;
  return {
    start(context) {
      tool = context.tool;
      const log: Omit<Log, 'runs'> = { $schema: SCHEMA, version: '2.1.0' };
      const run: Pick<Run, 'columnKind'> = { columnKind: 'utf16CodeUnits' };
      return `${JSON.stringify(log).slice(0, -1)},"runs":[${JSON.stringify(run).slice(0, -1)},"results":[`;
    },
    item(item) {
      let text = '';
      for (const issue of item.issues) {
        rules.set(issue.code, { id: issue.code });
        text += `${first ? '' : ','}\n${JSON.stringify(resultOf(item, issue))}`;
        first = false;
      }
      return text;
    },
    end() {
      const driver = { name: tool?.name ?? 'fhir-readiness', version: tool?.version ?? '', rules: [...rules.values()] };
      return `\n],"tool":${JSON.stringify({ driver } satisfies Run['tool'])}}]}\n`;
    },
  };
}

function resultOf(item: ValidatedItem, issue: ReportedIssue): Result {
  const { line, column, expression } = issue.at;
  const startLine = line ?? item.line;
  const uri = item.file.split('/').map(encodeURIComponent).join('/');
  return {
    ruleId: issue.code,
    ...(issue.undecided === true ? { kind: 'open', level: 'none' } : { kind: 'fail', level: levelOf(issue) }),
    message: { text: issue.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          ...(startLine !== undefined && {
            region: { startLine, ...(column !== undefined && { startColumn: column }) },
          }),
        },
        ...(expression !== '' && { logicalLocations: [{ fullyQualifiedName: expression, kind: 'element' }] }),
      },
    ],
    partialFingerprints: { 'issue/v1': fingerprintOf(item, issue) },
    ...((issue.rule !== undefined || issue.profile !== undefined) && {
      properties: {
        ...(issue.rule !== undefined && { rule: issue.rule }),
        ...(issue.profile !== undefined && { profile: issue.profile }),
      },
    }),
  };
}

function levelOf(issue: ReportedIssue): 'error' | 'warning' | 'note' {
  if (issue.severity === 'information') return 'note';
  return issue.severity === 'warning' ? 'warning' : 'error';
}

function fingerprintOf(item: ValidatedItem, issue: ReportedIssue): string {
  const parts = [
    item.file,
    issue.code,
    issue.rule ?? '',
    issue.profile ?? '',
    issue.at.expression.replace(/\[\d+\]/g, ''),
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
