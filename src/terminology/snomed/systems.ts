/** Code systems by the names used here. */
export const SYSTEM = {
  snomed: 'http://snomed.info/sct',
  dmd: 'https://dmd.nhs.uk',
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
  readV2: 'http://read.info/readv2',
  ctv3: 'http://read.info/ctv3',
  readAlias: 'https://fhir.nhs.uk/Id/read-codes',
  icd10: 'http://hl7.org/fhir/sid/icd-10',
  icd10Uk: 'http://hl7.org/fhir/sid/icd-10-uk',
  opcs4: 'https://fhir.hl7.org.uk/Id/opcs-4',
} as const;

export type SystemFamily =
  'snomed' | 'dmd' | 'read' | 'classification' | 'loinc' | 'nullFlavor' | 'hl7' | 'national' | 'local';

const READ = new Set<string>([SYSTEM.readV2, SYSTEM.ctv3, SYSTEM.readAlias]);
const CLASSIFICATION = new Set<string>([SYSTEM.icd10, SYSTEM.icd10Uk, SYSTEM.opcs4]);
const NULL_FLAVOR = new Set([
  'http://terminology.hl7.org/CodeSystem/v3-NullFlavor',
  'http://hl7.org/fhir/v3/NullFlavor',
  'http://terminology.hl7.org/CodeSystem/data-absent-reason',
]);
/** Drug and problem lists of suppliers, published nationally but local in kind. */
const SUPPLIER =
  /^https:\/\/fhir\.hl7\.org\.uk\/Id\/(?:emis-drug-codes|egton-codes|multilex-drug-codes|resipuk-gemscript-drug-codes)$/;
const HL7 = /^https?:\/\/(?:terminology\.hl7\.org\/|hl7\.org\/fhir\/)/;
const NATIONAL =
  /^https?:\/\/(?:fhir\.(?:hl7\.org|nhs)\.uk\/(?:[^/]+\/){0,2}CodeSystem\/|(?:www\.)?datadictionary\.nhs\.uk\/)/;

const DMD_ALIAS = /^https?:\/\/(?:www\.)?dmd\.nhs\.uk\/*$/i;

/** The family a coding's system belongs to; anything unlisted is local, and so is no system at all. */
export function familyOf(system: string | undefined): SystemFamily {
  if (system === undefined || system === '') return 'local';
  if (system === SYSTEM.snomed) return 'snomed';
  if (system === SYSTEM.dmd) return 'dmd';
  if (system === SYSTEM.loinc) return 'loinc';
  if (READ.has(system)) return 'read';
  if (CLASSIFICATION.has(system)) return 'classification';
  if (NULL_FLAVOR.has(system)) return 'nullFlavor';
  if (SUPPLIER.test(system) || DMD_ALIAS.test(system) || snomedAlias(system) !== undefined) return 'local';
  if (HL7.test(system)) return 'hl7';
  return NATIONAL.test(system) ? 'national' : 'local';
}

const SNOMED_ALIASES: readonly (readonly [RegExp, string])[] = [
  [/^(?:urn:oid:)?2\.16\.840\.1\.113883\.6\.96$/, 'oid'],
  [/^https:\/\/(?:www\.)?snomed\.info\/sct\/*$/i, 'https'],
  [/^http:\/\/(?:www\.)?snomed\.info\/sct(?:\/+)?$/i, 'spelling'],
  [/^https?:\/\/(?:www\.)?snomed\.info\/x?sct\/\d+(?:\/version\/\d*)?\/*$/i, 'edition'],
  [/^https?:\/\/(?:www\.)?snomed\.info\/id(?:\/.*)?$/i, 'concept-uri'],
  [/^https?:\/\/(?:www\.)?ihtsdo\.org\/snomed-?ct\/*$/i, 'ihtsdo'],
  [/^https?:\/\/(?:www\.)?snomed\.org\/?(?:sct|snomed-?ct)?\/*$/i, 'ihtsdo'],
  [/^https?:\/\/fhir\.(?:nhs|hl7\.org)\.uk\/Id\/snomed-?ct\/*$/i, 'nhs-id'],
  [/^snomed(?:[ _-]?ct)?$/i, 'name'],
  [/^sct$/i, 'name'],
];

/** How a system misspells SNOMED CT's; undefined for the right one and for other systems. */
export function snomedAlias(system: string): string | undefined {
  if (system === SYSTEM.snomed) return undefined;
  return SNOMED_ALIASES.find(([pattern]) => pattern.test(system))?.[1];
}

/** True where a system means dm+d but is not `https://dmd.nhs.uk`. */
export const isDmdAlias = (system: string): boolean =>
  system !== SYSTEM.dmd &&
  (DMD_ALIAS.test(system) ||
    /^https?:\/\/fhir\.(?:nhs|hl7\.org)\.uk\/Id\/(?:dmd|dm\+d|dm-d)\/*$/i.test(system) ||
    /^dm\+?d$/i.test(system));

/** Modules that name an edition in a version URI. */
export const MODULES: ReadonlyMap<string, string> = new Map([
  ['83821000000107', 'UK Edition'],
  ['999000041000000102', 'UK Edition'],
  ['999000011000000103', 'UK clinical extension'],
  ['999000021000000109', 'UK clinical reference sets'],
  ['999000011000001104', 'UK drug extension'],
  ['999000021000001108', 'UK drug reference sets'],
  ['1326031000000103', 'UK pathology'],
  ['900000000000207008', 'International core'],
  ['900000000000012004', 'International model component'],
]);

/** Who issues ids of a namespace, for the namespace profile. */
export function namespaceOwner(namespace: string | undefined): 'international' | 'uk-clinical' | 'uk-drug' | 'other' {
  if (namespace === undefined) return 'international';
  if (namespace === '1000000') return 'uk-clinical';
  return namespace === '1000001' ? 'uk-drug' : 'other';
}
