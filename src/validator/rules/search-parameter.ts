import { shapesOf } from '../invariant/shapes.js';
import { pathFaults } from './fhirpath-names.js';
import type { ResourceRule, RuleContext } from './rule.js';
import { list, text, type Tree } from './tree.js';

/** Rules of SearchParameter (R4 searchparameter.html): an expression over its bases, components only for composites, a base it fits. */
export const searchParameter: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'SearchParameter') return;
  const expression = text(resource['expression']);
  const bases = list(resource['base']).filter((base) => typeof base === 'string');
  if (expression !== undefined) {
    const shapes = shapesOf((type) => context.definitions.base(type));
    for (const { code, name } of pathFaults(expression, bases, shapes))
      context.report(code, 'error', `${at}.expression`, { key: text(resource['code']) ?? '', name });
  }
  const components = list(resource['component']).length;
  if (components > 0 && resource['type'] !== 'composite')
    context.report('search-parameter-component', 'error', `${at}.component`);
  if (components < 2 && resource['type'] === 'composite') context.report('search-parameter-component', 'error', at);
  checkDerived(resource, bases, at, context);
};

/** What is derived from another parameter has its type, and bases among its own (R4 SearchParameter.derivedFrom). */
function checkDerived(resource: Tree, bases: readonly string[], at: string, context: RuleContext): void {
  const canonical = text(resource['derivedFrom']);
  const held = canonical === undefined ? undefined : context.definitions.resource(canonical);
  if (held?.resourceType !== 'SearchParameter') return;
  const others: readonly string[] = held.base;
  const fits = others.includes('Resource') || bases.every((base) => others.includes(base));
  if (!fits || (resource['type'] !== undefined && resource['type'] !== held.type))
    context.report('search-parameter-derived', 'error', at, { canonical: held.url });
}
