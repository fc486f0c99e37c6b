import type { ElementDefinitionSlicingDiscriminator } from 'fhir/r4.js';
import { elementProfiles } from './demands.js';
import { typeCodes, type ElementNode } from './element-tree.js';
import { parsePath, select, type PathStep } from './discriminator-path.js';
import type { Candidate, Matcher } from './profile.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { codingOf } from './value-set-test.js';
import { isNode } from './shape.js';
import { equalsFixed, meetsPattern, valueOf } from './value.js';

/** What a slice says about the element its discriminator points at. */
interface Spec {
  readonly node: ElementNode | undefined;
  readonly types: readonly string[];
  readonly profiles: readonly string[];
}

type Test = (candidate: Candidate, run: Run) => boolean | undefined;

/** Decides membership of a slice by its discriminators; undefined where the profile gives nothing to decide by. */
export function sliceMatcher(
  discriminators: readonly ElementDefinitionSlicingDiscriminator[],
  slice: ElementNode,
  schemas: Schemas,
): Matcher | undefined {
  const tests: Matcher[] = [];
  for (const discriminator of discriminators) {
    const steps = parsePath(discriminator.path);
    if (steps === undefined) return undefined;
    const test = testOf(discriminator.type, steps, slice, schemas);
    if (test !== undefined) tests.push(test);
  }
  if (tests.length === 0) return undefined;
  if (tests.length === 1) return tests[0];
  return (candidate, run) => {
    let open = false;
    for (const test of tests) {
      const answer = test(candidate, run);
      if (answer === false) return false;
      if (answer === undefined) open = true;
    }
    return open ? undefined : true;
  };
}

/** Whether fixed values and patterns alone tell the slice, which have no part that is left open. */
export function isToldByValue(
  discriminators: readonly ElementDefinitionSlicingDiscriminator[],
  slice: ElementNode,
  schemas: Schemas,
): boolean {
  return discriminators.every(({ type, path }) => {
    const steps = type === 'value' || type === 'pattern' ? parsePath(path) : undefined;
    const def = steps === undefined ? undefined : specAt(slice, steps, schemas)?.node?.def;
    return def !== undefined && (valueOf(def, 'fixed') ?? valueOf(def, 'pattern')) !== undefined;
  });
}

function testOf(
  type: ElementDefinitionSlicingDiscriminator['type'],
  steps: readonly PathStep[],
  slice: ElementNode,
  schemas: Schemas,
): Matcher | undefined {
  const spec = specAt(slice, steps, schemas);
  if (spec === undefined) return undefined;
  if (type === 'exists') {
    const wanted = spec.node === undefined || spec.node.def.max !== '0';
    return (candidate, run) => {
      const found = select(candidate, steps, run);
      return found.some(({ outside }) => outside === true) ? undefined : found.length > 0 === wanted;
    };
  }
  const byValue = type !== 'type' && type !== 'profile';
  const test = byValue
    ? (valueTest(spec.node, schemas) ?? valueTest(specAt(slice, steps, schemas, true)?.node, schemas))
    : type === 'type'
      ? typeTest(spec)
      : profileTest(spec, schemas);
  if (test === undefined) return undefined;
  const matches: Matcher = (candidate, run) => {
    let open = false;
    for (const found of select(candidate, steps, run)) {
      const answer = byValue && found.outside === true ? undefined : test(found, run);
      if (answer === true) return true;
      if (answer === undefined) open = true;
    }
    return open ? undefined : false;
  };
  return (byValue ? byText(steps, spec, matches) : undefined) ?? matches;
}

/** The commonest discriminator by far, a fixed text one step below the value (`system`, `url`), compared at once. */
function byText([step, ...more]: readonly PathStep[], { node }: Spec, otherwise: Matcher): Matcher | undefined {
  const wanted = node === undefined ? undefined : (valueOf(node.def, 'fixed') ?? valueOf(node.def, 'pattern'))?.value;
  if (step?.kind !== 'name' || more.length > 0 || typeof wanted !== 'string') return undefined;
  const { name } = step;
  return (candidate, run) => {
    const found = isNode(candidate.value) && candidate.outside !== true ? candidate.value[name] : undefined;
    return typeof found === 'string' ? found === wanted : otherwise(candidate, run);
  };
}

function typeTest({ types }: Spec): Test | undefined {
  if (types.length === 0) return undefined;
  const wanted = new Set(types);
  if (wanted.has('Resource')) return () => true;
  return ({ type, value, outside }) =>
    outside === true && type === ''
      ? undefined
      : wanted.has(type) ||
        (isNode(value) && typeof value['resourceType'] === 'string' && wanted.has(value['resourceType']));
}

function profileTest({ profiles }: Spec, schemas: Schemas): Test | undefined {
  if (profiles.length === 0) return undefined;
  const compiled = profiles.map((url) => schemas.profile(url));
  if (compiled.every((profile) => profile === undefined)) return undefined;
  return ({ value, sibling, type, outside }, run) => {
    if (outside === true) {
      return type === '' || compiled.some((profile) => profile === undefined || profile.type === type)
        ? undefined
        : false;
    }
    return compiled.some((profile) => profile !== undefined && run.conforms(value, profile, sibling));
  };
}

