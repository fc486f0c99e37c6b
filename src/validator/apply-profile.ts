import { checkCodeBinding, checkCodedBinding } from './binding.js';
import { checkRules } from './check-rule.js';
import { checkConstraints } from './constraint.js';
import { checkFixed, checkPattern } from './fixed.js';
import { primitive } from './invariant/index.js';
import { checkLimits } from './limits.js';
import { checkLanguageSections } from './narrative-language.js';
import { PRIMITIVES } from './primitive.js';
import type { Item, Profile } from './profile.js';
import { checkTarget } from './reference-target.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';

/** Judges the current node, a resource or a value of a data type, by a profile. The base structure has been judged already. */
export function applyProfile(profile: Profile, node: Node, type: string, schemas: Schemas, run: Run): void {
  faultOf(profile, run);
  checkItem(profile.root, node, undefined, type, schemas, run);
}

/** Judges the current node by the profiles that a base definition puts on its type: one of them must be met. */
export function applyOwnProfiles(urls: readonly string[], node: Node, type: string, schemas: Schemas, run: Run): void {
  const first = urls[0] === undefined ? undefined : schemas.profile(urls[0]);
  if (first === undefined) return;
  const isMet = (url: string): boolean => {
    const profile = schemas.profile(url);
    return profile === undefined || run.conforms(node, profile);
  };
  if (urls.length === 1) applyProfile(first, node, type, schemas, run);
  else if (!urls.some(isMet))
    run.report('profile-none-met', 'error', { profiles: urls, type }, { rule: urls.join(' ') });
}

/** A profile that cannot be evaluated is a finding about the profile. */
function faultOf({ fault, url }: Profile, run: Run): void {
  if (fault === undefined) return;
  run.report('profile-fault', 'information', { profile: url, fault }, { rule: url, profile: url, undecided: true });
}

/** Judges one value by what a profile says of it. */
export function checkItem(
  item: Item,
  value: unknown,
  sibling: Node | undefined,
  type: string,
  schemas: Schemas,
  run: Run,
): void {
  if (item.types !== undefined && type !== '' && !allowsType(item.types, value, type)) {
    reportType(item, item.types, type, run);
    return;
  }
  if (item.holdsResources && isResource(value) && value !== run.resource) {
    const { resource, rootResource } = run;
    run.resource = value;
    run.rootResource = value;
    checkParts(item, value, sibling, type, schemas, run);
    run.resource = resource;
    run.rootResource = rootResource;
  } else {
    checkParts(item, value, sibling, type, schemas, run);
  }
}

function allowsType(types: ReadonlySet<string>, value: unknown, type: string): boolean {
  if (types.has(type)) return true;
  return (types.has('DomainResource') || types.has('Resource')) && isNode(value) && value['resourceType'] !== undefined;
}

/** Where one type is left, its value is wrong; where several are, or an extension's value is meant, the element that holds it. */
function reportType(item: Item, types: ReadonlySet<string>, type: string, run: Run): void {
  const { element, profile } = item;
  const inside = types.size === 1 && element !== 'Extension.value[x]';
  const depth = run.depth;
  if (!inside) run.depth -= 1;
  const rule = element.slice(element.lastIndexOf('.') + 1);
  run.report('type-not-allowed', 'error', { type, allowed: [...types], element, profile }, { rule, profile });
  run.depth = depth;
}

function checkParts(
  item: Item,
  value: unknown,
  sibling: Node | undefined,
  type: string,
  schemas: Schemas,
  run: Run,
): void {
  if (item.fixed !== undefined) checkFixed(item, value, sibling, run);
  if (item.pattern !== undefined) checkPattern(item, value, run);
  if (item.binding !== undefined) {
    if (typeof value === 'string') checkCodeBinding(item.binding, value, schemas.terminology, run);
    else if (isNode(value)) checkCodedBinding(item.binding, type, value, schemas.terminology, run);
  }
  if (item.limits !== undefined) checkLimits(item, item.limits, value, sibling, run);
  if (item.typeProfiles !== undefined) checkTypeProfiles(item.typeProfiles, value, sibling, type, schemas, run);
  if (item.target !== undefined && isNode(value)) checkTarget(value, item.target, item.profile, schemas, run);
  if (item.languages !== undefined && isNode(value)) checkLanguageSections(value, item.languages, item.profile, run);
  if (item.children !== undefined) {
    const node = isNode(value)
      ? value
      : PRIMITIVES.has(type) || type === ''
        ? primitiveNode(value, sibling)
        : undefined;
    if (node !== undefined) checkRules(item.children, node, schemas, run);
  }
  if (item.constraints.length > 0) {
    const node = isNode(value) ? value : primitive(value, sibling);
    if (node !== undefined) checkConstraints(item.constraints, node, schemas.invariants, run);
  }
}

/** A primitive as its parts; most have nothing but a value. */
const primitiveNode = (value: unknown, sibling: Node | undefined): Node =>
  sibling === undefined ? { value } : { ...sibling, value };

const isResource = (value: unknown): value is Node => isNode(value) && typeof value['resourceType'] === 'string';

const fits = ({ type: asked }: Profile, type: string): boolean =>
  asked === type || asked === 'Resource' || asked === 'DomainResource';

/** The value meets the profile of its type, or one of them where there are several. */
function checkTypeProfiles(
  profiles: ReadonlyMap<string, readonly string[]>,
  value: unknown,
  sibling: Node | undefined,
  type: string,
  schemas: Schemas,
  run: Run,
): void {
  const urls = profiles.get(type) ?? profiles.get('DomainResource') ?? profiles.get('Resource');
  if (urls === undefined) return;
  const known = urls.flatMap((url) => schemas.profile(url) ?? []);
  if (known.length === 0) {
    for (const url of urls)
      run.report('profile-type-unknown', 'error', { profile: url, type }, { rule: url, profile: url });
    return;
  }
  const only = urls.length === 1 ? known[0] : undefined;
  if (only !== undefined && isResource(value) && !fits(only, type)) {
    run.report(
      'type-not-allowed',
      'error',
      { type, allowed: [only.type], element: only.url, profile: only.url },
      { rule: only.url, profile: only.url },
    );
  } else if (only !== undefined) {
    const applying = (run.applying ??= []);
    if (applying.some(([profile, depth]) => profile === only && depth === run.depth)) return;
    applying.push([only, run.depth]);
    faultOf(only, run);
    checkItem(only.root, value, sibling, type, schemas, run);
    applying.pop();
  } else if (!known.some((profile) => run.conforms(value, profile, sibling))) {
    run.report('profile-none-met', 'error', { profiles: urls, type }, { rule: urls.join(' ') });
    for (const profile of known) checkItem(profile.root, value, sibling, type, schemas, run);
  }
}
