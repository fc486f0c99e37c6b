import type { CodeableConcept, Coding, Quantity } from 'fhir/r4.js';
import { makeSctid } from '../../terminology/snomed/sctid.js';

export const SNOMED = 'http://snomed.info/sct';
export const DMD = 'https://dmd.nhs.uk';
export const LOINC = 'http://loinc.org';
export const UCUM = 'http://unitsofmeasure.org';
export const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem/';
export const UK_CORE_CODES = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-';
export const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-';
export const UK_EXTENSION = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-';

/** Ranges of item numbers, so that two kinds of concept never share an id. */
const ITEMS = {
  condition: 1001,
  procedure: 2001,
  allergen: 3001,
  manifestation: 3501,
  measurement: 4001,
  specimen: 4501,
  report: 5001,
  document: 5501,
  'encounter type': 6001,
  'care setting': 6501,
  'body site': 7001,
  route: 7501,
  reason: 8001,
  medicine: 9001,
  vaccine: 9501,
} as const;

export type Kind = keyof typeof ITEMS;

/** The nth made-up SNOMED CT concept id of a kind: well-formed, in a namespace no release uses. */
export function syntheticId(kind: Kind, n: number): string {
  return makeSctid(ITEMS[kind] + n, 'concept', '9999999');
}

/** A concept that names itself in neutral words; medicines and vaccines stand in dm+d, the rest in SNOMED CT. */
export function synthetic(kind: Kind, n: number): CodeableConcept {
  const words = `Synthetic ${kind} ${String(n + 1).padStart(2, '0')}`;
  const system = kind === 'medicine' || kind === 'vaccine' ? DMD : SNOMED;
  return { coding: [{ system, code: syntheticId(kind, n), display: words }], text: words };
}

/** A measurement: SNOMED CT chosen by the user, with the LOINC code that the vital-signs profiles ask for. */
export function measurement(n: number, words: string, loinc?: string): CodeableConcept {
  const snomed: Coding = { system: SNOMED, code: syntheticId('measurement', n), display: `Synthetic ${words}` };
  if (loinc === undefined) return { coding: [snomed], text: words };
  return {
    coding: [
      { ...snomed, userSelected: true },
      { system: LOINC, code: loinc, userSelected: false },
    ],
    text: words,
  };
}

export function hl7(system: string, code: string, display: string): CodeableConcept {
  return { coding: [{ system: TERMINOLOGY + system, code, display }] };
}

export function ukCore(system: string, code: string, display: string): CodeableConcept {
  return { coding: [{ system: UK_CORE_CODES + system, code, display }] };
}

export function quantity(value: number, unit: string, code = unit): Quantity {
  return { value, unit, system: UCUM, code };
}
