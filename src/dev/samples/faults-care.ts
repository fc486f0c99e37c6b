import { makeSctid } from '../../terminology/snomed/sctid.js';
import { DMD, SNOMED } from './codes.js';
import { at, coded, drop, put, range, type Fault, type Loose } from './fault.js';

const LOCAL = 'https://developing.example/codes';

/** What a product half way there gets wrong about the course of care and its orders. */
export const careFaults: readonly Fault[] = [
  {
    type: 'Encounter',
    at: [2, 12],
    path: 'Encounter.class',
    defect: 'no class',
    expects: 'cardinality-min',
    apply: drop('class'),
  },
  {
    type: 'Encounter',
    at: [3, 13],
    path: 'Encounter.status',
    defect: 'a status FHIR does not have',
    expects: 'binding-required',
    apply: put('complete', 'status'),
  },
  {
    type: 'Encounter',
    at: range(40, 12),
    path: 'Encounter.participant[0].individual',
    defect: 'a practitioner who is not there',
    expects: 'COH01',
    apply: (record, n) => { at(record, 'participant', 0, 'individual')['reference'] = `Practitioner/dev-gone-${n}`; },
  },
  {
    type: 'Observation',
    at: [1, 11],
    path: 'Observation',
    defect: 'a value and a reason for its absence',
    expects: 'invariant:obs-6',
    apply: put({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }] }, 'dataAbsentReason'),
  },
  {
    type: 'Observation',
    at: range(110, 20),
    path: 'Observation.valueQuantity',
    defect: 'a unit in words without its UCUM code',
    expects: 'M12',
    apply: (record) => {
      const quantity = at(record, 'valueQuantity');
      Reflect.deleteProperty(quantity, 'code');
      Reflect.deleteProperty(quantity, 'system');
    },
  },
  {
    type: 'Observation',
    at: [140, 150],
    path: 'Observation.status',
    defect: 'no status',
    expects: 'cardinality-min',
    apply: drop('status'),
  },
  {
    type: 'Observation',
    at: range(160, 3),
    path: 'Observation.effective.ofType(dateTime)',
    defect: 'a time without its zone',
    expects: 'timezone-missing',
    apply: put('2024-05-13T09:30:00', 'effectiveDateTime'),
  },
  {
    type: 'MedicationRequest',
    at: range(2, 5, 9),
    path: 'MedicationRequest.substitution',
    defect: 'no word on substitution, which UK Core asks for',
    expects: 'cardinality-min',
    apply: drop('substitution'),
  },
  {
    type: 'MedicationRequest',
    at: range(3, 6, 9),
    path: 'MedicationRequest.medicationCodeableConcept',
    defect: 'a medicine of the local formulary alone',
    expects: 'M09',
    apply: (record, n) => {
      Reflect.deleteProperty(record, 'medicationReference');
      record['medicationCodeableConcept'] = coded(LOCAL, `DRG${n}`);
    },
  },
  {
    type: 'MedicationRequest',
    at: [4, 14],
    path: 'MedicationRequest.medicationCodeableConcept.coding[0].system',
    defect: 'dm+d under an address that is not its own',
    expects: 'SCT-012',
    apply: put(`${DMD}/`, 'medicationCodeableConcept', 'coding', 0, 'system'),
  },
  {
    type: 'MedicationRequest',
    at: [5, 15],
    path: 'MedicationRequest.medicationCodeableConcept.coding[0].system',
    defect: 'a drug concept under SNOMED CT without dm+d',
    expects: 'DMD-003',
    apply: (record, n) => {
      const coding = at(record, 'medicationCodeableConcept', 'coding', 0);
      coding['system'] = SNOMED;
      coding['code'] = makeSctid(99_999_000 + n, 'concept', '1000001');
    },
  },
  {
    type: 'MedicationRequest',
    at: range(1, 12, 4),
    path: 'MedicationRequest.dosageInstruction[0]',
    defect: 'a dose in words alone',
    expects: 'M10',
    apply: put([{ text: 'One twice a day' }], 'dosageInstruction'),
  },
  {
    type: 'AllergyIntolerance',
    at: [7, 17],
    path: 'AllergyIntolerance.code',
    defect: 'an allergy to nothing',
    expects: 'cardinality-min',
    apply: drop('code'),
  },
  {
    type: 'AllergyIntolerance',
    at: [8, 18, 28],
    path: 'AllergyIntolerance',
    defect: 'an allergy of unknown standing',
    expects: 'invariant:ait-1',
    apply: drop('clinicalStatus'),
  },
  {
    type: 'Procedure',
    at: [3],
    path: 'Procedure.status',
    defect: 'a status FHIR does not have',
    expects: 'binding-required',
    apply: put('done', 'status'),
  },
  {
    type: 'Procedure',
    at: range(4, 8, 5),
    path: 'Procedure.code',
    defect: 'a procedure of the local list alone',
    expects: 'M14',
    apply: (record, n) => { record['code'] = coded(LOCAL, `PRC${n}`); },
  },
  {
    type: 'Immunization',
    at: [4],
    path: 'Immunization',
    defect: 'not given, and no reason why',
    expects: 'invariant:ukcore-imm-001',
    apply: put('not-done', 'status'),
  },
  {
    type: 'Immunization',
    at: [31, 33],
    path: 'Immunization',
    defect: 'the record before it once more, under another id',
    expects: 'duplicate',
    apply: (record, n, ofType) => {
      const { id: _id, meta: _meta, text: _text, ...content } = structuredClone(ofType[n - 1] as unknown as Loose);
      Object.assign(record, content);
    },
  },
  {
    type: 'ServiceRequest',
    at: [2],
    path: 'ServiceRequest.authoredOn',
    defect: 'a date in the words of the old system',
    expects: 'primitive-format',
    apply: put('13/02/2024', 'authoredOn'),
  },
  {
    type: 'ServiceRequest',
    at: [5],
    path: 'ServiceRequest.intent',
    defect: 'no intent',
    expects: 'cardinality-min',
    apply: drop('intent'),
  },
  {
    type: 'DiagnosticReport',
    at: range(0, 8, 2),
    path: 'DiagnosticReport.result[0]',
    defect: 'a result that is not there',
    expects: 'COH01',
    apply: (record, n) => { record['result'] = [{ reference: `Observation/dev-gone-${n}` }]; },
  },
  {
    type: 'ImagingStudy',
    at: [6],
    path: 'ImagingStudy.series[0].modality',
    defect: 'a series without modality',
    expects: 'cardinality-min',
    apply: (record) => { Reflect.deleteProperty(at(record, 'series', 0), 'modality'); },
  },
  {
    type: 'DocumentReference',
    at: [4, 9],
    path: 'DocumentReference.content[0].attachment.url',
    defect: 'a document that is not there',
    expects: 'READ05',
    apply: put('Binary/dev-gone', 'content', 0, 'attachment', 'url'),
  },
  {
    type: 'Organization',
    at: [20, 21, 22],
    path: 'Organization.identifier[0].value',
    defect: 'an ODS code of no known form',
    expects: 'ODS-CODE-FORMAT',
    apply: put('zz-not-ods', 'identifier', 0, 'value'),
  },
  {
    type: 'Organization',
    at: range(24, 4),
    path: 'Organization.identifier[0].system',
    defect: 'an ODS code under a local system',
    expects: 'M15',
    apply: put('https://developing.example/Id/organisation', 'identifier', 0, 'system'),
  },
  {
    type: 'Location',
    at: [3],
    path: 'Location.phone',
    defect: 'an element FHIR does not have',
    expects: 'unknown-property',
    apply: put('01632 960000', 'phone'),
  },
];
