import { nhsNumber } from './cast.js';
import { at, drop, put, range, type Fault, type Loose } from './fault.js';
import { COUNTS } from './world.js';

const LOCAL = 'urn:local:codes';
const READ = 'http://read.info/readv2';

const all = (type: 'Patient' | 'Encounter' | 'Condition' | 'AllergyIntolerance' | 'Procedure' | 'MedicationRequest'): readonly number[] =>
  range(0, { Patient: COUNTS.patient, Encounter: COUNTS.encounter, Condition: COUNTS.condition, AllergyIntolerance: COUNTS.allergy, Procedure: COUNTS.procedure, MedicationRequest: COUNTS.prescription }[type]);

const except = (list: readonly number[], every: number): readonly number[] => list.filter((n) => n % every !== 0);

function local(code: string): object {
  return { coding: [{ system: LOCAL, code }] };
}

/** What a system on its own looks like from outside. */
export const siloFaults: readonly Fault[] = [
  {
    type: 'Patient',
    at: all('Patient'),
    path: 'Patient.identifier[0].extension',
    defect: 'NHS Number without verification status',
    expects: 'NHS04',
    apply: (record) => { Reflect.deleteProperty(at(record, 'identifier', 0), 'extension'); },
  },
  {
    type: 'Patient',
    at: range(0, 28, 2),
    path: 'Patient.identifier',
    defect: 'no NHS Number',
    expects: 'M01',
    apply: (record) => { record['identifier'] = [at(record, 'identifier', 1)]; },
  },
  {
    type: 'Patient',
    at: range(1, 6, 4),
    path: 'Patient.identifier[0].value',
    defect: 'NHS Number with a wrong check digit',
    expects: 'NHS-NUMBER-CHECK-DIGIT',
    apply: (record, n) => {
      const number = nhsNumber(200 + n);
      at(record, 'identifier', 0)['value'] = number.slice(0, 9) + String((Number(number.slice(9)) + 1) % 10);
    },
  },
  {
    type: 'Patient',
    at: range(2, 7, 9),
    path: 'Patient.birthDate',
    defect: 'a date in the words of the old system',
    expects: 'primitive-format',
    apply: put('03/11/1968', 'birthDate'),
  },
  {
    type: 'Patient',
    at: range(3, 10, 6),
    path: 'Patient.gender',
    defect: 'a code of the old system for a gender',
    expects: 'binding-required',
    apply: put('M', 'gender'),
  },
  {
    type: 'Patient',
    at: [31],
    path: 'Patient.modifierExtension[0]',
    defect: 'a modifier extension nobody can understand',
    expects: 'modifier-extension-unknown',
    apply: put([{ url: 'http://silo.example/confidential', valueBoolean: true }], 'modifierExtension'),
  },
  {
    type: 'Encounter',
    at: all('Encounter'),
    path: 'Encounter.participant[0].individual',
    defect: 'practitioners that are not shared',
    expects: 'COH01',
    apply: (record) => { at(record, 'participant', 0, 'individual')['reference'] = 'Practitioner/sil-nobody'; },
  },
  {
    type: 'Encounter',
    at: range(0, 32, 3),
    path: 'Encounter.status',
    defect: 'a status FHIR does not have',
    expects: 'binding-required',
    apply: put('CLOSED', 'status'),
  },
  {
    type: 'Encounter',
    at: all('Encounter'),
    path: 'Encounter.type[0]',
    defect: 'a local code alone',
    expects: 'M14',
    apply: (record, n) => {
      drop('serviceType', 'reasonCode', 'extension', 'hospitalization', 'location')(record);
      record['type'] = [local(`ADM${n % 4}`)];
    },
  },
  {
    type: 'Condition',
    at: except(all('Condition'), 5),
    path: 'Condition.code',
    defect: 'a local code alone',
    expects: 'M05',
    apply: (record, n) => { record['code'] = local(`DX${n % 30}`); },
  },
  {
    type: 'Condition',
    at: range(0, 9, 10),
    path: 'Condition.code',
    defect: 'a Read code alone',
    expects: 'SCT-062',
    apply: put({ coding: [{ system: READ, code: 'Zz2..' }], text: 'Synthetic problem' }, 'code'),
  },
  {
    type: 'Condition',
    at: range(5, 9, 10),
    path: 'Condition.code',
    defect: 'a problem in words alone',
    expects: 'SCT-064',
    apply: put({ text: 'Synthetic problem' }, 'code'),
  },
  {
    type: 'Condition',
    at: range(1, 30, 3),
    path: 'Condition.subject',
    defect: 'a problem of nobody',
    expects: 'cardinality-min',
    apply: drop('subject'),
  },
  {
    type: 'AllergyIntolerance',
    at: all('AllergyIntolerance'),
    path: 'AllergyIntolerance.code',
    defect: 'an allergy in words alone',
    expects: 'M11',
    apply: (record) => {
      record['code'] = { text: 'Synthetic allergy' };
      Reflect.deleteProperty(record, 'reaction');
    },
  },
  {
    type: 'AllergyIntolerance',
    at: range(0, 40),
    path: 'AllergyIntolerance',
    defect: 'an allergy of unknown standing',
    expects: 'invariant:ait-1',
    apply: drop('clinicalStatus'),
  },
  {
    type: 'Procedure',
    at: all('Procedure'),
    path: 'Procedure.code',
    defect: 'a local code alone',
    expects: 'M14',
    apply: (record, n) => {
      record['code'] = local(`OP${n % 20}`);
      drop('performer', 'location', 'bodySite')(record);
    },
  },
  {
    type: 'Procedure',
    at: range(0, 20, 2),
    path: 'Procedure.performed.ofType(Period).start',
    defect: 'a date in the words of the old system',
    expects: 'primitive-format',
    apply: put({ start: '01.03.2024' }, 'performedPeriod'),
  },
  {
    type: 'MedicationRequest',
    at: all('MedicationRequest'),
    path: 'MedicationRequest.medicationCodeableConcept',
    defect: 'a medicine of the local formulary alone, its dose in words',
    expects: 'M09',
    apply: (record, n) => {
      drop('medicationReference', 'substitution', 'category', 'dispenseRequest', 'requester')(record);
      record['medicationCodeableConcept'] = local(`DRG${n % 30}`);
      record['dosageInstruction'] = [{ text: 'As before' }];
    },
  },
  {
    type: 'Observation',
    at: range(0, 200).filter((n) => n >= 110 || n % 5 !== 4),
    path: 'Observation.code',
    defect: 'a local code and a unit in words',
    expects: 'M14',
    apply: (record, n) => { localMeasurement(record, n); },
  },
  {
    type: 'Observation',
    at: range(0, 22, 5),
    path: 'Observation.status',
    defect: 'no status',
    expects: 'cardinality-min',
    apply: drop('status'),
  },
  {
    type: 'DocumentReference',
    at: range(0, COUNTS.document),
    path: 'DocumentReference.type',
    defect: 'a local document type, the content inside the record, its author not shared',
    expects: 'M14',
    apply: (record, n) => {
      record['type'] = local(`LET${n % 6}`);
      record['author'] = [{ reference: 'Practitioner/sil-nobody' }];
      const attachment = at(record, 'content', 0, 'attachment');
      Reflect.deleteProperty(attachment, 'url');
      attachment['data'] = Buffer.from('Synthetic letter').toString('base64');
      Reflect.deleteProperty(at(record, 'context'), 'practiceSetting');
    },
  },
  {
    type: 'Organization',
    at: range(0, COUNTS.organization),
    path: 'Organization.identifier[0].system',
    defect: 'organisations known by local numbers',
    expects: 'M15',
    apply: (record, n) => { record['identifier'] = [{ system: 'urn:local:organisation', value: String(1000 + n) }]; },
  },
];

function localMeasurement(record: Loose, n: number): void {
  record['code'] = local(`MEAS${n % 12}`);
  Reflect.deleteProperty(record, 'category');
  Reflect.deleteProperty(record, 'specimen');
  Reflect.deleteProperty(record, 'referenceRange');
  record['performer'] = [{ reference: 'Practitioner/sil-nobody' }];
  const quantity = at(record, 'valueQuantity');
  Reflect.deleteProperty(quantity, 'code');
  Reflect.deleteProperty(quantity, 'system');
}
