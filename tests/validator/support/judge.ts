import type { FhirResource, StructureDefinition } from 'fhir/r4.js';
import { openDefinitions } from '../../../src/definitions/index.js';
import { createValidator, type ValidatorOptions } from '../../../src/validator/index.js';

export type Json = Readonly<Record<string, unknown>>;

export interface Asked extends ValidatorOptions {
  readonly profiles?: readonly string[];
  /** Conformance resources held beside R4. */
  readonly held?: readonly Json[];
}

/** What base R4, and the profiles asked for, say of a resource: `severity code place`, sorted; `undecided` for what is left open. */
export function judge(resource: unknown, { profiles = [], held = [], ...options }: Asked = {}): string[] {
  const ukCore = options.ukCore ?? 'none';
  const definitions = openDefinitions({ ukCore, resources: held as unknown as FhirResource[] });
  const validator = createValidator({ defaultProfiles: 'none', ...options, definitions });
  return validator
    .validate(resource, { profiles })
    .issues.map(
      (issue) => `${issue.undecided === true ? 'undecided' : issue.severity} ${issue.code} ${issue.at.expression}`,
    )
    .sort();
}

/** Errors only. */
export const errors = (resource: unknown, asked: Asked = {}): string[] =>
  judge(resource, asked)
    .filter((line) => line.startsWith('error') || line.startsWith('fatal'))
    .map((line) => line.slice(line.indexOf(' ') + 1));

const URL = 'https://test.example.nhs.uk/StructureDefinition/';
export const canonical = (name: string): string => URL + name;

/** A profile of `type` made of differential elements. */
export function profileOf(type: string, element: readonly Json[], name = `test-${type}`, more: Json = {}): Json {
  const definition: Json = {
    resourceType: 'StructureDefinition',
    url: canonical(name),
    name: 'Test',
    status: 'active',
    fhirVersion: '4.0.1',
    kind: /^[A-Z]/.test(type) ? 'resource' : 'primitive-type',
    abstract: false,
    type,
    baseDefinition: `http://hl7.org/fhir/StructureDefinition/${type}`,
    derivation: 'constraint' satisfies StructureDefinition['derivation'],
    differential: { element },
    ...more,
  };
  return definition;
}

/** Errors of a resource against one profile made here. */
export const against = (profile: Json, resource: unknown, asked: Asked = {}): string[] =>
  errors(resource, { ...asked, profiles: [String(profile['url'])], held: [profile, ...(asked.held ?? [])] });