/** Fixed and pattern values and required bindings of the element, or else of the elements below it that must be there. */
function valueTest(node: ElementNode | undefined, schemas: Schemas): Test | undefined {
  if (node === undefined) return undefined;
  const fixed = valueOf(node.def, 'fixed');
  if (fixed !== undefined) return ({ value }) => equalsFixed(value, fixed.value);
  const pattern = valueOf(node.def, 'pattern');
  if (pattern !== undefined) return ({ value }) => meetsPattern(value, pattern.value);
  const below: { steps: readonly PathStep[]; test: Test }[] = [];
  for (const child of node.children) {
    const variants = child.slices.length > 0 ? child.slices.filter((slice) => (slice.def.min ?? 0) > 0) : [child];
    for (const variant of variants) {
      if (child.name === 'extension' || child.name === 'id') continue;
      const test = valueTest(variant, schemas);
      if (test !== undefined) below.push({ steps: [{ kind: 'name', name: child.name }], test });
    }
  }
  if (below.length > 0)
    return (candidate, run) =>
      below.every(({ steps, test }) => select(candidate, steps, run).some((c) => test(c, run) === true));
  const binding = node.def.binding;
  if (binding?.strength === 'required' && binding.valueSet !== undefined) return memberTest(binding.valueSet, schemas);
  return undefined;
}

function memberTest(valueSet: string, schemas: Schemas): Test {
  const { terminology } = schemas;
  const decide = (answer: 'in' | 'out' | 'unknown'): boolean | undefined =>
    answer === 'unknown' ? undefined : answer === 'in';
  return ({ value }) => {
    if (typeof value === 'string') return decide(terminology.memberCode(valueSet, value).result);
    if (!isNode(value)) return false;
    const list: readonly unknown[] = Array.isArray(value['coding']) ? value['coding'] : [value];
    let open = false;
    for (const item of list) {
      const coding = isNode(item) ? codingOf(item) : undefined;
      if (coding === undefined) continue;
      const answer = decide(terminology.member(valueSet, coding).result);
      if (answer === true) return true;
      if (answer === undefined) open = true;
    }
    return open ? undefined : false;
  };
}

/** Where a path leads to; `within` goes by the one slice that must be there, where an element on the way is sliced itself (R4 `bp`). */
function specAt(slice: ElementNode, steps: readonly PathStep[], schemas: Schemas, within = false): Spec | undefined {
  let spec: Spec = specOf(slice);
  for (const step of steps) {
    const next = advance(spec, step, schemas);
    if (next === undefined) return undefined;
    const demanded = within ? (next.node?.slices.filter(({ def }) => (def.min ?? 0) > 0) ?? []) : [];
    spec = demanded.length === 1 && demanded[0] !== undefined ? specOf(demanded[0]) : next;
  }
  return spec;
}

function specOf(node: ElementNode): Spec {
  return { node, types: typeCodes(node.def), profiles: (node.def.type ?? []).flatMap(elementProfiles) };
}

function advance(spec: Spec, step: PathStep, schemas: Schemas): Spec | undefined {
  switch (step.kind) {
    case 'this':
      return spec;
    case 'ofType':
      return { ...spec, types: [step.type] };
    case 'resolve': {
      const profiles = (spec.node?.def.type ?? []).flatMap((type) => type.targetProfile ?? []);
      const definitions = profiles.flatMap((url) => schemas.definitions.structure(url) ?? []);
      const only = definitions.length === 1 ? definitions[0] : undefined;
      return {
        node: only === undefined ? undefined : schemas.tree(only),
        types: definitions.map((definition) => definition.type),
        profiles,
      };
    }
    case 'extension': {
      const extension = child(spec, 'extension', schemas);
      const slice = extension?.slices.find((candidate) => urlOf(candidate, schemas) === step.url);
      const definition = schemas.definitions.structure(step.url);
      const node = slice ?? (definition === undefined ? undefined : schemas.tree(definition));
      return node === undefined ? { node: undefined, types: ['Extension'], profiles: [] } : specOf(node);
    }
    case 'name': {
      const node = child(spec, step.name, schemas);
      return node === undefined ? undefined : specOf(node);
    }
  }
}

function urlOf(slice: ElementNode, schemas: Schemas): string | undefined {
  const own = slice.children.find((candidate) => candidate.name === 'url');
  const fixed = own === undefined ? undefined : valueOf(own.def, 'fixed')?.value;
  if (typeof fixed === 'string') return fixed;
  const profile = slice.def.type?.[0]?.profile?.[0];
  return profile === undefined ? undefined : schemas.definitions.structure(profile)?.url;
}

/** A child element as the slice, the profile of its type, or its type define it. */
function child({ node, profiles, types }: Spec, name: string, schemas: Schemas): ElementNode | undefined {
  const own = node?.children.find((candidate) => candidate.name === name);
  if (own !== undefined) return own;
  for (const canonical of [...profiles, ...types.map((type) => `http://hl7.org/fhir/StructureDefinition/${type}`)]) {
    const found = schemas.profileTree(canonical)?.children.find((candidate) => candidate.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
