import type { Issue, Params } from './issue.js';
import type { Severity } from './outcome.js';

/** Issues of one code and rule that are listed of one document. */
export const MOST_ALIKE = 1000;
/** Issues that are listed of one document. */
export const MOST_LISTED = 20_000;
/** The code of the issue that stands for those beyond. */
export const LEFT_OUT = 'issues-left-out';

const LONGEST_TEXT = 1000;
const LONGEST_LIST = 100;

interface LeftOut {
  readonly severity: Severity;
  readonly undecided: boolean;
  readonly codes: Set<string>;
  count: number;
}

/** The issues of one document: as many as anybody reads, and a count of the rest by severity, so that no document takes room without end and no verdict changes. */
export class IssueList {
  readonly listed: Issue[] = [];
  #alike: Map<string, number> | undefined;
  #leftOut: Map<string, LeftOut> | undefined;

  /** False where an issue is counted and no more; asked before its path is built. */
  admits(code: string, severity: Severity, rule: string | undefined, undecided: boolean): boolean {
    if (this.listed.length < MOST_ALIKE) return true;
    const alike = (this.#alike ??= countAlike(this.listed));
    if (this.listed.length < MOST_LISTED && (alike.get(kindOf(code, rule)) ?? 0) < MOST_ALIKE) return true;
    this.#count(code, severity, undecided);
    return false;
  }

  /** Lists an issue that was admitted; texts of a length that nobody reads are cut. */
  add(issue: Issue): void {
    this.listed.push(brief(issue));
    if (this.#alike === undefined) return;
    const kind = kindOf(issue.code, issue.rule);
    this.#alike.set(kind, (this.#alike.get(kind) ?? 0) + 1);
  }

  /** Takes back an issue that is listed. */
  remove(at: number): void {
    const [issue] = this.listed.splice(at, 1);
    if (issue === undefined || this.#alike === undefined) return;
    const kind = kindOf(issue.code, issue.rule);
    this.#alike.set(kind, (this.#alike.get(kind) ?? 1) - 1);
  }

  /** What is listed, and for each severity that something was left out of one more issue that says how much. */
  all(expression: string): readonly Issue[] {
    if (this.#leftOut === undefined) return this.listed;
    const rest = [...this.#leftOut.values()].map(({ severity, undecided, codes, count }): Issue => {
      const params = { count, severity: undecided ? 'undecided' : severity, codes: [...codes].sort() };
      return { code: LEFT_OUT, severity, params, at: { expression }, ...(undecided && { undecided }) };
    });
    return [...this.listed, ...rest];
  }

  #count(code: string, severity: Severity, undecided: boolean): void {
    this.#leftOut ??= new Map();
    const key = `${severity} ${undecided}`;
    let left = this.#leftOut.get(key);
    if (left === undefined) this.#leftOut.set(key, (left = { severity, undecided, codes: new Set(), count: 0 }));
    left.codes.add(code);
    left.count += 1;
  }
}

/** How many issues one stands for. */
export const countOf = ({ code, params }: Issue): number =>
  code === LEFT_OUT && typeof params['count'] === 'number' ? params['count'] : 1;

const kindOf = (code: string, rule: string | undefined): string => `${code} ${rule ?? ''}`;

function countAlike(issues: readonly Issue[]): Map<string, number> {
  const alike = new Map<string, number>();
  for (const { code, rule } of issues) alike.set(kindOf(code, rule), (alike.get(kindOf(code, rule)) ?? 0) + 1);
  return alike;
}

function brief(issue: Issue): Issue {
  const rule = issue.rule === undefined ? undefined : cut(issue.rule);
  let params: Record<string, Params[string]> | undefined;
  for (const name in issue.params) {
    const value = issue.params[name] ?? '';
    const short = typeof value === 'string' ? cut(value) : typeof value === 'object' ? cutList(value) : value;
    if (short !== value) (params ??= { ...issue.params })[name] = short;
  }
  if (params === undefined && rule === issue.rule) return issue;
  return { ...issue, params: params ?? issue.params, ...(rule !== undefined && { rule }) };
}

const cut = (text: string): string => (text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`);

function cutList(texts: readonly string[]): readonly string[] {
  if (texts.length <= LONGEST_LIST && texts.every((text) => text.length <= LONGEST_TEXT)) return texts;
  const rest = texts.length - LONGEST_LIST;
  return [...texts.slice(0, LONGEST_LIST).map(cut), ...(rest > 0 ? [`… (${rest} more)`] : [])];
}
