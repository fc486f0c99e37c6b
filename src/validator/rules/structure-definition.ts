import type { StructureDefinition } from 'fhir/r4.js';
import { generateSnapshot } from '../../definitions/snapshot/generate.js';
import { ReadinessError } from '../../model/index.js';
import { shapesOf, type Shapes } from '../invariant/shapes.js';
import { parseExpression, UnsupportedExpression } from '../invariant/syntax.js';
import type { ResourceRule, RuleContext } from './rule.js';
import { checkElement, checkExtensionUrl, checkKind } from './structure-elements.js';
import { checkNarrowing } from './structure-narrowing.js';
import { isTree, list, text, trees, type Tree } from './tree.js';

/** Rules of StructureDefinition beside its invariants (R4 profiling.html): a differential its base can carry, slicing and constraints that work. */
export const structureDefinition: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'StructureDefinition') return;
  const shapes = shapesOf((type) => context.definitions.base(type));
  const differential = isTree(resource['differential']) ? resource['differential'] : {};
  const profile = resource['derivation'] === 'constraint' && resource['kind'] !== 'logical';
  const elements = list(differential['element']);
  if (profile) checkSnapshot(resource, elements, at, context);
  elements.forEach((element, index) => {
    if (!isTree(element)) return;
    const place = `${at}.differential.element[${index}]`;
    const path = text(element['path']);
    if (profile && path !== undefined)
      checkElement({ element, path, at: place, types: typesAt(path, shapes), shapes }, context);
    if (profile) checkRoot(element, place, context);
    if (profile) checkDiscriminators(element, place, shapes, context);
    checkConstraints(element, place, context);
  });
};

/** Makes the snapshot and reports what the differential gets wrong. */
function checkSnapshot(resource: Tree, elements: readonly unknown[], at: string, context: RuleContext): void {
  const base = text(resource['baseDefinition']);
  if (base === undefined) return;
  const held = context.definitions.structure(base);
  if (held === undefined) {
    context.report('structure-base-unknown', 'information', at, { base }, { undecided: true });
    return;
  }
  checkKind(resource, held, at, context);
  checkExtensionUrl(resource, held, at, context);
  checkNarrowing(elements, held, at, context);
  try {
    const definition = resource as unknown as StructureDefinition;
    const { problems } = generateSnapshot(definition, {
      snapshotOf: (canonical) => context.definitions.structure(canonical) ?? 'unknown',
    });
    const places = firstPlaces(elements);
    for (const { element, code } of problems) {
      if (code === 'unknown-profile' || code === 'no-snapshot') continue;
      const index = places.get(element);
      const place = index === undefined ? `${at}.differential` : `${at}.differential.element[${index}]`;
      context.report('structure-differential', 'error', place, {
        problem: code,
        element: (element ?? '').slice(0, 120),
      });
    }
  } catch (error) {
    if (!(error instanceof ReadinessError)) throw error;
    context.report('structure-snapshot', 'error', at, {});
  }
}

/** The first element with an id or path. */
function firstPlaces(elements: readonly unknown[]): ReadonlyMap<unknown, number> {
  const places = new Map<unknown, number>();
  elements.forEach((element, index) => {
    if (!isTree(element)) return;
    for (const name of [element['id'], element['path']]) if (!places.has(name)) places.set(name, index);
  });
  return places;
}

/** A profile does not slice the root of its type. */
function checkRoot(element: Tree, at: string, context: RuleContext): void {
  const path = text(element['path']);
  if (path !== undefined && !path.includes('.') && element['slicing'] !== undefined)
    context.report('structure-root-slicing', 'error', at);
}

/** The path of a discriminator leads to an element of what is sliced. */
function checkDiscriminators(element: Tree, at: string, shapes: Shapes, context: RuleContext): void {
  const slicing = isTree(element['slicing']) ? element['slicing'] : undefined;
  const path = text(element['path']);
  if (slicing === undefined || path === undefined) return;
  const types = typesAt(path, shapes);
  list(slicing['discriminator']).forEach((discriminator, index) => {
    const steps = isTree(discriminator) ? text(discriminator['path']) : undefined;
    if (steps === undefined || types === undefined) return;
    if (!leads(types, steps, shapes)) {
      context.report('structure-discriminator', 'error', `${at}.slicing.discriminator[${index}]`, {
        path: steps.slice(0, 120),
        element: path,
      });
    }
  });
}

/** Types an element of R4 can have; undefined where its path is not followed. */
function typesAt(path: string, shapes: Shapes): readonly string[] | undefined {
  const [head = '', ...steps] = path.split('.');
  let types: readonly string[] = [head];
  for (const step of steps) {
    const next = types.flatMap(
      (type) => shapes.child(type, step.replace('[x]', ''))?.options.map((option) => option.type) ?? [],
    );
    if (next.length === 0) return undefined;
    types = next;
  }
  return types;
}

const OPEN = new Set(['Resource', 'DomainResource', 'Reference', 'canonical']);

function leads(types: readonly string[], path: string, shapes: Shapes): boolean {
  if (path === '$this' || path === '') return true;
  let at = types;
  for (const step of path.split('.')) {
    if (step === '$this') continue;
    if (/[()]/.test(step) || at.some((type) => OPEN.has(type) || type.includes('/'))) return true;
    const next = at.flatMap((type) => shapes.child(type, step)?.options.map((option) => option.type) ?? []);
    if (next.length === 0) return false;
    at = next;
  }
  return true;
}

/** Expressions of constraints are FHIRPath. */
function checkConstraints(element: Tree, at: string, context: RuleContext): void {
  trees(element['constraint']).forEach((constraint, index) => {
    const expression = text(constraint['expression']);
    if (expression !== undefined && !isFhirPath(expression)) {
      context.report('fhirpath-syntax', 'error', `${at}.constraint[${index}].expression`, {
        key: text(constraint['key']) ?? '',
      });
    }
  });
}

/** True for text that is FHIRPath, whether or not it can be compiled here. */
export function isFhirPath(expression: string): boolean {
  try {
    parseExpression(expression);
    return true;
  } catch (error) {
    return error instanceof UnsupportedExpression;
  }
}
