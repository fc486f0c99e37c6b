import { withoutIndexes } from '../fhir/paths.js';
import type { ConformanceFact, Issue, IssueGroup, TypeConformance, ValidationResult } from '../model/index.js';
import type { RecordInput, Trace } from './input.js';
import type { Node } from './node.js';
import { isNode } from './node.js';
import { printableIssue, safePath, safeRule, safeUrl } from './printable.js';
import type { Witnesses } from './printable.js';
import { Seen } from './seen.js';
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

/** Issues alike as the records put it: nothing of it is printed as it stands. */
interface RawGroup {
  readonly issue: Issue;
  readonly path: string;
  count: number;
  /** By their place in the sample. */
  readonly resources: Set<Node>;
}

/** Issues of one code, rule, path and profile, counted over records. */
class Groups {
  readonly #groups = new Map<string, RawGroup>();

  add(issues: readonly Issue[], resource: Node): void {
    for (const issue of issues) {
      const path = withoutIndexes(issue.at.expression);
      const key = [issue.code, issue.rule, path, issue.profile, issue.severity].join('\n');
      const group = this.#groups.get(key) ?? { issue, path, count: 0, resources: new Set<Node>() };
      this.#groups.set(key, group);
      group.count++;
      group.resources.add(resource);
    }
  }

  /** As they may be printed, those that then look alike as one: worst first, then by the records concerned. */
  list(describe: (issue: Issue) => string, witnesses: Witnesses, trace: Trace | undefined): readonly IssueGroup[] {
    const shown = new Map<string, { readonly group: IssueGroup; count: number; readonly resources: Set<Node> }>();
    for (const { issue, path, count, resources } of this.#groups.values()) {
      const group = printableGroup(issue, path, describe, witnesses);
      const key = [group.code, group.rule, group.path, group.profile, group.severity, group.message].join('\n');
      const known = shown.get(key) ?? { group, count: 0, resources: new Set<Node>() };
      shown.set(key, known);
      known.count += count;
      for (const resource of resources) known.resources.add(resource);
    }
    const rank = { error: 0, warning: 1, information: 2 };
    return [...shown.values()]
      .map(({ group, count, resources }): IssueGroup => {
        const rule = group.rule === undefined ? {} : { rule: group.rule };
        for (const resource of resources) trace?.({ id: group.code, path: group.path, ...rule }, nameOf(resource));
        return { ...group, count, resources: resources.size };
      })
      .sort(
        (a, b) =>
          rank[a.severity] - rank[b.severity] ||
          b.resources - a.resources ||
          (a.path + a.code < b.path + b.code ? -1 : 1),
      );
  }
}

function printableGroup(
  issue: Issue,
  path: string,
  describe: (issue: Issue) => string,
  witnesses: Witnesses,
): IssueGroup {
  const { code, rule, profile, params } = issue;
  const property = params['property'];
  const parent =
    typeof property === 'string' && path.endsWith(`.${property}`) ? path.slice(0, -property.length) : undefined;
  const shownRule = rule === undefined ? undefined : safeRule(rule, params, witnesses);
  return {
    code,
    severity: issue.severity === 'fatal' ? 'error' : issue.severity,
    path: parent === undefined || shownRule === undefined ? safePath(path) : `${safePath(parent)}${shownRule}`,
    message: describe(printableIssue(issue, witnesses)),
    undecided: issue.undecided === true,
    count: 0,
    resources: 0,
    ...(shownRule === undefined ? {} : { rule: shownRule }),
    ...(profile === undefined
      ? {}
      : { profile: witnesses.isKnown(profile) ? profile : safeUrl(profile, witnesses.subjects(profile)) }),
  };
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
  const seen = new Seen();
  const judged = types
    .filter(({ records }) => records.length > 0)
    .map((sampled) => judgeType(sampled, input, pooled, seen));
  const populations = judged.map(({ base }) => base.population ?? Number.NaN);
  const total = populations.reduce((sum, population) => sum + population, 0);
  return {
    ukCore: input.ukCore,
    base: pooled.share(Number.isNaN(total) || judged.length === 0 ? undefined : total),
    types: judged,
  };
}

function judgeType(sampled: SampledType, input: RecordInput, pooled: Tally, seen: Seen): TypeConformance {
  const { judge, definitions } = input;
  const base = new Tally();
  const profiled = new Tally();
  const groups = new Groups();
  const declared = { valid: 0, invalid: 0, unknown: 0 };
  for (const { resource, cluster } of sampled.records) {
    const byBase = judge.base(resource);
    const byProfiles = judge.profiles(resource);
    base.add(conforms(byBase), cluster);
    pooled.add(conforms(byBase), cluster);
    profiled.add(conforms(byProfiles), cluster);
    const issues = [...byProfiles.issues, ...unrepeated(byBase, byProfiles)];
    for (const issue of issues) seen.addIssue(issue, cluster);
    groups.add(issues, resource);
    const claims = declaredProfiles(resource);
    if (claims.length === 0) continue;
    const known = claims.every((url) => definitions.structure(url) !== undefined);
    declared[!known ? 'unknown' : conforms(judge.declared(resource)) ? 'valid' : 'invalid']++;
  }
  const witnesses: Witnesses = {
    subjects: (text) => seen.subjects(text),
    isKnown: (name) =>
      (definitions.structure(name) ??
        definitions.base(name) ??
        definitions.valueSet(name) ??
        definitions.codeSystem(name)) !== undefined,
  };
  const profile = definitions.ukCoreProfile(sampled.type);
  return {
    type: sampled.type,
    ...(profile === undefined ? {} : { profile }),
    n: sampled.records.length,
    duplicates: sampled.duplicates,
    base: withPopulation(base.share(), [sampled]),
    profiled: withPopulation(profiled.share(), [sampled]),
    declared,
    groups: groups.list((issue) => judge.describe(issue), witnesses, input.trace),
  };
}
