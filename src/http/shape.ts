/** Query parameters whose values say nothing about a person. */
const keptValues = new Set(['_count', '_summary', '_format', '_total', '_sort', '_elements', '_pretty', '_bundletype']);
const keptSegments = new Set(['_search', '_history', 'metadata', '.well-known', 'smart-configuration']);

const shapeOfName = (name: string): string =>
  /^_?[a-z][a-z-]{0,40}(:[a-z-]{1,20})?(\.[a-z-]{1,40})*$/i.test(name) && !/\d{3}/.test(name) ? name : '{}';

const shapeOfValue = (name: string, value: string): string =>
  keptValues.has(name) && /^[a-zA-Z0-9_,/+.-]{1,40}$/.test(value) && !/\d{6}/.test(value) ? value : '{}';

/**
 * The redacted form of an address below the base: ids become `{id}`, query values `{}` except of parameters that only
 * steer the answer. `knownTypes` are the first segments that our own requests were built with.
 */
export function pathShape(base: URL, url: URL, knownTypes: ReadonlySet<string>): string {
  const root = base.pathname.replace(/\/$/, '');
  const inside = url.pathname === root || url.pathname.startsWith(`${root}/`);
  const parts = (inside ? url.pathname.slice(root.length + 1) : url.pathname.slice(1)).split('/');
  const shapes = parts.map((part, index) => {
    if (part === '' || keptSegments.has(part)) return part;
    if (index === 0 && inside && knownTypes.has(part)) return part;
    if (part.startsWith('$') && /^\$[a-z-]{1,40}$/.test(part)) return part;
    return index === 0 ? '{}' : '{id}';
  });
  const query = [...url.searchParams].map(([name, value]) => {
    const shown = shapeOfName(name);
    return `${shown}=${shown === name ? shapeOfValue(name, value) : '{}'}`;
  });
  const path = `${inside ? '' : '/'}${shapes.join('/')}`;
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}
