import type { FhirResource } from 'fhir/r4.js';
import { SNOMED, syntheticId } from './codes.js';
import { at, drop, put, type Loose } from './fault.js';

/** One resource with one defect, as a file that carries the defect's name. */
export interface Broken {
  /** File name without `.json`. */
  readonly name: string;
  readonly defect: string;
  /** Issue code, with `:rule` where it rests on an invariant. */
  readonly expects: string;
  /** Where the issue stands. */
  readonly expression: string;
  /** Type of the sound record it is made from. */
  readonly from: FhirResource['resourceType'];
  readonly change?: (record: Loose) => void;
  /** For defects that only text can have. */
  readonly rewrite?: (text: string) => string;
}

export const BROKEN: readonly Broken[] = [
  { name: 'patient-birth-date-not-in-calendar', defect: 'The 30th of February', expects: 'date-invalid', expression: 'Patient.birthDate', from: 'Patient', change: put('1975-02-30', 'birthDate') },
  { name: 'patient-birth-date-in-words', defect: 'A date as people write it', expects: 'primitive-format', expression: 'Patient.birthDate', from: 'Patient', change: put('10/03/1975', 'birthDate') },
  { name: 'patient-gender-unknown-code', defect: 'A code outside the required value set', expects: 'binding-required', expression: 'Patient.gender', from: 'Patient', change: put('M', 'gender') },
  { name: 'patient-nhs-number-check-digit', defect: 'An NHS Number with a wrong check digit', expects: 'NHS-NUMBER-CHECK-DIGIT', expression: 'Patient.identifier[0].value', from: 'Patient', change: put('9991000030', 'identifier', 0, 'value') },
  { name: 'patient-nhs-number-format', defect: 'An NHS Number with spaces', expects: 'NHS-NUMBER-FORMAT', expression: 'Patient.identifier[0].value', from: 'Patient', change: put('999 100 0038', 'identifier', 0, 'value') },
  { name: 'patient-nhs-number-without-value', defect: 'An NHS Number identifier without a value, which UK Core asks for', expects: 'cardinality-min', expression: 'Patient.identifier[0]', from: 'Patient', change: (record) => { drop('value')(at(record, 'identifier', 0)); } },
  { name: 'patient-unknown-element', defect: 'An element Patient does not have', expects: 'unknown-property', expression: 'Patient', from: 'Patient', change: put('Synthetic', 'nickname') },
  { name: 'patient-name-not-a-list', defect: 'A single name where a list belongs', expects: 'array-expected', expression: 'Patient.name', from: 'Patient', change: put({ family: 'Zzalderby' }, 'name') },
  { name: 'patient-active-as-text', defect: 'A boolean written as text', expects: 'json-type', expression: 'Patient.active', from: 'Patient', change: put('true', 'active') },
  { name: 'patient-empty-name', defect: 'An object without content', expects: 'empty-object', expression: 'Patient.name[0]', from: 'Patient', change: put([{}], 'name') },
  { name: 'patient-two-kinds-of-death', defect: 'Two types of one choice', expects: 'choice-twice', expression: 'Patient', from: 'Patient', change: (record) => { Object.assign(record, { deceasedBoolean: true, deceasedDateTime: '2024-02-01' }); } },
  { name: 'patient-contact-without-details', defect: 'A contact without name, phone, address or organisation', expects: 'invariant:pat-1', expression: 'Patient.contact[0]', from: 'Patient', change: put([{ gender: 'female' }], 'contact') },
  { name: 'patient-unknown-extension', defect: 'An extension nobody has published', expects: 'extension-unknown', expression: 'Patient.extension[1]', from: 'Patient', change: (record) => { (record['extension'] as unknown[]).push({ url: 'https://broken.example/StructureDefinition/flag', valueBoolean: true }); } },
  { name: 'patient-general-practitioner-is-a-location', defect: 'A reference to a type that is not allowed there', expects: 'reference-target-type', expression: 'Patient.generalPractitioner[0]', from: 'Patient', change: put([{ reference: 'Location/exm-location-001' }], 'generalPractitioner') },
  { name: 'encounter-without-class', defect: 'A mandatory element is missing', expects: 'cardinality-min', expression: 'Encounter', from: 'Encounter', change: drop('class') },
  { name: 'encounter-ends-before-it-starts', defect: 'A period that runs backwards', expects: 'invariant:per-1', expression: 'Encounter.period', from: 'Encounter', change: put({ start: '2024-05-02', end: '2024-05-01' }, 'period') },
  { name: 'condition-over-and-active', defect: 'A problem with an end that is still active', expects: 'invariant:con-4', expression: 'Condition', from: 'Condition', change: (record) => { at(record, 'clinicalStatus', 'coding', 0)['code'] = 'active'; at(record, 'clinicalStatus', 'coding', 0)['display'] = 'Active'; record['abatementDateTime'] = '2024-05-02'; } },
  { name: 'condition-sctid-check-digit', defect: 'A SNOMED CT id with a wrong check digit', expects: 'SCTID-CHECK-DIGIT', expression: 'Condition.code.coding[0].code', from: 'Condition', change: put({ coding: [{ system: SNOMED, code: `${syntheticId('condition', 0).slice(0, -1)}${(Number(syntheticId('condition', 0).slice(-1)) + 1) % 10}`, display: 'Synthetic condition 01' }], text: 'Synthetic condition 01' }, 'code') },
  { name: 'allergy-without-code', defect: 'No code, which UK Core asks for', expects: 'cardinality-min', expression: 'AllergyIntolerance', from: 'AllergyIntolerance', change: drop('code') },
  { name: 'allergy-without-clinical-status', defect: 'A confirmed allergy of unknown standing', expects: 'invariant:ait-1', expression: 'AllergyIntolerance', from: 'AllergyIntolerance', change: drop('clinicalStatus') },
  { name: 'observation-value-and-reason-for-none', defect: 'A value and a reason for its absence', expects: 'invariant:obs-6', expression: 'Observation', from: 'Observation', change: put({ text: 'Synthetic reason' }, 'dataAbsentReason') },
  { name: 'observation-time-without-zone', defect: 'A time without its zone', expects: 'timezone-missing', expression: 'Observation.effective.ofType(dateTime)', from: 'Observation', change: put('2024-05-13T09:30:00', 'effectiveDateTime') },
  { name: 'medication-request-without-substitution', defect: 'No word on substitution, which UK Core asks for', expects: 'cardinality-min', expression: 'MedicationRequest', from: 'MedicationRequest', change: drop('substitution') },
  { name: 'immunization-not-done-without-reason', defect: 'Not given, and no reason why', expects: 'invariant:ukcore-imm-001', expression: 'Immunization', from: 'Immunization', change: put('not-done', 'status') },
  { name: 'organization-ods-code-format', defect: 'An ODS code of no known form', expects: 'ODS-CODE-FORMAT', expression: 'Organization.identifier[0].value', from: 'Organization', change: put('zz-not-ods', 'identifier', 0, 'value') },
  { name: 'procedure-narrative-with-script', defect: 'A script in the narrative', expects: 'narrative-active:txt-1', expression: 'Procedure.text.div', from: 'Procedure', change: put('<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script>Synthetic</div>', 'text', 'div') },
  { name: 'location-property-twice', defect: 'One JSON property twice', expects: 'json-duplicate-property', expression: 'Location', from: 'Location', rewrite: (text) => text.replace('"status": "active",', '"status": "active",\n  "status": "active",') },
  { name: 'practitioner-null', defect: 'A JSON null', expects: 'null-value', expression: 'Practitioner.gender', from: 'Practitioner', change: put(null, 'gender') },
  { name: 'document-reference-cut-off', defect: 'JSON that ends in the middle', expects: 'json-syntax', expression: '', from: 'DocumentReference', rewrite: (text) => text.slice(0, Math.floor(text.length / 2)) },
];

/** The file of a broken resource, made from the first sound record of its type. */
export function brokenText(broken: Broken, records: readonly FhirResource[]): string {
  const sound = records.find((record) => record.resourceType === broken.from);
  if (sound === undefined) throw new RangeError(`no ${broken.from} to break`);
  const record = structuredClone(sound) as unknown as Loose;
  record['id'] = broken.name;
  record['meta'] = { profile: at(record, 'meta')['profile'] };
  if (at(record, 'meta')['profile'] === undefined) Reflect.deleteProperty(record, 'meta');
  broken.change?.(record);
  const text = `${JSON.stringify(record, null, 2)}\n`;
  return broken.rewrite ? broken.rewrite(text) : text;
}
