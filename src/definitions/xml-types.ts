import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import type { XmlTypes } from '../fhir/document.js';
import type { Definitions } from './definitions.js';

type Child = NonNullable<ReturnType<XmlTypes['child']>>;

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal', 'positiveInt', 'unsignedInt', 'integer64']);
const SYSTEM = 'http://hl7.org/fhirpath/System.';

/** What an XML reader asks about types, answered from the base definitions: each is read once, when its first element is met. */
export function createXmlTypes(definitions: Definitions): XmlTypes {
  const byType = new Map<string, ReadonlyMap<string, Child>>();
  const primitives = new Map<string, ReturnType<XmlTypes['primitive']>>();

  const readStructure = (name: string): void => {
    byType.set(name, new Map<string, Child>());
    const structure = definitions.base(name);
    if (structure !== undefined) for (const [path, children] of childrenByPath(structure)) byType.set(path, children);
  };

  return {
    child(parentType, name) {
      if (!byType.has(parentType)) readStructure(parentType.split('.')[0] ?? parentType);
      return byType.get(parentType)?.get(name);
    },
    primitive(type) {
      if (type.startsWith(SYSTEM)) return 'string';
      if (!primitives.has(type)) primitives.set(type, representation(type, definitions.base(type)));
      return primitives.get(type);
    },
    isResource: (type) => definitions.isResource(type),
  };
}

function representation(type: string, structure: StructureDefinition | undefined): ReturnType<XmlTypes['primitive']> {
  if (type === 'xhtml') return 'xhtml';
  if (structure?.kind !== 'primitive-type') return undefined;
  if (type === 'boolean') return 'boolean';
  return NUMBERS.has(type) ? 'number' : 'string';
}

/** The children of every element of a structure, choice elements under each of their names. */
function childrenByPath(structure: StructureDefinition): ReadonlyMap<string, ReadonlyMap<string, Child>> {
  const elements = (structure.snapshot?.element ?? []).filter((element) => element.sliceName === undefined);
  const parents = new Set(elements.map((element) => parentOf(element.path)));
  const byPath = new Map<string, Map<string, Child>>();
  for (const [order, element] of elements.entries()) {
    const parent = parentOf(element.path);
    if (parent === '') continue;
    let children = byPath.get(parent);
    if (children === undefined) byPath.set(parent, (children = new Map<string, Child>()));
    for (const [name, child] of childrenOf(element, parents, order)) children.set(name, child);
  }
  return byPath;
}

function* childrenOf(
  element: ElementDefinition,
  parents: ReadonlySet<string>,
  order: number,
): Generator<readonly [string, Child]> {
  const name = element.path.slice(element.path.lastIndexOf('.') + 1);
  const common = {
    array: element.max !== '1' && element.max !== '0',
    attribute: element.representation?.includes('xmlAttr') ?? false,
    order,
  };
  if (element.contentReference !== undefined) {
    yield [name, { ...common, type: element.contentReference.slice(element.contentReference.indexOf('#') + 1) }];
  } else if (parents.has(element.path)) {
    yield [name, { ...common, type: element.path }];
  } else if (name.endsWith('[x]')) {
    for (const { code } of element.type ?? []) {
      const typed = name.slice(0, -3) + code.charAt(0).toUpperCase() + code.slice(1);
      yield [typed, { ...common, type: code }];
    }
  } else {
    yield [name, { ...common, type: element.type?.[0]?.code ?? 'Element' }];
  }
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));
