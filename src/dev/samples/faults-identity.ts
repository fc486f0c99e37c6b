import { makeSctid } from '../../terminology/snomed/sctid.js';
import { nhsNumber } from './cast.js';
import { SNOMED, syntheticId } from './codes.js';
import { at, coded, drop, put, range, wrongDigit, type Fault } from './fault.js';

const ICD_10 = 'http://hl7.org/fhir/sid/icd-10-uk';
const READ = 'http://read.info/readv2';

/** What a product half way there gets wrong about people and their problems. */
export const identityFaults: readonly Fault[] = [
  {
    type: 'Patient',
    at: range(3, 8),
    path: 'Patient.identifier[0].extension',
    defect: 'NHS Number without verification status',
    expects: 'NHS04',
    apply: (record) => { Reflect.deleteProperty(at(record, 'identifier', 0), 'extension'); },
  },
  {
    type: 'Patient',
    at: [12, 13],
    path: 'Patient.identifier[0].value',
    defect: 'NHS Number with a wrong check digit',
    expects: 'NHS-NUMBER-CHECK-DIGIT',
    apply: (record, n) => { at(record, 'identifier', 0)['value'] = wrongDigit(nhsNumber(100 + n)); },
  },
  {
    type: 'Patient',
    at: [14],
    path: 'Patient.identifier[0].value',
    defect: 'NHS Number written with spaces',
    expects: 'NHS-NUMBER-FORMAT',
    apply: (record, n) => {
      at(record, 'identifier', 0)['value'] = nhsNumber(100 + n).replace(/^(...)(...)/, '$1 $2 ');
    },
  },
  {
    type: 'Patient',
    at: [16],
    path: 'Patient.identifier[0].value',
    defect: 'NHS Number of another active Patient',
    expects: 'NHS04',
    apply: (record) => { at(record, 'identifier', 0)['value'] = nhsNumber(115); },
  },
  {
    type: 'Patient',
    at: range(20, 4),
    path: 'Patient.identifier',
    defect: 'no NHS Number',
    expects: 'M01',
    apply: (record) => { record['identifier'] = [at(record, 'identifier', 1)]; },
  },
  {
    type: 'Patient',
    at: [26],
    path: 'Patient.birthDate',
    defect: 'a day that is not in the calendar',
    expects: 'date-invalid',
    apply: put('1975-02-30', 'birthDate'),
  },
  {
    type: 'Patient',
    at: [27],
    path: 'Patient.gender',
    defect: 'a code of the old system for a gender',
    expects: 'binding-required',
    apply: put('M', 'gender'),
  },
  {
    type: 'Patient',
    at: range(30, 6),
    path: 'Patient.extension[1]',
    defect: 'an extension nobody has published',
    expects: 'extension-unknown',
    apply: (record) => {
      (record['extension'] as unknown[]).push({ url: 'https://developing.example/StructureDefinition/ward-flag', valueBoolean: true });
    },
  },
  {
    type: 'Condition',
    at: range(0, 12, 7),
    path: 'Condition.code',
    defect: 'a problem in words alone',
    expects: 'SCT-064',
    apply: put({ text: 'Synthetic problem in words' }, 'code'),
  },
  {
    type: 'Condition',
    at: range(1, 8, 7),
    path: 'Condition.code.coding[0]',
    defect: 'a problem coded in ICD-10 alone',
    expects: 'M05',
    apply: put(coded(ICD_10, 'Z99.9'), 'code'),
  },
  {
    type: 'Condition',
    at: range(2, 4, 7),
    path: 'Condition.code.coding[0].code',
    defect: 'a SNOMED CT id with a wrong check digit',
    expects: 'SCT-002',
    apply: (record, n) => { at(record, 'code', 'coding', 0)['code'] = wrongDigit(syntheticId('condition', n % 30)); },
  },
  {
    type: 'Condition',
    at: range(3, 3, 7),
    path: 'Condition.code.coding[0].code',
    defect: 'a description id where a concept id belongs',
    expects: 'SCT-003',
    apply: (record, n) => { at(record, 'code', 'coding', 0)['code'] = makeSctid(1500 + n, 'description', '9999999'); },
  },
  {
    type: 'Condition',
    at: range(4, 3, 7),
    path: 'Condition.code.coding[0].system',
    defect: 'SNOMED CT under an address that is not its own',
    expects: 'SCT-010',
    apply: put(`${SNOMED}/`, 'code', 'coding', 0, 'system'),
  },
  {
    type: 'Condition',
    at: range(5, 4, 7),
    path: 'Condition.code.coding[0]',
    defect: 'a Read code alone',
    expects: 'SCT-062',
    apply: put(coded(READ, 'Zz1..'), 'code'),
  },
  {
    type: 'Condition',
    at: [6, 13],
    path: 'Condition.subject',
    defect: 'a problem of nobody',
    expects: 'cardinality-min',
    apply: drop('subject'),
  },
  {
    type: 'Condition',
    at: [20],
    path: 'Condition',
    defect: 'a problem that is over and still active',
    expects: 'invariant:con-4',
    apply: put({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] }, 'clinicalStatus'),
  },
];
