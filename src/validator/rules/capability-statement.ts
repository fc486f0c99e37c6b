import type { ResourceRule } from './rule.js';
import { isTree, text, trees } from './tree.js';

/** A search parameter is of the type that its definition has, where that is held (R4 capabilitystatement-definitions.html#CapabilityStatement.rest.resource.searchParam.type). */
export const capabilityStatement: ResourceRule = (resource, at, context) => {
  trees(resource['rest']).forEach((rest, i) => {
    trees(rest['resource']).forEach((one, j) => {
      trees(one['searchParam']).forEach((parameter, k) => {
        const definition = text(parameter['definition']);
        const type = text(parameter['type']);
        const held: unknown = definition === undefined ? undefined : context.definitions.resource(definition);
        if (type === undefined || !isTree(held) || held['resourceType'] !== 'SearchParameter') return;
        const expected = text(held['type']);
        if (expected === undefined || expected === type) return;
        const place = `${at}.rest[${i}].resource[${j}].searchParam[${k}]`;
        context.report('search-parameter-type', 'error', place, { expected, type });
      });
    });
  });
};
