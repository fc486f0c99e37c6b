import { openDefinitions } from '../../../src/definitions/index.js';
import { createTerminology } from '../../../src/terminology/index.js';
import type { FhirResource } from 'fhir/r4.js';
import type { ValidatorOptions } from '../../../src/validator/api.js';
import type { ResourceRule } from '../../../src/validator/rules/rule.js';

export type Tree = Readonly<Record<string, unknown>>;

/** What a rule says of a resource: `severity code place`, `undecided` for what is left open. */
export function ask(
  rule: ResourceRule,
  resource: Tree,
  { held = [], options = {} }: { readonly held?: readonly Tree[]; readonly options?: ValidatorOptions } = {},
): readonly string[] {
  const definitions = openDefinitions({ ukCore: 'none', resources: held as unknown as FhirResource[] });
  const said: string[] = [];
  rule(resource, String(resource['resourceType']), {
    definitions,
    terminology: createTerminology(definitions),
    options,
    root: resource,
    resolve: () => undefined,
    report: (code, severity, expression, _params, more) => {
      said.push(`${more?.undecided === true ? 'undecided' : severity} ${code} ${expression}`);
    },
  });
  return said;
}
