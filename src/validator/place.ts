import { MAX_DEPTH } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';
import type { TypeSchema } from './type-schema.js';

/** FHIRPath from a resource to each Reference within it: what was walked past is looked for when something is said of it. */
export function referencePaths(resource: Node, schemas: Schemas): ReadonlyMap<Node, string> {
  const paths = new Map<Node, string>();
  collect(resource, schemas.type(String(resource['resourceType'])), '', 0, schemas, paths);
  return paths;
}

function collect(
  holder: Node,
  schema: TypeSchema | undefined,
  path: string,
  depth: number,
  schemas: Schemas,
  into: Map<Node, string>,
): void {
  if (depth > MAX_DEPTH) return;
  if (holder['reference'] !== undefined && !into.has(holder)) into.set(holder, path);
  const props = schema === undefined ? undefined : schemas.open(schema).props;
  for (const key in holder) {
    const value = holder[key];
    if (typeof value !== 'object' || value === null) continue;
    const prop = props?.get(key);
    const many = Array.isArray(value);
    const items: readonly unknown[] = many ? value : [value];
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      if (!isNode(item)) continue;
      const type = item['resourceType'];
      const inner = typeof type === 'string' ? schemas.type(type) : prop?.schema;
      const index = many || prop?.array === true ? `[${String(i)}]` : '';
      collect(item, inner, `${path}.${prop?.segment ?? key}${index}`, depth + 1, schemas, into);
    }
  }
}
