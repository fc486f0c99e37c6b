import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { valueOf } from '../value.js';
import type { ResourceRule, RuleContext } from './rule.js';
import { isTree, list, text, type Tree } from './tree.js';

/** Profiles of the parameters of an operation do not conflict with the parameters themselves (R4 OperationDefinition.inputProfile). */
export const operationDefinition: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'OperationDefinition') return;
  checkProfile(resource, 'in', `${at}.inputProfile`, at, context);
  checkProfile(resource, 'out', `${at}.outputProfile`, at, context);
};

function checkProfile(resource: Tree, use: 'in' | 'out', place: string, at: string, context: RuleContext): void {
  const canonical = text(resource[`${use}putProfile`]);
  const profile = canonical === undefined ? undefined : context.definitions.structure(canonical);
  if (profile === undefined) return;
  if (profile.type !== 'Parameters') {
    context.report('operation-profile', 'error', place, { problem: 'not of Parameters' });
    return;
  }
  const slices = slicesOf(profile);
  list(resource['parameter']).forEach((parameter, index) => {
    const slice = isTree(parameter) && parameter['use'] === use ? slices.get(text(parameter['name']) ?? '') : undefined;
    if (slice === undefined || !isTree(parameter)) return;
    for (const problem of conflicts(parameter, slice))
      context.report('operation-profile', 'error', `${at}.parameter[${index}]`, { problem });
  });
}

interface Slice {
  readonly min: number;
  readonly max: number;
  readonly types: readonly string[];
}

const limit = (max: unknown): number => (max === '*' || max === undefined ? Infinity : Number(max));

/** The slices of a profile of Parameters by the name that they fix. */
function slicesOf(profile: StructureDefinition): ReadonlyMap<string, Slice> {
  const elements = profile.snapshot?.element ?? [];
  const byId = new Map(elements.map((element) => [element.id, element]));
  const found = new Map<string, Slice>();
  for (const { id, path, sliceName, min, max } of elements) {
    if (path !== 'Parameters.parameter' || sliceName === undefined || id === undefined) continue;
    const name = byId.get(`${id}.name`);
    const fixed = name && (valueOf(name, 'fixed') ?? valueOf(name, 'pattern'))?.value;
    const carriers = ['resource', 'value[x]'].map((child) => byId.get(`${id}.${child}`));
    if (typeof fixed === 'string')
      found.set(fixed, { min: min ?? 0, max: limit(max), types: carriers.flatMap(typesOf) });
  }
  return found;
}

const typesOf = (element: ElementDefinition | undefined): readonly string[] =>
  element === undefined || element.max === '0' ? [] : (element.type ?? []).map(({ code }) => code);

/** What a parameter and its slice cannot both be; a profile may ask for more than the parameter does. */
function conflicts(parameter: Tree, slice: Slice): readonly string[] {
  const type = text(parameter['type']);
  const min = typeof parameter['min'] === 'number' ? parameter['min'] : 0;
  const open = type === undefined || /^(?:Any|Resource|DomainResource|Element|Type)$/.test(type);
  const other = !open && slice.types.length > 0 && !slice.types.some((one) => one === type || one === 'Resource');
  return [...(min > slice.max || slice.min > limit(parameter['max']) ? ['number'] : []), ...(other ? ['type'] : [])];
}
