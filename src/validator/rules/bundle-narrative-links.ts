import { visitTree } from '../visit.js';
import type { BundleIndex } from './bundle-links.js';
import type { RuleContext } from './rule.js';
import { isTree, type Tree } from './tree.js';

/** Data that names the part of a narrative that shows it leads to one place within an entry (R4 extension-narrativelink.html). */
export function narrativeLinkRules({ entries }: BundleIndex, at: string, context: RuleContext): void {
  for (const { entry, url } of context.narrativeLinks()) {
    const hash = url.indexOf('#');
    const from = entries[entry];
    if (hash <= 0 || from === undefined) continue;
    const [target, other] = from.within.targets(url.slice(0, hash), from);
    if (target?.resource === undefined || other !== undefined) continue;
    const matches = placesOf(url.slice(hash + 1), target.resource);
    if (matches !== 1)
      context.report('bundle-narrative-link', 'error', at, { entry, matches }, { rule: String(entry) });
  }
}

/** How many elements, of the resource or of its narratives, have an id. */
function placesOf(id: string, resource: Tree): number {
  const inNarrative = new RegExp(`\\sid\\s*=\\s*(["'])${id.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\1`, 'g');
  let count = 0;
  visitTree(resource, (value) => {
    if (!isTree(value)) return;
    if (value['id'] === id) count += 1;
    if (typeof value['div'] === 'string') count += value['div'].match(inNarrative)?.length ?? 0;
  });
  return count;
}
