import type { StructureDefinition } from 'fhir/r4.js';

/** Why a definition with its snapshot cannot be had. */
export type Missing = 'unknown' | 'cyclic' | 'too-deep' | 'broken';

/** Where the generator finds base definitions, types and profiles, always with a snapshot. */
export interface SnapshotSource {
  snapshotOf(canonical: string): StructureDefinition | Missing;
}

const R4 = 'http://hl7.org/fhir/StructureDefinition/';

/** The canonical of a type's own definition; logical models name types by canonical. */
export const canonicalOfType = (code: string): string => (code.includes('://') ? code : R4 + code);

/** FHIRPath's own types have no definition and no children. */
export const isSystemType = (code: string): boolean => code.startsWith('http://hl7.org/fhirpath/');
