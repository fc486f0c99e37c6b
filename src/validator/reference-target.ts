import type { Target, TargetDefinition } from './profile.js';
import { slashOfRelative, typeNamed } from './literal.js';
import { isJudged } from './rules/reference.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';

/** Resource type that a literal reference names: `Patient/1`, `https://host/fhir/Patient/1/_history/2`. */
export function typeOfLiteral(reference: string, schemas: Schemas): string | undefined {
  const type = typeNamed(reference);
  return type !== undefined && schemas.definitions.isResource(type) ? type : undefined;
}

const knownType = (type: string, { definitions }: Schemas): string | undefined =>
  definitions.isResource(type) ? type : undefined;

/** Where a reference leads: the resource itself, or only its type, or nothing that can be told. */
export function targetOf(reference: Node, schemas: Schemas, run: Run): { resource?: Node; type?: string } {
  const literal = reference['reference'];
  if (typeof literal === 'string') {
    const resource = run.resolve(literal);
    if (isNode(resource) && typeof resource['resourceType'] === 'string' && isJudged(literal, run, schemas.options)) {
      return { resource, type: resource['resourceType'] };
    }
    const slash = slashOfRelative(literal);
    const type = slash < 0 ? typeOfLiteral(literal, schemas) : knownType(literal.slice(0, slash), schemas);
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
export function checkTarget(reference: Node, target: Target, profile: string, schemas: Schemas, run: Run): void {
  const { profiles, aggregation } = target;
  const { type, resource } = targetOf(reference, schemas, run);
  if (aggregation.length > 0) checkAggregation(reference, aggregation, resource, profile, schemas, run);
  if (profiles.length === 0 || type === undefined) return;
  target.definitions ??= profiles.map((url) => targetDefinition(url, schemas));
  const { definitions } = target;
  const fits = (wanted: TargetDefinition): boolean =>
    wanted.type === type || wanted.type === 'Resource' || (wanted.type === 'DomainResource' && resource !== undefined);
  const literal = reference['reference'];
  const inside = resource !== undefined && typeof literal === 'string' && run.isInDocument(literal);
  const judged = inside || (resource !== undefined && schemas.options.externalReferences === 'valid');
  const open = definitions.some(({ isHeld }) => !isHeld);
  if (open && judged && !definitions.some((wanted) => wanted.isHeld && fits(wanted))) {
    for (const { url, isHeld } of definitions)
      if (!isHeld) run.report('profile-type-unknown', 'error', { profile: url, type }, { rule: url, profile });
    return;
  }
  if (!definitions.some(fits)) {
    if (open) return;
    const allowed = [...new Set(definitions.map((wanted) => wanted.type))];
    const params = { element: profile, found: type, allowed, profile };
    run.report('reference-target-type', 'error', params, { rule: 'type', profile });
    return;
  }
  if (!judged) return;
  const fitting = definitions.filter(fits);
  for (const { url, isHeld, isConstraint } of fitting) {
    const compiled = isHeld && isConstraint ? schemas.profile(url) : undefined;
    if (compiled === undefined || run.conforms(resource, compiled, undefined, inside)) return;
  }
  const params = { profiles: fitting.map(({ url }) => url), type, profile };
  run.report('reference-target-profile', 'error', params, { rule: 'profile', profile });
}

function targetDefinition(url: string, { definitions }: Schemas): TargetDefinition {
  const definition = definitions.structure(url);
  return {
    url,
    type: definition?.type ?? url.slice(url.lastIndexOf('/') + 1),
    isHeld: definition !== undefined,
    isConstraint: definition?.derivation === 'constraint',
  };
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
