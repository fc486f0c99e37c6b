import { withoutIndexes } from '../fhir/paths.js';
import type { ConformanceFact, Issue, IssueGroup, TypeConformance, ValidationResult } from '../model/index.js';
import type { RecordInput, Trace } from './input.js';
import type { Node } from './node.js';
import { isNode } from './node.js';
import { printableIssue, safePath, safeSystem } from './printable.js';
import { nameOf, withPopulation } from './sample.js';
import type { SampledType } from './sample.js';
import { Tally } from './tally.js';

const conforms = ({ issues }: ValidationResult): boolean =>
  issues.every(({ severity }) => severity !== 'error' && severity !== 'fatal');

const declaredProfiles = (resource: Node): readonly string[] => {
  const meta = resource['meta'];
  const profiles = isNode(meta) ? meta['profile'] : undefined;
  return Array.isArray(profiles) ? profiles.filter((url) => typeof url === 'string') : [];
};

type Group = { -readonly [K in keyof IssueGroup]: IssueGroup[K] };

/** Issues of one code, rule, path and profile, counted over records. */
class Groups {
  readonly #groups = new Map<string, Group>();

  constructor(
    private readonly describe: (issue: Issue) => string,
    private readonly trace: Trace | undefined,
  ) {}

  add(issues: readonly Issue[], resource: Node): void {
    const counted = new Set<Group>();
    for (const issue of issues) {
      const path = withoutIndexes(issue.at.expression);
      const key = [issue.code, issue.rule, path, issue.profile, issue.severity].join('\n');
      const group = this.#groups.get(key) ?? this.#open(key, issue, path);
      group.count++;
      if (counted.has(group)) continue;
      counted.add(group);
      group.resources++;
      const rule = group.rule === undefined ? {} : { rule: group.rule };
      this.trace?.({ id: group.code, path: group.path, ...rule }, nameOf(resource));
    }
  }

  #open(key: string, issue: Issue, path: string): Group {
    const group: Group = {
      code: issue.code,
      severity: issue.severity === 'fatal' ? 'error' : issue.severity,
      path: safePath(path),
      message: this.describe(printableIssue(issue)),
      undecided: issue.undecided === true,
      count: 0,
      resources: 0,
    };
    if (issue.rule !== undefined) group.rule = /^[\w.-]{1,60}$/.test(issue.rule) ? issue.rule : safeSystem(issue.rule);
    if (issue.profile !== undefined) group.profile = safeSystem(issue.profile);
    this.#groups.set(key, group);
    return group;
  }

  /** Worst first, then by the records concerned. */
  list(): readonly IssueGroup[] {
    const rank = { error: 0, warning: 1, information: 2 };
    return [...this.#groups.values()].sort(
      (a, b) =>
        rank[a.severity] - rank[b.severity] ||
        b.resources - a.resources ||
        (a.path + a.code < b.path + b.code ? -1 : 1),
    );
  }
}

/** What base R4 says and the profiles do not repeat. */
function unrepeated(base: ValidationResult, profiled: ValidationResult): readonly Issue[] {
  const key = ({ code, rule, at }: Issue): string => `${code} ${rule ?? ''} ${at.expression}`;
  const said = new Set(profiled.issues.map(key));
  return base.issues.filter((issue) => !said.has(key(issue)));
}

/** Judges every sampled record; see docs/framework.md for what counts as conforming. */
export function deriveConformance(types: readonly SampledType[], input: RecordInput): ConformanceFact {
  const pooled = new Tally();
  const judged = types.filter(({ records }) => records.length > 0).map((sampled) => judgeType(sampled, input, pooled));
  const populations = judged.map(({ base }) => base.population ?? Number.NaN);
  const total = populations.reduce((sum, population) => sum + population, 0);
  return {
    ukCore: input.ukCore,
    base: pooled.share(Number.isNaN(total) || judged.length === 0 ? undefined : total),
    types: judged,
  };
}

function judgeType(sampled: SampledType, input: RecordInput, pooled: Tally): TypeConformance {
  const { judge, definitions } = input;
  const base = new Tally();
  const profiled = new Tally();
  const groups = new Groups((issue) => judge.describe(issue), input.trace);
  const declared = { valid: 0, invalid: 0, unknown: 0 };
  for (const { resource, cluster } of sampled.records) {
    const byBase = judge.base(resource);
    const byProfiles = judge.profiles(resource);
    base.add(conforms(byBase), cluster);
    pooled.add(conforms(byBase), cluster);
    profiled.add(conforms(byProfiles), cluster);
    groups.add([...byProfiles.issues, ...unrepeated(byBase, byProfiles)], resource);
    const claims = declaredProfiles(resource);
    if (claims.length === 0) continue;
    const known = claims.every((url) => definitions.structure(url) !== undefined);
    declared[!known ? 'unknown' : conforms(judge.declared(resource)) ? 'valid' : 'invalid']++;
  }
  const profile = definitions.ukCoreProfile(sampled.type);
  return {
    type: sampled.type,
    ...(profile === undefined ? {} : { profile }),
    n: sampled.records.length,
    duplicates: sampled.duplicates,
    base: withPopulation(base.share(), [sampled]),
    profiled: withPopulation(profiled.share(), [sampled]),
    declared,
    groups: groups.list(),
  };
}
