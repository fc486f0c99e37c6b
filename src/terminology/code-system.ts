import type { CodeSystem, CodeSystemConcept } from 'fhir/r4.js';
import { hasStrings, objects } from './sound.js';

export type PropertyValue = string | number | boolean;

export interface HeldConcept {
  readonly code: string;
  readonly display?: string;
  readonly designations: readonly string[];
  readonly inactive: boolean;
  readonly abstract: boolean;
  readonly properties: ReadonlyMap<string, readonly PropertyValue[]>;
  /** Direct parents, from nesting and from `parent` and `subsumedBy` properties. */
  readonly parents: readonly string[];
}

/** A code system compiled for look-up. */
export interface HeldSystem {
  readonly url: string;
  readonly version?: string;
  /** Every code of the system is held. */
  readonly complete: boolean;
  /** Names of declared properties and filters. */
  readonly properties: ReadonlySet<string>;
  readonly concepts: ReadonlyMap<string, HeldConcept>;
  find(code: string): HeldConcept | undefined;
  children(code: string): readonly string[];
  /** `code` itself and everything below it; safe against cycles. */
  descendantsOrSelf(code: string): ReadonlySet<string>;
}

const MAX_DEPTH = 1000;

const propertyValue = (property: NonNullable<CodeSystemConcept['property']>[number]): PropertyValue | undefined =>
  property.valueCode ??
  property.valueString ??
  property.valueBoolean ??
  property.valueInteger ??
  property.valueDecimal ??
  property.valueDateTime ??
  property.valueCoding?.code;

interface Draft extends HeldConcept {
  parents: string[];
}

function draft(
  concept: CodeSystemConcept,
  supplement: CodeSystemConcept | undefined,
  canonicalName: (property: string) => string,
): Draft {
  const properties = new Map<string, PropertyValue[]>();
  for (const property of [...objects(concept.property), ...objects(supplement?.property)]) {
    const value = propertyValue(property);
    if (value === undefined) continue;
    const name = canonicalName(property.code);
    properties.set(name, [...(properties.get(name) ?? []), value]);
  }
  const status = properties.get('status')?.[0];
  const designations = [
    ...objects(concept.designation).map(({ value }) => value),
    ...(supplement?.display === undefined ? [] : [supplement.display]),
    ...objects(supplement?.designation).map(({ value }) => value),
  ];
  return {
    code: concept.code,
    ...(concept.display === undefined ? {} : { display: concept.display }),
    designations,
    inactive: properties.get('inactive')?.[0] === true || status === 'retired' || status === 'inactive',
    abstract: properties.get('notSelectable')?.[0] === true || properties.get('abstract')?.[0] === true,
    properties,
    parents: [],
  };
}

const EMPTY_CONCEPT: Omit<HeldConcept, 'code'> = {
  designations: [],
  inactive: false,
  abstract: false,
  properties: new Map(),
  parents: [],
};

/** Codes of HL7 v2 tables that end in `xxx` stand for others: `NNxxx` for `NNGBR`, with a country code of three letters. */
function placeholders(concepts: ReadonlyMap<string, unknown>): RegExp | undefined {
  const stems = [...concepts.keys()].flatMap((code) => /^([A-Z]+)xxx$/.exec(code)?.[1] ?? []);
  return stems.length === 0 ? undefined : new RegExp(`^(?:${stems.join('|')})[A-Z]{3}$`);
}

const CONCEPT_PROPERTIES = 'http://hl7.org/fhir/concept-properties#';

/** Compiles a code system with its supplements. */
export function holdCodeSystem(system: CodeSystem, supplements: readonly CodeSystem[] = []): HeldSystem {
  const names = new Map<string, string>();
  for (const { code, uri } of objects(system.property)) {
    names.set(code, uri?.startsWith(CONCEPT_PROPERTIES) ? uri.slice(CONCEPT_PROPERTIES.length) : code);
  }
  const canonicalName = (property: string): string => names.get(property) ?? property;
  const additions = new Map<string, CodeSystemConcept>();
  for (const supplement of supplements) {
    walk(objects(supplement.concept), (concept) => void additions.set(concept.code, concept));
  }
  const concepts = new Map<string, Draft>();
  walk(objects(system.concept), (concept, parent) => {
    const held = concepts.get(concept.code) ?? draft(concept, additions.get(concept.code), canonicalName);
    concepts.set(concept.code, held);
    if (parent !== undefined) held.parents.push(parent);
  });
  linkByProperties(concepts);

  const open = placeholders(concepts);
  const ignoreCase = system.caseSensitive === false;
  const folded = new Map<string, Draft>();
  if (ignoreCase) for (const [code, concept] of concepts) folded.set(code.toLowerCase(), concept);
  let childrenOf: Map<string, string[]> | undefined;
  const children = (code: string): readonly string[] => {
    childrenOf ??= invert(concepts);
    return childrenOf.get(code) ?? [];
  };
  return {
    url: system.url ?? '',
    ...(system.version === undefined ? {} : { version: system.version }),
    complete: system.content === 'complete',
    properties: new Set([...names.keys(), ...names.values(), ...objects(system.filter).map(({ code }) => code)]),
    concepts,
    find: (code) =>
      concepts.get(code) ??
      (ignoreCase ? folded.get(code.toLowerCase()) : undefined) ??
      (open === undefined || !open.test(code) ? undefined : { ...EMPTY_CONCEPT, code }),
    children,
    descendantsOrSelf: (code) => {
      const reached = new Set([code]);
      for (const next of reached) for (const child of children(next)) reached.add(child);
      return reached;
    },
  };
}

function walk(
  concepts: readonly CodeSystemConcept[],
  visit: (concept: CodeSystemConcept, parent: string | undefined) => void,
  parent?: string,
  depth = 0,
): void {
  if (depth > MAX_DEPTH) return;
  for (const concept of concepts) {
    if (!hasStrings(concept, ['code'])) continue;
    visit(concept, parent);
    walk(objects(concept.concept), visit, concept.code, depth + 1);
  }
}

function linkByProperties(concepts: ReadonlyMap<string, Draft>): void {
  for (const concept of concepts.values()) {
    for (const name of ['parent', 'subsumedBy']) {
      for (const value of concept.properties.get(name) ?? []) concept.parents.push(String(value));
    }
    for (const value of concept.properties.get('child') ?? []) concepts.get(String(value))?.parents.push(concept.code);
  }
}

function invert(concepts: ReadonlyMap<string, HeldConcept>): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const concept of concepts.values()) {
    for (const parent of concept.parents) children.set(parent, [...(children.get(parent) ?? []), concept.code]);
  }
  return children;
}
