import { PRIMITIVES } from './primitive.js';
import type { ChoiceKey, Rule } from './profile.js';

/** A rule as a JSON property meets it. */
export interface Keyed {
  readonly rule: Rule;
  readonly choice: ChoiceKey | undefined;
  /** Property of the value. */
  readonly key: string;
  /** Property of the id and extensions of a primitive; undefined for complex types. */
  readonly sibling: string | undefined;
  /** True where the property met is that of the id and extensions. */
  readonly beside: boolean;
  /** Bit of the rule among `demands`; 0 for others. */
  readonly bit: number;
  /** True where what is asked of a value can depend on its id and extensions. */
  readonly looksBeside: boolean;
}

/** Rules by the properties they are about, so that one pass over an object finds those that matter. */
export interface RuleIndex {
  readonly byKey: ReadonlyMap<string, readonly Keyed[]>;
  /** Rules that something must meet even where the element is absent. */
  readonly demands: readonly Rule[];
  readonly met: Met;
}

/** What properties stood in which place of the object met last, and their rules: the next one of its kind mostly has the same. */
export interface Met {
  readonly keys: string[];
  readonly rules: (readonly Keyed[] | undefined)[];
}

/** Demands from here on share a bit, and are looked for one by one. */
export const LAST_BIT = 30;

export function indexRules(rules: readonly Rule[]): RuleIndex {
  const byKey = new Map<string, Keyed[]>();
  const demands = rules.filter((rule) => rule.min > 0 || rule.slicing?.demands === true);
  const add = (rule: Rule, choice: ChoiceKey | undefined, key: string, type: string): void => {
    const sibling = PRIMITIVES.has(type) || type === '' ? `_${key}` : undefined;
    const at = demands.indexOf(rule);
    const bit = at < 0 ? 0 : 2 ** Math.min(at, LAST_BIT);
    const { item, slicing } = rule;
    const looksBeside =
      sibling !== undefined &&
      (slicing !== undefined ||
        (item !== undefined && ((item.children ?? item.fixed) !== undefined || item.constraints.length > 0)));
    push(byKey, key, { rule, choice, key, sibling, beside: false, bit, looksBeside });
    if (sibling !== undefined) push(byKey, sibling, { rule, choice, key, sibling, beside: true, bit, looksBeside });
  };
  for (const rule of rules) {
    if (rule.keys === undefined) add(rule, undefined, rule.name, rule.type);
    else for (const choice of rule.keys) add(rule, choice, choice.key, choice.type);
  }
  return { byKey, demands, met: { keys: [], rules: [] } };
}

function push(map: Map<string, Keyed[]>, key: string, keyed: Keyed): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [keyed]);
  else held.push(keyed);
}
