import type { CodingFinding, Severity } from '../../model/index.js';
import type { SnomedFinding } from '../../terminology/snomed/checks/index.js';
import { examineCoding, examineConcept, mixesEditions, SNOMED_CHECKS } from '../../terminology/snomed/checks/index.js';
import { snomedAlias, SYSTEM } from '../../terminology/snomed/systems.js';
import type { Node } from '../node.js';
import { nodesAt, textAt, walk } from '../node.js';
import type { RecordInput, Trace } from '../input.js';
import { nameOf } from '../sample.js';
import type { SampledType } from '../sample.js';
import { CODED_ELEMENTS, elementAt } from './elements.js';
import { safeCode, safePath, safeSnomedCode } from '../printable.js';

const CODES_SHOWN = 5;

interface Group {
  readonly id: string;
  readonly severity: CodingFinding['severity'];
  readonly path: string;
  readonly message: string;
  count: number;
  resources: number;
  readonly codes: Set<string>;
}

const shownSeverity = (severity: Severity): CodingFinding['severity'] => (severity === 'fatal' ? 'error' : severity);

const isCoding = (name: string, node: Node): boolean =>
  ('system' in node || 'code' in node) && /^(?:coding|class|valueCoding|tag|security)$|Coding$/.test(name);

const meansSnomed = (coding: Node): boolean => {
  const system = textAt(coding, 'system') ?? '';
  return system === SYSTEM.snomed || system === SYSTEM.dmd || snomedAlias(system) !== undefined;
};

class FindingGroups {
  readonly #groups = new Map<string, Group>();
  #touched = new Set<Group>();
  #record = '';

  constructor(private readonly trace: Trace | undefined) {}

  nextRecord(resource: Node): void {
    this.#record = nameOf(resource);
    this.#touched = new Set();
  }

  add(found: Pick<SnomedFinding, 'id' | 'severity' | 'message'>, at: string, code: string | undefined): void {
    const path = safePath(at);
    const key = [found.id, found.severity, path, found.message].join('\n');
    let group = this.#groups.get(key);
    if (group === undefined) {
      const { id, message } = found;
      const severity = shownSeverity(found.severity);
      group = { id, severity, path, message, count: 0, resources: 0, codes: new Set() };
      this.#groups.set(key, group);
    }
    group.count++;
    if (!this.#touched.has(group)) {
      group.resources++;
      this.trace?.({ id: group.id, path }, this.#record);
    }
    this.#touched.add(group);
    if (code !== undefined && group.codes.size < CODES_SHOWN) group.codes.add(code);
  }

  list(): readonly CodingFinding[] {
    const rank = { error: 0, warning: 1, information: 2 };
    return [...this.#groups.values()]
      .sort(
        (a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count || (a.path + a.id < b.path + b.id ? -1 : 1),
      )
      .map((group) => ({ ...group, codes: [...group.codes] }));
  }
}

/** Concepts of expected elements that hold no coding: the walk by codings does not meet them. */
function* uncoded(
  resource: Node,
): Iterable<{ readonly concept: Node; readonly path: string; readonly medicine: boolean }> {
  const type = textAt(resource, 'resourceType');
  for (const { path, medicine } of CODED_ELEMENTS.filter((element) => element.type === type)) {
    const steps = path.split('.').slice(1);
    const names = steps[0] === 'medication[x]' ? ['medicationCodeableConcept'] : steps;
    const found = names.reduce<readonly Node[]>(
      (nodes, name) => nodes.flatMap((each) => nodesAt(each, name)),
      [resource],
    );
    for (const concept of found) if (!('coding' in concept)) yield { concept, path, medicine };
  }
}

/** Runs every SNOMED CT and dm+d check on every coding and concept of the records, grouped by check and element. */
export function deriveCodingFindings(
  types: readonly SampledType[],
  { today, trace }: Pick<RecordInput, 'today' | 'trace'>,
): readonly CodingFinding[] {
  const groups = new FindingGroups(trace);
  const mixed = SNOMED_CHECKS.find(({ id }) => id === 'SCT-014');
  for (const { resource } of types.flatMap(({ records }) => records)) {
    groups.nextRecord(resource);
    const codings: Node[] = [];
    for (const { node, path, name } of walk(resource)) {
      const isConcept = Array.isArray(node['coding']);
      const element = elementAt(path.replace(/\.coding$/, ''));
      const context = { today, expectsSnomed: element !== undefined, expectsMedicine: element?.medicine === true };
      if (isConcept) for (const found of examineConcept(node, context)) groups.add(found, path, undefined);
      if (!isCoding(name, node) || /\.dataAbsentReason\.coding$/.test(path)) continue;
      codings.push(node);
      const code = node['code'];
      const text = typeof code === 'number' ? String(code) : textAt(node, 'code');
      const shown = text && (meansSnomed(node) ? safeSnomedCode(text) : safeCode(text));
      for (const found of examineCoding(node, context)) groups.add(found, path.replace(/\.coding$/, ''), shown);
    }
    for (const { concept, path, medicine } of uncoded(resource)) {
      const context = { today, expectsSnomed: true, expectsMedicine: medicine };
      for (const found of examineConcept(concept, context)) groups.add(found, path, undefined);
    }
    if (mixed !== undefined && mixesEditions(codings)) {
      const { id, severity } = mixed;
      const type = textAt(resource, 'resourceType') ?? '';
      groups.add({ id, severity, message: mixed.message({ reason: 'mixed' }) }, type, undefined);
    }
  }
  return groups.list();
}
