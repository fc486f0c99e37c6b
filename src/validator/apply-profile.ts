import { checkCodeBinding, checkCodedBinding } from './binding.js';
import { checkConstraints } from './constraint.js';
import { checkLimits } from './limits.js';
import { primitive } from './invariant/index.js';
import type { ChoiceKey, Item, Profile, Rule } from './profile.js';
import { checkTarget } from './reference-target.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, maskOf, type Node } from './shape.js';
import { checkSlices, type Placed } from './slicing.js';
import { fixedFaults, meetsPattern } from './value.js';
import { PRIMITIVES } from './primitive.js';

/** Judges the current node, a resource or a value of a data type, by a profile. The base structure has been judged already. */
export function applyProfile(profile: Profile, node: Node, type: string, schemas: Schemas, run: Run): void {
  if (profile.fault !== undefined) {
    run.report(
      'profile-fault',
      'information',
      { profile: profile.url, fault: profile.fault },
      { rule: profile.url, profile: profile.url, undecided: true },
    );
  }
  checkItem(profile.root, node, undefined, type, schemas, run);
}

/** Judges one value by what a profile says of it. */
export function checkItem(
  item: Item,
  value: unknown,
  sibling: Node | undefined,
  type: string,
  schemas: Schemas,
  run: Run,
): void {
  if (item.types !== undefined && !item.types.has(type) && type !== '') {
    run.report(
      'type-not-allowed',
      'error',
      { type, allowed: [...item.types], element: item.element, profile: item.profile },
      { profile: item.profile },
    );
    return;
  }
  if (item.fixed !== undefined) checkFixed(item, value, run);
  if (item.pattern !== undefined && !meetsPattern(value, item.pattern)) {
    run.report(
      'pattern',
      'error',
      { element: item.element, profile: item.profile, expected: printable(item.pattern) },
      { profile: item.profile },
    );
  }
  if (item.binding !== undefined) {
    if (typeof value === 'string') checkCodeBinding(item.binding, value, schemas.terminology, run);
    else if (isNode(value)) checkCodedBinding(item.binding, type, value, schemas.terminology, run);
  }
  if (item.limits !== undefined) checkLimits(item, item.limits, value, run);
  if (item.typeProfiles !== undefined) checkTypeProfiles(item.typeProfiles.get(type), value, type, schemas, run);
  if (item.target !== undefined && isNode(value))
    checkTarget(value, item.target.profiles, item.target.aggregation, item.profile, schemas, run);
  if (item.children.length > 0) {
    const node = isNode(value) ? value : PRIMITIVES.has(type) || type === '' ? (sibling ?? NOTHING) : undefined;
    if (node !== undefined) for (const rule of item.children) checkRule(rule, node, schemas, run);
  }
  if (item.constraints.length > 0 && value !== undefined)
    checkConstraints(item.constraints, value, schemas.invariants, run);
}

const NOTHING: Node = {};

function checkFixed(item: Item, value: unknown, run: Run): void {
  if (value === undefined) {
    run.report(
      'fixed',
      'error',
      { element: item.element, profile: item.profile, expected: printable(item.fixed), found: 'no value' },
      { profile: item.profile },
    );
    return;
  }
  for (const fault of fixedFaults(value, item.fixed, '')) {
    run.reportAt(
      run.path() + fault.below,
      'fixed',
      'error',
      { element: item.element, profile: item.profile, expected: printable(item.fixed), found: fault.why },
      { profile: item.profile },
    );
  }
}

/** A value out of a profile, which is no patient data, on one line. */
export function printable(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function checkTypeProfiles(
  urls: readonly string[] | undefined,
  value: unknown,
  type: string,
  schemas: Schemas,
  run: Run,
): void {
  if (urls === undefined || !isNode(value)) return;
  const known = urls.flatMap((url) => schemas.profile(url) ?? []);
  if (known.length < urls.length && known.length === 0) {
    for (const url of urls)
      run.report('profile-unknown-type', 'error', { profile: url, type }, { rule: url, profile: url });
    return;
  }
  const only = known.length === 1 && urls.length === 1 ? known[0] : undefined;
  const actual = typeof value['resourceType'] === 'string' ? value['resourceType'] : type;
  if (only !== undefined) {
    applyProfile(only, value, actual, schemas, run);
  } else if (!known.some((profile) => run.conforms(value, profile))) {
    run.report('profile-none-met', 'error', { profiles: urls, type }, { rule: urls.join(' ') });
  }
}

function checkRule(rule: Rule, parent: Node, schemas: Schemas, run: Run): void {
  if (rule.keys !== undefined) {
    checkChoice(rule, rule.keys, parent, schemas, run);
    return;
  }
  const value = parent[rule.name];
  const sibling = parent[`_${rule.name}`];
  if (value === undefined && sibling === undefined) {
    if (rule.min > 0) tooFew(rule, 0, run);
    if (rule.slicing !== undefined) checkSlices(rule, rule.slicing, [], schemas, run);
    return;
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const siblings: readonly unknown[] = Array.isArray(sibling) ? sibling : sibling === undefined ? [] : [sibling];
  const count = Math.max(values.length, siblings.length);
  if (count < rule.min) tooFew(rule, count, run);
  if (count > rule.max) tooMany(rule, count, run);
  if (rule.item === undefined && rule.slicing === undefined) return;
  const placed: Placed[] = [];
  for (let i = 0; i < count; i++) {
    const at = values[i] ?? undefined;
    const beside = siblings[i];
    const below = isNode(beside) ? beside : undefined;
    const type = isNode(at) && typeof at['resourceType'] === 'string' ? at['resourceType'] : rule.type;
    if (rule.item !== undefined) {
      run.enter(rule, i);
      checkItem(rule.item, at, below, type, schemas, run);
      run.depth -= 1;
    }
    if (rule.slicing !== undefined) placed.push({ value: at, sibling: below, type, step: rule, index: i });
  }
  if (rule.slicing !== undefined) checkSlices(rule, rule.slicing, placed, schemas, run);
}

function checkChoice(rule: Rule, keys: ReadonlyMap<string, ChoiceKey>, parent: Node, schemas: Schemas, run: Run): void {
  let key: ChoiceKey | undefined;
  for (const name in parent) {
    key = keys.get(name);
    if (key !== undefined) break;
  }
  if (key === undefined) {
    if (rule.min > 0) tooFew(rule, 0, run);
    if (rule.slicing !== undefined) checkSlices(rule, rule.slicing, [], schemas, run);
    return;
  }
  if (rule.max < 1) tooMany(rule, 1, run);
  const value = parent[key.key] ?? undefined;
  const sibling = parent[`_${key.key}`];
  const below = isNode(sibling) ? sibling : undefined;
  if (rule.item !== undefined) {
    run.enter(key, 0);
    checkItem(rule.item, value, below, key.type, schemas, run);
    run.depth -= 1;
  }
  if (rule.slicing !== undefined) {
    checkSlices(rule, rule.slicing, [{ value, sibling: below, type: key.type, step: key, index: 0 }], schemas, run);
  }
}

function tooFew(rule: Rule, found: number, run: Run): void {
  const { element, profile, min, name } = rule;
  run.report('cardinality-min', 'error', { element, profile, min, found }, { rule: name, profile });
}

function tooMany(rule: Rule, found: number, run: Run): void {
  const { element, profile, max, name } = rule;
  run.report('cardinality-max', 'error', { element, profile, max, found }, { rule: name, profile });
}

export { maskOf };
