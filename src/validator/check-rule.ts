import { checkItem } from './apply-profile.js';
import type { Rule } from './profile.js';
import { LAST_BIT, type Keyed, type Met, type RuleIndex } from './rule-index.js';
import type { Run, Step } from './run.js';
import type { Schemas } from './schemas.js';
import { text } from './rules/tree.js';
import { isNode, type Node } from './shape.js';
import { checkSlices, Placed } from './slicing.js';
import { youngList } from './young-list.js';

const NOTHING: readonly Placed[] = [];
/** Places of properties that are kept. */
const MOST_KEPT = 40;

/** Judges the elements of the current node: how often each occurs, its slices, each of its values. */
export function checkRules({ byKey, demands, met }: RuleIndex, node: Node, schemas: Schemas, run: Run): void {
  let seen = 0;
  let position = 0;
  for (const key in node) {
    const all = met.keys[position] === key ? met.rules[position] : lookUp(key, position, byKey, met);
    position += 1;
    if (all === undefined) continue;
    for (const keyed of all) {
      seen |= keyed.bit;
      if (!keyed.beside) checkPresent(keyed, node[key], node, schemas, run);
      else if (node[keyed.key] === undefined) checkPresent(keyed, undefined, node, schemas, run);
    }
  }
  for (let i = 0; i < demands.length; i++) {
    const rule = demands[i];
    if (rule === undefined || (i < LAST_BIT ? (seen & (1 << i)) !== 0 : isPresent(rule, node))) continue;
    if (rule.min > 0) report(rule, 'cardinality-min', 0, run);
    if (rule.slicing?.demands === true) checkSlices(rule, rule.slicing, NOTHING, schemas, run);
  }
}

/** Looks up the rules of a property, and keeps that it stood in this place. */
function lookUp(
  key: string,
  position: number,
  byKey: RuleIndex['byKey'],
  { keys, rules }: Met,
): readonly Keyed[] | undefined {
  const found = byKey.get(key);
  if (position < MOST_KEPT && keys.length >= position) {
    keys[position] = key;
    rules[position] = found;
  }
  return found;
}

function isPresent(rule: Rule, node: Node): boolean {
  if (rule.keys === undefined) return node[rule.name] !== undefined || node[rule.sibling] !== undefined;
  return rule.keys.some(({ key, sibling }) => node[key] !== undefined || node[sibling] !== undefined);
}

function checkPresent(
  { rule, choice, sibling, looksBeside }: Keyed,
  value: unknown,
  node: Node,
  schemas: Schemas,
  run: Run,
): void {
  const beside =
    sibling === undefined || (!looksBeside && value !== undefined && !rule.array) ? undefined : node[sibling];
  const step: Step = choice ?? rule;
  const type = choice?.type ?? rule.type;
  if (!Array.isArray(value) && !Array.isArray(beside)) {
    if (rule.min > 1) report(rule, 'cardinality-min', 1, run);
    if (rule.max < 1) report(rule, 'cardinality-max', 1, run);
    checkValue(rule, step, value ?? undefined, beside, type, 0, undefined, schemas, run);
    return;
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : youngList([value]);
  const siblings: readonly unknown[] | undefined = Array.isArray(beside) ? beside : undefined;
  const count = Array.isArray(value) ? Math.max(values.length, siblings?.length ?? 0) : (siblings?.length ?? 1);
  if (count < rule.min) report(rule, 'cardinality-min', count, run);
  if (count > rule.max) report(rule, 'cardinality-max', count, run);
  if (rule.item === undefined && rule.slicing === undefined) return;
  const placed: Placed[] | undefined = rule.slicing === undefined ? undefined : youngList(NOTHING);
  for (let i = 0; i < count; i++) {
    checkValue(rule, step, values[i] ?? undefined, siblings?.[i], type, i, placed, schemas, run);
  }
  if (rule.slicing !== undefined) checkSlices(rule, rule.slicing, placed ?? NOTHING, schemas, run);
}

/** One value; with `placed` it is only added to what is to be sliced, without it its slice is found at once. */
function checkValue(
  rule: Rule,
  step: Step,
  value: unknown,
  beside: unknown,
  declared: string,
  index: number,
  placed: Placed[] | undefined,
  schemas: Schemas,
  run: Run,
): void {
  const sibling = isNode(beside) ? beside : undefined;
  const type = rule.holdsResources && isNode(value) ? (text(value['resourceType']) ?? declared) : declared;
  if (rule.item !== undefined) {
    run.enter(step, index);
    checkItem(rule.item, value, sibling, type, schemas, run);
    run.depth -= 1;
  }
  if (rule.slicing === undefined) return;
  const one = new Placed(value, sibling, type, step, index);
  if (placed === undefined) checkSlices(rule, rule.slicing, youngList([one]), schemas, run);
  else placed.push(one);
}

function report(rule: Rule, code: 'cardinality-min' | 'cardinality-max', found: number, run: Run): void {
  const { element, profile, min, max, name } = rule;
  const limit = code === 'cardinality-min' ? { min } : { max };
  run.report(code, 'error', { element, profile, found, ...limit }, { rule: name, profile });
}
