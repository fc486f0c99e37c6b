import type { ResourceRule } from './rule.js';
import { isFhirPath } from './structure-constraints.js';
import { list, text } from './tree.js';

/** Rules of SearchParameter (R4 searchparameter.html): an expression that can be read, components only for composites. */
export const searchParameter: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'SearchParameter') return;
  const expression = text(resource['expression']);
  if (expression !== undefined && !isFhirPath(expression)) {
    context.report('fhirpath-syntax', 'error', `${at}.expression`, { key: text(resource['code']) ?? '' });
  }
  const components = list(resource['component']).length;
  if (components > 0 && resource['type'] !== 'composite')
    context.report('search-parameter-component', 'error', `${at}.component`);
  if (components === 0 && resource['type'] === 'composite') context.report('search-parameter-component', 'error', at);
};
