import type { Target } from './profile.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';

const LITERAL = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** Resource type that a literal reference names: `Patient/1`, `https://host/fhir/Patient/1/_history/2`. */
export function typeOfLiteral(reference: string, schemas: Schemas): string | undefined {
  const type = LITERAL.exec(reference)?.[1];
  return type !== undefined && schemas.definitions.isResource(type) ? type : undefined;
}

/** Where a reference leads: the resource itself, or only its type, or nothing that can be told. */
export function targetOf(reference: Node, schemas: Schemas, run: Run): { resource?: Node; type?: string } {
  const literal = reference['reference'];
  if (typeof literal === 'string') {
    const resource = run.resolve(literal);
    if (isNode(resource) && typeof resource['resourceType'] === 'string') {
      return { resource, type: resource['resourceType'] };
    }
    const type = typeOfLiteral(literal, schemas);
    if (type !== undefined) return { type };
  }
  const type = reference['type'];
  return typeof type === 'string' ? { type: type.slice(type.lastIndexOf('/') + 1) } : {};
}

/** Judges a Reference at the current node by the target types of the base definition. */
export function checkTargetType(
  reference: Node,
  allowed: readonly string[],
  element: string,
  schemas: Schemas,
  run: Run,
): void {
  const { type, resource } = targetOf(reference, schemas, run);
  if (type === undefined || allowed.includes(type)) return;
  run.report(
    'reference-target-type',
    'error',
    { element, found: type, allowed, resolved: resource !== undefined },
    { rule: 'type' },
  );
}

/** Judges a Reference at the current node by the target profiles and aggregation modes of a profile. */
export function checkTarget(
  reference: Node,
  { profiles, aggregation }: Target,
  profile: string,
  schemas: Schemas,
  run: Run,
): void {
  const { type, resource } = targetOf(reference, schemas, run);
  if (aggregation.length > 0) checkAggregation(reference, aggregation, resource, profile, schemas, run);
  if (profiles.length === 0 || type === undefined) return;
  const definitions = profiles.map((url) => ({ url, definition: schemas.definitions.structure(url) }));
  const fitting = definitions.filter(({ url, definition }) => {
    const target = definition?.type ?? url.slice(url.lastIndexOf('/') + 1);
    return target === type || target === 'Resource' || (target === 'DomainResource' && resource !== undefined);
  });
  if (fitting.length === 0) {
    if (definitions.some(({ definition }) => definition === undefined)) return;
    const allowed = [...new Set(definitions.map(({ definition }) => definition?.type ?? ''))];
    run.report(
      'reference-target-type',
      'error',
      { element: profile, found: type, allowed, profile },
      { rule: 'type', profile },
    );
    return;
  }
  if (resource === undefined) return;
  for (const { definition } of fitting) {
    if (definition === undefined) return;
    if (definition.derivation !== 'constraint') return;
    const compiled = schemas.profile(definition.url);
    if (compiled === undefined || run.conforms(resource, compiled)) return;
  }
  run.report(
    'reference-target-profile',
    'error',
    { profiles: fitting.map(({ url }) => url), type, profile },
    { rule: 'profile', profile },
  );
}

function checkAggregation(
  reference: Node,
  modes: readonly string[],
  resource: Node | undefined,
  profile: string,
  schemas: Schemas,
  run: Run,
): void {
  const literal = reference['reference'];
  if (typeof literal !== 'string') return;
  const inBundle = run.root['resourceType'] === 'Bundle';
  if (!inBundle && schemas.options.aggregationOutsideBundles === false) return;
  const mode = literal.startsWith('#')
    ? 'contained'
    : resource !== undefined && run.isInDocument(literal)
      ? 'bundled'
      : 'referenced';
  if (modes.includes(mode) || (mode === 'bundled' && modes.includes('referenced'))) return;
  run.report(
    'reference-aggregation',
    'error',
    { found: mode, allowed: modes, profile },
    { rule: 'aggregation', profile },
  );
}
