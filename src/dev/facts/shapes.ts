import type { Shape } from './allowed.js';

const discriminated: Shape = { discriminator: { type: true, path: true }, ordered: true, rules: true };

const element: Shape = {
  id: true,
  extension: true,
  path: true,
  representation: true,
  sliceName: true,
  sliceIsConstraining: true,
  slicing: discriminated,
  min: true,
  max: true,
  base: { path: true, min: true, max: true },
  contentReference: true,
  type: { extension: true, code: true, profile: true, targetProfile: true, aggregation: true, versioning: true },
  maxLength: true,
  condition: true,
  constraint: { extension: true, key: true, severity: true, expression: true, source: true },
  mustSupport: true,
  isModifier: true,
  isSummary: true,
  binding: { extension: true, strength: true, valueSet: true },
};

/** Values inside an element whose names carry their type: `fixedUri`, `patternCodeableConcept`, `minValueInteger`. */
export const ELEMENT_VALUES: readonly string[] = ['fixed', 'pattern', 'minValue', 'maxValue', 'defaultValue'];

const head: Shape = {
  resourceType: true,
  id: true,
  url: true,
  version: true,
  name: true,
  status: true,
  experimental: true,
  language: true,
};

const concepts: Shape = { code: true, display: true, designation: { language: true, use: true, value: true } };
const composed: Shape = {
  system: true,
  version: true,
  concept: concepts,
  filter: { property: true, op: true, value: true },
  valueSet: true,
};

/** A code system's concepts nest; R4 goes nine deep. */
function conceptTree(depth: number): Shape {
  const level: Shape = { ...concepts, property: true };
  return depth === 0 ? level : { ...level, concept: conceptTree(depth - 1) };
}

/** What a fact pack holds of each kind of resource. A kind that is not listed is not carried. */
export const FACTS: Readonly<Record<string, Shape>> = {
  StructureDefinition: {
    ...head,
    fhirVersion: true,
    kind: true,
    abstract: true,
    context: { type: true, expression: true },
    contextInvariant: true,
    type: true,
    baseDefinition: true,
    derivation: true,
    snapshot: { element },
    differential: { element },
  },
  ValueSet: {
    ...head,
    identifier: { system: true, value: true },
    immutable: true,
    compose: { lockedDate: true, inactive: true, include: composed, exclude: composed },
  },
  CodeSystem: {
    ...head,
    identifier: { system: true, value: true },
    caseSensitive: true,
    valueSet: true,
    hierarchyMeaning: true,
    compositional: true,
    versionNeeded: true,
    content: true,
    supplements: true,
    count: true,
    filter: { code: true, operator: true, value: true },
    property: { code: true, uri: true, type: true },
    concept: conceptTree(20),
  },
  SearchParameter: {
    ...head,
    derivedFrom: true,
    code: true,
    base: true,
    type: true,
    expression: true,
    xpath: true,
    xpathUsage: true,
    target: true,
    multipleOr: true,
    multipleAnd: true,
    comparator: true,
    modifier: true,
    chain: true,
    component: { definition: true, expression: true },
  },
};
