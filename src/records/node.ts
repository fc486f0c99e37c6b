/** A JSON object as it came: nothing about its shape is taken for granted. */
export type Node = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textAt = (node: Node, name: string): string | undefined => {
  const value = node[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The objects at a property, whether it holds one or a list. */
export const nodesAt = (node: Node, name: string): readonly Node[] => {
  const value = node[name];
  return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
};

/** The objects at the end of a dotted path below `node`. */
export const nodesAlong = (node: Node, path: readonly string[]): readonly Node[] =>
  path.reduce<readonly Node[]>((nodes, name) => nodes.flatMap((each) => nodesAt(each, name)), [node]);

const MAX_DEPTH = 100;

export interface Visit {
  readonly node: Node;
  /** Element path without indexes, e.g. `Patient.name`. */
  readonly path: string;
  /** The property the node stands at. */
  readonly name: string;
  /** Inside an extension. */
  readonly extension: boolean;
}

/** Every object below a resource, the resource itself left out; `meta` and narrative are not entered. */
export function* walk(resource: Node): Iterable<Visit> {
  const open: (Visit & { readonly depth: number })[] = [
    { node: resource, path: textAt(resource, 'resourceType') ?? '', name: '', extension: false, depth: 0 },
  ];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    if (visit.depth > 0) yield visit;
    if (visit.depth >= MAX_DEPTH) continue;
    for (const name of Object.keys(visit.node).reverse()) {
      if (name === 'meta' || (name === 'text' && isNarrative(visit.node['text']))) continue;
      const extension = visit.extension || name === 'extension' || name === 'modifierExtension';
      const path = `${visit.path}.${name.replace(/^_/, '')}`;
      for (const node of [...nodesAt(visit.node, name)].reverse()) {
        open.push({ node, path, name, extension, depth: visit.depth + 1 });
      }
    }
  }
}

const isNarrative = (text: unknown): boolean => isNode(text) && 'div' in text;
