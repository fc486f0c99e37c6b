import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';

/** One way a child element can stand in JSON: its property and its FHIR type (a path for nested elements). */
export interface ChildOption {
  readonly key: string;
  readonly type: string;
}

export interface ChildShape {
  readonly array: boolean;
  /** One, or several for a choice of types. */
  readonly options: readonly ChildOption[];
}

/** What the compiler must know of FHIR's types. */
export interface Shapes {
  /** The child `name` of a type or path (`Patient`, `HumanName`, `Patient.contact`). */
  child(type: string, name: string): ChildShape | undefined;
  isPrimitive(type: string): boolean;
  isResource(type: string): boolean;
  /** True where `type` is `ancestor` or is derived from it. */
  derives(type: string, ancestor: string): boolean;
  /** The base definition is held. */
  knows(type: string): boolean;
}

const SYSTEM_STRING = 'http://hl7.org/fhirpath/System.';

/** Shapes read from the base definitions of R4, type by type as they are asked for. */
export function shapesOf(base: (type: string) => StructureDefinition | undefined): Shapes {
  const tables = new Map<string, ReadonlyMap<string, ReadonlyMap<string, ChildShape>>>();

  const table = (type: string): ReadonlyMap<string, ReadonlyMap<string, ChildShape>> => {
    const known = tables.get(type);
    if (known !== undefined) return known;
    const made = childrenByPath(base(type)?.snapshot?.element ?? []);
    tables.set(type, made);
    return made;
  };

  const parent = (type: string): string | undefined => base(type)?.baseDefinition?.split('/').at(-1);

  const derives = (type: string, ancestor: string): boolean => {
    for (let at: string | undefined = type, depth = 0; at !== undefined && depth < 10; at = parent(at), depth += 1) {
      if (at === ancestor) return true;
    }
    return false;
  };

  return {
    child: (type, name) =>
      table(type.split('.', 1)[0] ?? type)
        .get(type)
        ?.get(name),
    isPrimitive: (type) => base(type)?.kind === 'primitive-type',
    isResource: (type) => base(type)?.kind === 'resource',
    derives,
    knows: (type) => base(type) !== undefined,
  };
}

function childrenByPath(elements: readonly ElementDefinition[]): ReadonlyMap<string, ReadonlyMap<string, ChildShape>> {
  const byPath = new Map<string, Map<string, ChildShape>>();
  for (const element of elements) {
    const dot = element.path.lastIndexOf('.');
    if (dot < 0 || element.sliceName !== undefined) continue;
    const parentPath = element.path.slice(0, dot);
    const name = element.path.slice(dot + 1);
    let children = byPath.get(parentPath);
    if (children === undefined) byPath.set(parentPath, (children = new Map<string, ChildShape>()));
    children.set(name.replace('[x]', ''), shapeOf(element, name));
  }
  return byPath;
}

function shapeOf(element: ElementDefinition, name: string): ChildShape {
  const array = (element.base?.max ?? element.max) !== '1' && element.max !== '0';
  if (element.contentReference !== undefined) {
    return {
      array,
      options: [{ key: name, type: element.contentReference.slice(element.contentReference.indexOf('#') + 1) }],
    };
  }
  const types = (element.type ?? []).map(({ code }) => code);
  if (name.endsWith('[x]')) {
    const stem = name.slice(0, -3);
    return {
      array,
      options: types.map((type) => ({ key: stem + type.charAt(0).toUpperCase() + type.slice(1), type })),
    };
  }
  const type = types[0] ?? 'Element';
  if (type.startsWith(SYSTEM_STRING)) return { array, options: [{ key: name, type: 'string' }] };
  if (type === 'Element' || type === 'BackboneElement') return { array, options: [{ key: name, type: element.path }] };
  return { array, options: [{ key: name, type }] };
}
