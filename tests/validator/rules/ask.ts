import { openDefinitions } from '../../../src/definitions/index.js';
import { createTerminology } from '../../../src/terminology/index.js';
import type { FhirResource } from 'fhir/r4.js';
import type { ValidatorOptions } from '../../../src/validator/api.js';
import { BundleIndex } from '../../../src/validator/rules/bundle-links.js';
import { fragmentsIn } from '../../../src/validator/rules/fragments.js';
import { visitTree } from '../../../src/validator/visit.js';
import { referencePaths } from '../../../src/validator/place.js';
import { Schemas } from '../../../src/validator/schemas.js';
import type { ResourceRule } from '../../../src/validator/rules/rule.js';

export type Tree = Readonly<Record<string, unknown>>;

export const LOCAL = 'http://example.org/cs';

/** A complete code system of two codes. */
export const cs = (more: Tree): Tree => ({
  resourceType: 'CodeSystem',
  url: LOCAL,
  content: 'complete',
  concept: [{ code: 'a' }, { code: 'b' }],
  ...more,
});

/** What a rule says of a resource: `severity code place`, `undecided` for what is left open. */
export function ask(
  rule: ResourceRule,
  resource: Tree,
  { held = [], options = {} }: { readonly held?: readonly Tree[]; readonly options?: ValidatorOptions } = {},
): readonly string[] {
  const definitions = openDefinitions({ ukCore: 'none', resources: held as unknown as FhirResource[] });
  const terminology = createTerminology(definitions);
  const schemas = new Schemas(
    definitions,
    terminology,
    options,
    () => () => true,
    () => ({ plain: undefined, look: undefined, after: undefined }),
  );
  const said: string[] = [];
  rule(resource, String(resource['resourceType']), {
    definitions,
    terminology,
    options,
    root: resource,
    resolve: () => ({ plain: undefined, look: undefined, after: undefined }),
    fragments: () => fragmentsIn(resource),
    narrativeLinks: () => [],
    bundleIndex: (bundle) => new BundleIndex(bundle),
    referencesIn: (entry) => referencesIn((resource['entry'] as readonly Tree[])[entry]?.['resource']),
    referencePaths: (from) => referencePaths(from, schemas),
    report: (code, severity, expression, _params, more) => {
      said.push(`${more?.undecided === true ? 'undecided' : severity} ${code} ${expression}`);
    },
  });
  return said;
}

function referencesIn(resource: unknown): readonly Tree[] {
  const found: Tree[] = [];
  visitTree(resource, (value) => {
    const reference = typeof value === 'object' && value !== null ? (value as Tree)['reference'] : undefined;
    if (typeof reference === 'string' && !reference.startsWith('#')) found.push(value as Tree);
  });
  return found.reverse();
}
