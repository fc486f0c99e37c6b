import type { Definitions } from '../../../src/definitions/index.js';

type Tree = Record<string, unknown>;

/** A property of a record, with what its definition says. */
export interface Site {
  readonly parent: Tree;
  readonly key: string;
  readonly value: unknown;
  /** FHIRPath of the element, without its own index, and of what holds it. */
  readonly element: string;
  readonly holder: string;
  readonly array: boolean;
  readonly min: number;
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Every property of a resource and of what it holds, found by the base definitions; narratives apart. */
export function sitesOf(resource: Tree, definitions: Definitions): readonly Site[] {
  const sites: Site[] = [];
  visit(resource, String(resource['resourceType']), String(resource['resourceType']), String(resource['resourceType']));
  return sites;

  function visit(node: Tree, type: string, path: string, holder: string): void {
    for (const def of definitions.base(type)?.snapshot?.element ?? []) {
      const name = def.path.slice(path.length + 1);
      if (!def.path.startsWith(`${path}.`) || name.includes('.') || name === 'div') continue;
      for (const { code } of def.type ?? [{ code: 'BackboneElement' }]) {
        const choice = name.endsWith('[x]');
        const bare = choice ? name.slice(0, -3) : name;
        const key = choice ? bare + capital(code) : name;
        const value = node[key];
        if (value === undefined) continue;
        const element = choice ? `${holder}.${bare}.ofType(${code})` : `${holder}.${name}`;
        const array = Array.isArray(value);
        sites.push({ parent: node, key, value, element, holder, array, min: choice ? 0 : (def.min ?? 0) });
        const items: readonly unknown[] = Array.isArray(value) ? value : [value];
        items.forEach((item, index) => {
          if (!isTree(item)) return;
          const place = array ? `${element}[${index}]` : element;
          const own = item['resourceType'];
          if (typeof own === 'string') visit(item, own, own, place);
          else if (def.contentReference !== undefined)
            visit(item, type, def.contentReference.slice(def.contentReference.indexOf('#') + 1), place);
          else if (code === 'BackboneElement' || code === 'Element') visit(item, type, def.path, place);
          else visit(item, code, code, place);
        });
      }
    }
  }
}
