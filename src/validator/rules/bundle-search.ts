import type { BundleEntry } from './bundle-links.js';
import type { RuleContext } from './rule.js';
import { isTree, text, trees, type Tree } from './tree.js';

/** Rules of searchset Bundles (R4 bundle.html#searchset, search.html): what the search was, and what each entry is to it. */
export function searchRules(bundle: Tree, entries: readonly BundleEntry[], at: string, context: RuleContext): void {
  const self = trees(bundle['link']).find(({ relation }) => relation === 'self');
  const url = text(self?.['url']);
  if (url === undefined) context.report('bundle-search-self', 'warning', at);
  const modes = entries.map(({ entry }) => (isTree(entry['search']) ? text(entry['search']['mode']) : undefined));
  const moded = modes.some((mode) => mode !== undefined);
  if (!moded) context.report('bundle-search-mode', 'warning', at);
  const expected = url === undefined ? [] : typesSearched(url, context);
  entries.forEach(({ resource, type, id, index }) => {
    const entry = `${at}.entry[${index}]`;
    const mode = modes[index];
    if (resource === undefined) {
      context.report('bundle-search-resource', 'error', entry);
      return;
    }
    if (moded && mode === undefined) context.report('bundle-search-mode', 'warning', entry);
    const place = `${entry}.resource`;
    if (mode === 'outcome') {
      if (type !== 'OperationOutcome') context.report('bundle-search-outcome', 'error', place, { found: type ?? '' });
      return;
    }
    if (id === undefined && (mode !== undefined || (!moded && type !== 'OperationOutcome')))
      context.report('bundle-search-id', moded ? 'error' : 'warning', place);
    if (mode === 'include' || expected.length === 0 || type === undefined || expected.includes(type)) return;
    if (mode === 'match') context.report('bundle-search-type', 'error', place, { found: type, allowed: expected });
    else if (type !== 'OperationOutcome')
      context.report('bundle-search-type', 'warning', entry, { found: type, allowed: expected });
  });
}

/** Resource types that a search URL asks for: `Patient?name=x`, `Patient/_search`, `?_type=A,B`; none where it does not say. */
function typesSearched(url: string, context: RuleContext): readonly string[] {
  const [path = '', query = ''] = url.split('?', 2);
  if (path.includes('$')) return [];
  const steps = path.split('/').filter((step) => step !== '' && step !== '_search');
  const last = steps.at(-1) ?? '';
  if (context.definitions.isResource(last)) return [last];
  if (!url.includes('?') && steps.some((step) => context.definitions.isResource(step))) return [];
  const listed = /(?:^|&)_type=([^&]+)/.exec(query)?.[1];
  return listed === undefined
    ? []
    : decodeURIComponent(listed.replaceAll('+', ' '))
        .split(',')
        .filter((type) => context.definitions.isResource(type));
}
