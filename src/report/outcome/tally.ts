import {
  countIssues,
  isError,
  placeOf,
  type FileCounts,
  type IssueCounts,
  type IssueGroup,
  type ReportedIssue,
  type RunSummary,
  type ValidatedItem,
} from './items.js';

/** Kinds of issues kept apart; more than a person reads, and few enough to hold whatever the input is. */
const MAX_GROUPS = 5000;
const PLACES = 5;
const GRAVITY = ['fatal', 'error', 'warning', 'information'] as const;

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type GrowingGroup = Omit<Growing<IssueGroup>, 'places'> & { readonly places: string[] };

/** Adds up a run without holding its resources or issues. */
export class OutcomeTally {
  readonly #files = new Set<string>();
  readonly #failing = new Map<string, Growing<FileCounts>>();
  readonly #groups = new Map<string, GrowingGroup>();
  readonly #skipped: string[] = [];
  readonly #unopened: string[] = [];
  readonly #counts: Growing<IssueCounts> = countIssues([]);
  #resources = 0;
  #withErrors = 0;
  #withoutErrors = 0;
  #unreadable = 0;
  #faults = 0;
  #ungrouped = 0;

  add(item: ValidatedItem): void {
    this.#files.add(item.file);
    this.#resources += 1;
    if (item.state === 'unreadable' || item.state === 'no-resource') this.#unreadable += 1;
    if (item.state === 'fault') this.#faults += 1;
    const counts = countIssues(item.issues);
    addTo(this.#counts, counts);
    if (!item.issues.some(isError)) {
      if (item.state !== 'fault') this.#withoutErrors += 1;
    } else {
      this.#withErrors += 1;
      const file = this.#failing.get(item.file);
      if (file === undefined) this.#failing.set(item.file, { file: item.file, ...counts });
      else addTo(file, counts);
    }
    for (const issue of item.issues) this.#group(item, issue);
  }

  /** A file below a folder that holds no FHIR resource. */
  skip(file: string): void {
    this.#skipped.push(file);
  }

  /** A file below a folder that cannot be opened. */
  unopened(file: string): void {
    this.#unopened.push(file);
  }

  summary(): RunSummary {
    return {
      files: this.#files.size,
      resources: this.#resources,
      withoutErrors: this.#withoutErrors,
      withErrors: this.#withErrors,
      unreadable: this.#unreadable,
      faults: this.#faults,
      skipped: this.#skipped,
      unopened: this.#unopened,
      counts: this.#counts,
      groups: [...this.#groups.values()].sort(byGravity),
      ungrouped: this.#ungrouped,
      failing: [...this.#failing.values()],
    };
  }

  #group(item: ValidatedItem, issue: ReportedIssue): void {
    const path = issue.at.expression.replace(/\[\d+\]/g, '');
    const message = issue.message.replace(/\[\d+\]/g, '');
    const key = [issue.severity, issue.code, issue.rule, issue.profile, issue.undecided, path, message].join('\n');
    const group = this.#groups.get(key);
    if (group !== undefined) {
      group.count += 1;
      if (group.places.length < PLACES) group.places.push(placeOf(item, issue));
      return;
    }
    if (this.#groups.size >= MAX_GROUPS) {
      this.#ungrouped += 1;
      return;
    }
    this.#groups.set(key, {
      severity: issue.severity,
      undecided: issue.undecided === true,
      code: issue.code,
      ...(issue.rule !== undefined && { rule: issue.rule }),
      ...(issue.profile !== undefined && { profile: issue.profile }),
      path,
      message,
      count: 1,
      places: [placeOf(item, issue)],
    });
  }
}

function addTo(total: Growing<IssueCounts>, more: IssueCounts): void {
  total.fatal += more.fatal;
  total.error += more.error;
  total.warning += more.warning;
  total.information += more.information;
  total.undecided += more.undecided;
}

function byGravity(a: IssueGroup, b: IssueGroup): number {
  return gravity(a) - gravity(b) || b.count - a.count || order(a.path, b.path) || order(a.code, b.code);
}

const gravity = (group: IssueGroup): number => (group.undecided ? GRAVITY.length : GRAVITY.indexOf(group.severity));
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
