import type { CodeSystem, FhirResource, SearchParameter, StructureDefinition, ValueSet } from 'fhir/r4.js';
import type { SnapshotProblem } from './snapshot/problem.js';

export type UkCoreVersion = '2.0.2' | 'stu3-preview' | 'none';

/** A FHIR package as loaded: its name, version and conformance resources. */
export interface LoadedPackage {
  readonly name: string;
  readonly version: string;
  readonly resources: readonly FhirResource[];
}

export interface DefinitionsOptions {
  /** Default `2.0.2`. A loaded package that carries UK Core takes the pack's place. */
  readonly ukCore?: UkCoreVersion;
  readonly packages?: readonly LoadedPackage[];
  /** Single conformance resources, looked up before packages. */
  readonly resources?: readonly FhirResource[];
}

/** Canonical look-up over R4, UK Core and loaded packages. Lazy: nothing is read before it is asked for. */
export interface Definitions {
  /** By canonical, with or without `|version`; always with a snapshot (generated when the source has none). */
  structure(canonical: string): StructureDefinition | undefined;
  /** Whether `structure` would give one, told without reading it where that can be. */
  holdsStructure(canonical: string): boolean;
  /** Why `structure` gives none for a profile that is held, such as bases that form a circle. */
  whyUnusable?(canonical: string): string | undefined;
  /** The base definition of an R4 type: `Patient`, `HumanName`, `code`. */
  base(type: string): StructureDefinition | undefined;
  isResource(type: string): boolean;
  valueSet(canonical: string): ValueSet | undefined;
  codeSystem(canonical: string): CodeSystem | undefined;
  supplements(codeSystem: string): readonly CodeSystem[];
  /** Search parameters whose base includes `type`, R4's own and inherited (Resource, DomainResource). */
  searchParameters(type: string): readonly SearchParameter[];
  /** The UK Core profile that applies to a type by default, e.g. UKCore-Patient. */
  ukCoreProfile(type: string): string | undefined;
  /** All known canonicals of a kind, for "did you mean". */
  canonicals(kind: 'StructureDefinition' | 'ValueSet' | 'CodeSystem'): readonly string[];
  /** Any conformance resource by canonical (Questionnaire, SearchParameter, NamingSystem …). */
  resource(canonical: string): FhirResource | undefined;
  /** What was wrong with the profiles looked up so far; `structure` gives undefined for those of which nothing can be made. */
  readonly problems?: readonly SnapshotProblem[];
  readonly packages: readonly { readonly name: string; readonly version: string }[];
}
