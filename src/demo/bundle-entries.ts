import { isObject } from './record.js';

type Node = Readonly<Record<string, unknown>>;

/**
 * The resources a Bundle of type collection, transaction or batch stands for, each with an id, and with references by
 * `fullUrl` turned into `Type/id`. Undefined for any other resource, which is served as itself.
 */
export function bundleEntries(bundle: Node, freeId: (type: string) => string): readonly Node[] | undefined {
  if (bundle['resourceType'] !== 'Bundle' || !Array.isArray(bundle['entry'])) return undefined;
  if (!['collection', 'transaction', 'batch'].includes(String(bundle['type']))) return undefined;
  const entries: readonly unknown[] = bundle['entry'];
  const addresses = new Map<string, string>();
  const resources: Node[] = [];
  for (const entry of entries) {
    const resource = isObject(entry) ? entry['resource'] : undefined;
    if (!isObject(entry) || !isObject(resource) || typeof resource['resourceType'] !== 'string') return undefined;
    const type = resource['resourceType'];
    const id = typeof resource['id'] === 'string' ? resource['id'] : freeId(type);
    if (typeof entry['fullUrl'] === 'string') addresses.set(entry['fullUrl'], `${type}/${id}`);
    resources.push({ ...resource, id });
  }
  return resources.map((resource) => redirect(resource, addresses) as Node);
}

function redirect(node: unknown, addresses: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return node.map((each) => redirect(each, addresses));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === 'reference' && typeof value === 'string' ? (addresses.get(value) ?? value) : redirect(value, addresses),
    ]),
  );
}
