import { countOf, type Issue } from '../../model/index.js';

/** An issue with its words, which the validator's messages gave. */
export interface ReportedIssue extends Issue {
  readonly message: string;
}

/** One resource looked at by `validate`: a file, or a line of an NDJSON file. */
export interface ValidatedItem {
  /** As the caller named it, or found below a folder the caller named; `/` between its parts. */
  readonly file: string;
  /** The line of an NDJSON file this resource stands on, 1-based. Lines of issues count within the file. */
  readonly line?: number;
  readonly format: 'json' | 'xml';
  readonly resourceType?: string;
  /** `unreadable`: no text or no tree could be had. `no-resource`: something else than a FHIR resource. `fault`: our own tool broke. */
  readonly state: 'validated' | 'unreadable' | 'no-resource' | 'fault';
  readonly issues: readonly ReportedIssue[];
}

export interface IssueCounts {
  readonly fatal: number;
  readonly error: number;
  readonly warning: number;
  /** Without the undecided ones. */
  readonly information: number;
  readonly undecided: number;
}

/** What a run was asked to do and what its verdicts rest on. */
export interface RunContext {
  readonly tool: { readonly name: 'fhir-readiness'; readonly version: string };
  readonly definitions: readonly { readonly name: string; readonly version: string }[];
  readonly options: {
    readonly ukCore: string;
    readonly profiles: readonly string[];
    readonly terminology: string;
    readonly defaultProfiles: string;
    readonly unknownExtensions: string;
  };
}

/** Writes one format piece by piece, so that a run over millions of resources holds none of them. */
export interface OutcomeWriter {
  start(context: RunContext): string;
  item(item: ValidatedItem): string;
  end(summary: RunSummary): string;
}

/** Issues alike: same code, rule, severity, profile, path without indexes and words. */
export interface IssueGroup {
  readonly severity: Issue['severity'];
  readonly undecided: boolean;
  readonly code: string;
  readonly rule?: string;
  readonly profile?: string;
  /** Element path without indexes. */
  readonly path: string;
  readonly message: string;
  readonly count: number;
  /** The first five, as `file:line:column`. */
  readonly places: readonly string[];
}

export interface FileCounts extends IssueCounts {
  readonly file: string;
}

/** A run in figures. */
export interface RunSummary {
  readonly files: number;
  readonly resources: number;
  /** Resources without an issue of severity error or fatal. */
  readonly withoutErrors: number;
  readonly withErrors: number;
  readonly unreadable: number;
  readonly faults: number;
  /** Files found below a folder that hold no FHIR resource. */
  readonly skipped: readonly string[];
  /** Files found below a folder that the system would not let us read. */
  readonly unopened: readonly string[];
  readonly counts: IssueCounts;
  /** Gravest and most frequent first. */
  readonly groups: readonly IssueGroup[];
  /** Issues in groups beyond those kept. */
  readonly ungrouped: number;
  /** Files with at least one issue of severity error or fatal, in the order they were read. */
  readonly failing: readonly FileCounts[];
}

/** `file:line:column`, as far as it is known. */
export function placeOf(item: ValidatedItem, issue: Issue): string {
  const line = issue.at.line ?? item.line;
  if (line === undefined) return item.file;
  return issue.at.column === undefined ? `${item.file}:${line}` : `${item.file}:${line}:${issue.at.column}`;
}

export const isError = (issue: Issue): boolean => issue.severity === 'error' || issue.severity === 'fatal';

/** Counts issues by severity, with those that were left out; undecided ones by themselves. */
export function countIssues(issues: readonly Issue[]): IssueCounts {
  const counts = { fatal: 0, error: 0, warning: 0, information: 0, undecided: 0 };
  for (const issue of issues) counts[issue.undecided === true ? 'undecided' : issue.severity] += countOf(issue);
  return counts;
}
