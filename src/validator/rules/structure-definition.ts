import type { StructureDefinition } from 'fhir/r4.js';
import { generateSnapshot } from '../../definitions/snapshot/generate.js';
import { ReadinessError } from '../../model/index.js';
import { shapesOf, type Shapes } from '../invariant/shapes.js';
import type { ResourceRule, RuleContext } from './rule.js';
import { ConstraintCheck, isElementList } from './structure-constraints.js';
import { checkContexts } from './structure-context.js';
import { checkElement, checkExtensionUrl, checkKind } from './structure-elements.js';
import { checkNarrowing } from './structure-narrowing.js';
import { typesAt } from './structure-paths.js';
import { checkSliceNames, checkSliceSums, checkSlicing } from './structure-slicing.js';
import { checkSnapshotElement } from './structure-snapshot.js';
import { isTree, text, type Tree } from './tree.js';

/** Rules of StructureDefinition beside its invariants (R4 profiling.html): a differential its base can carry, slicing and constraints that work. */
export const structureDefinition: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'StructureDefinition') return;
  const shapes = shapesOf((type) => context.definitions.base(type));
  const elements = isElementList(resource['differential']);
  const constraint = resource['derivation'] === 'constraint';
  const base = baseOf(resource, at, context);
  checkContexts(resource, shapes, at, context);
  if (base !== undefined) {
    checkKind(resource, base, at, context);
    checkExtensionUrl(resource, base, at, context);
    if (constraint && resource['kind'] !== 'logical') checkSnapshot(resource, base, elements, at, context);
  }
  const constraints = new ConstraintCheck(text(resource['url']), base, 'warning', context);
  elements.forEach((element, index) => {
    if (!isTree(element)) return;
    const place = `${at}.differential.element[${index}]`;
    checkBoth(element, place, constraints, shapes, context);
    const path = text(element['path']) ?? '';
    if (constraint && element['meaningWhenMissing'] !== undefined && !/(?:^Extension|\.extension)$/.test(path)) {
      const params = { problem: 'meaning-when-missing', element: path.slice(0, 120) };
      context.report('structure-differential', 'error', place, params);
    }
  });
  checkSliceNames(elements, at, context);
  const whole = new ConstraintCheck(text(resource['url']), undefined, 'error', context);
  isElementList(resource['snapshot']).forEach((element, index) => {
    if (!isTree(element)) return;
    const place = `${at}.snapshot.element[${index}]`;
    checkBoth(element, place, whole, shapes, context);
    checkSnapshotElement(element, constraint, place, context);
  });
};

/** What differential and snapshot have in common. */
function checkBoth(
  element: Tree,
  at: string,
  constraints: ConstraintCheck,
  shapes: Shapes,
  context: RuleContext,
): void {
  const path = text(element['path']);
  if (path === undefined) return;
  const site = { element, path, at, types: typesAt(path, shapes), shapes };
  checkElement(site, context);
  checkSlicing(site, context);
  constraints.check(site);
}

function baseOf(resource: Tree, at: string, context: RuleContext): StructureDefinition | undefined {
  const base = text(resource['baseDefinition']);
  const held = base === undefined ? undefined : context.definitions.structure(base);
  if (base !== undefined && held === undefined)
    context.report('structure-base-unknown', 'information', at, { base }, { undecided: true });
  return held;
}

/** Makes the snapshot and reports what the differential gets wrong. */
function checkSnapshot(
  resource: Tree,
  base: StructureDefinition,
  elements: readonly unknown[],
  at: string,
  context: RuleContext,
): void {
  checkNarrowing(elements, base, at, context);
  checkSliceSums(elements, base, at, context);
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
