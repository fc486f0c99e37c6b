import { checkItem } from './apply-profile.js';
import type { ChoiceKey, Rule } from './profile.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';
import { checkSlices, type Placed } from './slicing.js';

/** Judges an element of the current node as a whole: how often it occurs, its slices, each of its values. */
export function checkRule(rule: Rule, parent: Node, schemas: Schemas, run: Run): void {
  if (rule.keys !== undefined) {
    checkChoice(rule, rule.keys, parent, schemas, run);
    return;
  }
  const value = parent[rule.name];
  const sibling = parent[`_${rule.name}`];
  if (value === undefined && sibling === undefined) {
    absent(rule, schemas, run);
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

function absent(rule: Rule, schemas: Schemas, run: Run): void {
  if (rule.min > 0) tooFew(rule, 0, run);
  if (rule.slicing?.demands === true) checkSlices(rule, rule.slicing, NOTHING, schemas, run);
}

const NOTHING: readonly Placed[] = [];

function checkChoice(rule: Rule, keys: ReadonlyMap<string, ChoiceKey>, parent: Node, schemas: Schemas, run: Run): void {
  let key: ChoiceKey | undefined;
  for (const name in parent) {
    key = keys.get(name);
    if (key !== undefined) break;
  }
  if (key === undefined) {
    absent(rule, schemas, run);
    return;
  }
  if (rule.max < 1) tooMany(rule, 1, run);
  const value = parent[key.key] ?? undefined;
  const sibling = parent[`_${key.key}`];
  const below = isNode(sibling) ? sibling : undefined;
  const { type } = key;
  if (rule.item !== undefined) {
    run.enter(key, 0);
    checkItem(rule.item, value, below, type, schemas, run);
    run.depth -= 1;
  }
  if (rule.slicing !== undefined) {
    checkSlices(rule, rule.slicing, [{ value, sibling: below, type, step: key, index: 0 }], schemas, run);
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
