import type { ElementDefinition, ElementDefinitionType } from 'fhir/r4.js';
import type { ElementNode } from './element-tree.js';
import type { Limits, Target } from './profile.js';
import type { Schemas } from './schemas.js';
import { guardedPattern } from './invariant/pattern.js';
import { valueOf } from './value.js';

/** Equal as JSON. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Profiles on types, without those the base asks for, and without extensions, which are judged by their URL. */
export function typeProfiles(
  node: ElementNode,
  base: ElementNode | undefined,
  schemas: Schemas,
): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, readonly string[]>();
  for (const type of node.def.type ?? []) {
    if (type.profile === undefined || type.profile.length === 0) continue;
    if (type.code === 'Extension' && type.profile.every((url) => schemas.definitions.holdsStructure(url))) continue;
    const held = base?.def.type?.find((candidate) => candidate.code === type.code)?.profile;
    if (!same(held, type.profile)) found.set(type.code, elementProfiles(type));
  }
  return found.size === 0 ? undefined : found;
}

const PROFILE_ELEMENT = 'http://hl7.org/fhir/StructureDefinition/elementdefinition-profile-element';

/** Canonicals of a type's profiles; one that means an element of a profile carries it after a `#`. */
export function elementProfiles(type: ElementDefinitionType): string[] {
  const beside = (type as { _profile?: readonly ({ extension?: { url: string; valueString?: string }[] } | null)[] })
    ._profile;
  return (type.profile ?? []).map((url, i) => {
    const element = beside?.[i]?.extension?.find((e) => e.url === PROFILE_ELEMENT)?.valueString;
    return element === undefined ? url : `${url}#${element}`;
  });
}

/** What a Reference must point to, beyond the base. */
export function targetBeyond(def: ElementDefinition, base: ElementDefinition | undefined): Target | undefined {
  const type = def.type?.find((candidate) => candidate.targetProfile !== undefined && candidate.code === 'Reference');
  if (type === undefined) return undefined;
  const held = base?.type?.find((candidate) => candidate.code === 'Reference');
  if (same(held?.targetProfile, type.targetProfile) && same(held?.aggregation, type.aggregation)) return undefined;
  return { profiles: type.targetProfile ?? [], aggregation: type.aggregation ?? [], definitions: undefined };
}

const R5_ELEMENT = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.';
const MUST_HAVE_VALUE = `${R5_ELEMENT}mustHaveValue`;
const VALUE_ALTERNATIVES = `${R5_ELEMENT}valueAlternatives`;

/** A regular expression for the values of a primitive, on the element or on its type (R4 extension-regex.html). */
const REGEX = 'http://hl7.org/fhir/StructureDefinition/regex';

/** Limits of a value, beyond the base. */
export function limitsBeyond(def: ElementDefinition, base: ElementDefinition | undefined): Limits | undefined {
  const own = limitsOf(def);
  const format = formatOf(def);
  const more = format !== undefined && format !== (base === undefined ? undefined : formatOf(base));
  if (!more && same(own, base === undefined ? NO_LIMITS : limitsOf(base))) return undefined;
  return more ? { ...own, format: compiled(format) } : own;
}

const NO_LIMITS: Limits = {
  minValue: undefined,
  maxValue: undefined,
  maxLength: undefined,
  minLength: undefined,
  maxPlaces: undefined,
  mustHaveValue: false,
  alternatives: [],
  format: undefined,
};

function limitsOf(def: ElementDefinition): Limits {
  const valued = (def as { mustHaveValue?: unknown }).mustHaveValue === true;
  return {
    minValue: valueOf(def, 'minValue'),
    maxValue: valueOf(def, 'maxValue'),
    maxLength: def.maxLength,
    minLength: integerOf(def, 'minLength'),
    maxPlaces: integerOf(def, 'maxDecimalPlaces'),
    mustHaveValue: valued || def.extension?.some((e) => e.url === MUST_HAVE_VALUE && e.valueBoolean === true) === true,
    alternatives: alternativesTo(def),
    format: undefined,
  };
}

/** Extensions of which one must stand where there is no value (R5 elementdefinition-definitions.html#ElementDefinition.valueAlternatives). */
function alternativesTo(def: ElementDefinition): readonly string[] {
  const own = (def as { valueAlternatives?: unknown }).valueAlternatives;
  const listed = Array.isArray(own) ? (own as readonly unknown[]) : [];
  const extended = (def.extension ?? []).filter(({ url }) => url === VALUE_ALTERNATIVES);
  return [...listed, ...extended.map(({ valueCanonical, valueUri }) => valueCanonical ?? valueUri)].filter(
    (url): url is string => typeof url === 'string',
  );
}

/** A limit that R4 writes as an extension of the element (extension-minlength.html, extension-maxdecimalplaces.html). */
const integerOf = ({ extension }: ElementDefinition, name: string): number | undefined =>
  extension?.find(({ url }) => url === `http://hl7.org/fhir/StructureDefinition/${name}`)?.valueInteger;

const formatOf = ({ extension, type }: ElementDefinition): string | undefined =>
  [...(extension ?? []), ...(type ?? []).flatMap((one) => one.extension ?? [])].find(({ url }) => url === REGEX)
    ?.valueString;

/** One that cannot be read asks for nothing. */
function compiled(format: string): RegExp | undefined {
  try {
    return guardedPattern(`^(?:${format})$`);
  } catch {
    return undefined;
  }
}
