import type { ElementDefinition, FhirResource, StructureDefinition } from 'fhir/r4.js';
import { openDefinitions, type SnapshotProblem } from '../../src/definitions/index.js';

const R4 = 'http://hl7.org/fhir/StructureDefinition/';

/** A differential-only profile, as a package would hold it. */
export function profile(
  name: string,
  type: string,
  element: readonly (Partial<ElementDefinition> & { readonly path: string })[],
  more: Partial<StructureDefinition> = {},
): StructureDefinition {
  return {
    resourceType: 'StructureDefinition',
    url: `https://example.org/${name}`,
    version: '1.0.0',
    name,
    status: 'draft',
    kind: 'resource',
    abstract: false,
    type,
    baseDefinition: R4 + type,
    derivation: 'constraint',
    differential: { element: [...element] },
    ...more,
  };
}

/** A simple extension with one value type. */
export const extension = (
  name: string,
  element: readonly (Partial<ElementDefinition> & { readonly path: string })[],
): StructureDefinition =>
  profile(name, 'Extension', [{ path: 'Extension.url', fixedUri: `https://example.org/${name}` }, ...element], {
    kind: 'complex-type',
    context: [{ type: 'element', expression: 'Element' }],
  });

export interface MadeSnapshot {
  readonly ids: readonly string[];
  element(id: string): ElementDefinition;
  readonly problems: readonly SnapshotProblem[];
}

/** The snapshot of the last of the profiles; the others are there to be found. */
export function snapshotOf(...resources: FhirResource[]): MadeSnapshot {
  const definitions = openDefinitions({ ukCore: 'none', resources });
  const url = (resources.at(-1) as StructureDefinition).url;
  const elements = definitions.structure(url)?.snapshot?.element;
  if (!elements) throw new Error(definitions.problems?.map(({ message }) => message).join('\n') ?? 'no snapshot');
  const byId = new Map(elements.map((element) => [element.id ?? '', element]));
  if (byId.size !== elements.length) throw new Error('an id stands twice');
  return {
    ids: elements.map((element) => element.id ?? ''),
    problems: definitions.problems ?? [],
    element(id) {
      const element = byId.get(id);
      if (!element) throw new Error(`no element ${id}; there are ${[...byId.keys()].join(' ')}`);
      return element;
    },
  };
}

export const typesOf = (element: ElementDefinition): readonly string[] => (element.type ?? []).map((type) => type.code);
export const keysOf = (element: ElementDefinition): readonly string[] =>
  (element.constraint ?? []).map(({ key }) => key);
