import type { Item, Profile, Rule } from './profile.js';
import { isVacant } from './compile-profile.js';
import type { Node } from './shape.js';

/**
 * The properties of which one is all that a simple extension has beside its URL; undefined where its profile asks for more than
 * URL and types, as most do not.
 */
export function valuesOfSimple({ root, fault, url }: Profile): ReadonlySet<string> | undefined {
  if (
    fault !== undefined ||
    root.children === undefined ||
    !isVacant({ ...root, types: undefined, children: undefined })
  )
    return undefined;
  const rules = new Set<Rule>();
  for (const keyed of root.children.byKey.values()) for (const { rule } of keyed) rules.add(rule);
  let allowed: ReadonlySet<string> | undefined;
  for (const rule of rules) {
    if (rule.slicing !== undefined) return undefined;
    if (rule.name === 'value' && rule.max >= 1) allowed = keysOf(rule);
    else if (rule.name === 'url' ? !isFixedTo(rule.item, url) : rule.max > 0 || rule.name !== 'extension')
      return undefined;
  }
  return allowed;
}

/** Properties of a choice whose types are all that is asked of it. */
function keysOf({ keys = [], item }: Rule): ReadonlySet<string> | undefined {
  if (item !== undefined && !isVacant({ ...item, types: undefined })) return undefined;
  return new Set(keys.filter(({ type }) => item?.types?.has(type) !== false).map(({ key }) => key));
}

const isFixedTo = (item: Item | undefined, url: string): boolean =>
  item !== undefined && item.fixed === url && isVacant({ ...item, fixed: undefined });

/** Whether an extension has its URL, one of these properties, and nothing else. */
export function isSimple(extension: Node, values: ReadonlySet<string>): boolean {
  let count = 0;
  for (const key in extension) {
    if (key === 'url') continue;
    if (!values.has(key) || extension[key] === null) return false;
    count += 1;
  }
  return count === 1;
}
