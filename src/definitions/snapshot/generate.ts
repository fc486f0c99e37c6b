import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { applyDifferential } from './apply.js';
import { readDifferential } from './differential.js';
import { snapshotError, type SnapshotProblem } from './problem.js';
import type { Missing, SnapshotSource } from './source.js';
import { elementsOf, treeOf, type Node } from './tree.js';
import { isDefinition } from './well-formed.js';
import { Workshop } from './workshop.js';

export interface Snapshot {
  readonly elements: ElementDefinition[];
  readonly problems: readonly SnapshotProblem[];
}

const WHY: Readonly<Record<Missing, string>> = {
  unknown: 'is not held; add the package that defines it',
  cyclic: 'is derived from it in turn',
  'too-deep': 'stands at the end of a chain of more than 64',
  broken: 'has no usable snapshot',
};

/**
 * The snapshot of a definition from its base and its differential (R4, profiling.html and elementdefinition.html). What the
 * differential gets wrong is a problem, and the rest goes on; a base that cannot be had throws `definitions.snapshot`.
 */
export function generateSnapshot(definition: StructureDefinition, source: SnapshotSource): Snapshot {
  if (!isDefinition(definition)) throw snapshotError(definition.url, 'it does not say what type it is of');
  const { url, baseDefinition } = definition;
  const specialised = definition.derivation === 'specialization';
  const base = baseDefinition === undefined ? undefined : baseTree(url, baseDefinition, source);
  const type = specialised || !base ? lastPart(definition.type) : base.name;
  const shop = new Workshop(definition, source, base);
  const root = base ? rooted(base, type, shop) : { name: type, element: rootElement(type), children: [], slices: [] };
  const { root: diff, unreadable } = readDifferential(type, elementList(definition));
  for (const id of unreadable)
    shop.report('unreadable-element', id, 'the element is malformed or lies outside the type, and is left out');
  applyDifferential(root, diff, shop);
  return { elements: withBase(elementsOf(root)), problems: shop.problems };
}

function baseTree(url: string, canonical: string, source: SnapshotSource): Node {
  const found = source.snapshotOf(canonical);
  if (typeof found === 'string') throw snapshotError(url, `its base ${canonical} ${WHY[found]}`);
  const root = treeOf(found.url, found.snapshot?.element ?? []);
  if (!root) throw snapshotError(url, `its base ${canonical} ${WHY.broken}`);
  return root;
}

function rooted(base: Node, type: string, shop: Workshop): Node {
  const root = shop.copy(base);
  return { ...root, name: type };
}

const elementList = (definition: StructureDefinition): readonly unknown[] => {
  const list: unknown = (definition.differential as { element?: unknown } | null | undefined)?.element;
  return Array.isArray(list) ? list : [];
};

const lastPart = (type: string): string => type.slice(type.lastIndexOf('/') + 1);

const rootElement = (type: string): ElementDefinition => ({ path: type, min: 0, max: '*' });

/** Every element of a snapshot says what it was first defined as. */
const withBase = (elements: readonly ElementDefinition[]): ElementDefinition[] =>
  elements.map((element) =>
    element.base
      ? element
      : { ...element, base: { path: element.path, min: element.min ?? 0, max: element.max ?? '*' } },
  );
