import type { BundleEntry, BundleIndex } from './bundle-links.js';
import type { RuleContext } from './rule.js';
import { text, type Tree } from './tree.js';
import { ABSOLUTE } from '../urls.js';

/** Relations by which a result is read page after page (R4 http.html#paging). */
const PAGES: ReadonlySet<string> = new Set(['first', 'previous', 'next', 'last']);
/** Types that come in pages. */
const PAGED: ReadonlySet<string> = new Set(['searchset', 'history']);

/**
 * Links of a Bundle: pages belong to searches and histories alone, each relation of them is given once, and the stylesheet of a
 * document is one of its entries or an absolute URL (R4 http.html#paging, documents.html#presentation). Returns the entries linked to.
 */
export function linkRules(
  links: readonly Tree[],
  type: string | undefined,
  index: BundleIndex,
  at: string,
  context: RuleContext,
): readonly BundleEntry[] {
  const linked: BundleEntry[] = [];
  const seen = new Set<string>();
  links.forEach((link, i) => {
    const relation = text(link['relation']);
    if (relation === undefined || type === undefined) return;
    const paged = PAGED.has(type);
    const place = `${at}.link[${i}]${paged ? '' : '.relation'}`;
    if (PAGES.has(relation) && !paged) context.report('bundle-link-page', 'error', place, { relation, type });
    else if (relation === 'self' || PAGES.has(relation)) {
      if (seen.has(relation)) context.report('bundle-link-twice', 'error', place, { relation });
      seen.add(relation);
    }
    if (type === 'document' && relation === 'stylesheet') linked.push(...stylesheet(link, i, index, at, context));
  });
  return linked;
}

function stylesheet(
  link: Tree,
  position: number,
  { entries }: BundleIndex,
  at: string,
  context: RuleContext,
): readonly BundleEntry[] {
  const url = text(link['url']);
  if (url === undefined) return [];
  const found = entries.filter(({ fullUrl, type, id }) => fullUrl === url || `${type ?? ''}/${id ?? ''}` === url);
  if (found.length === 0 && !ABSOLUTE.test(url))
    context.report('bundle-link-stylesheet', 'error', `${at}.link[${position}].url`);
  return found;
}
