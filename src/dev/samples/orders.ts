import type { CodeableConcept, DiagnosticReport, MedicationRequest, Reference, ServiceRequest } from 'fhir/r4.js';
import { hl7, quantity, synthetic } from './codes.js';
import { patientOf } from './encounters.js';
import { firstResult, RESULTS_EACH } from './observations.js';
import { COUNTS, type World } from './world.js';

/** Requests, and what came of them: laboratory and imaging reports, images, prescriptions. */
export function addOrders(world: World): void {
  for (let n = 0; n < COUNTS.laboratory; n++) {
    const request = world.add(serviceRequest(world, n * 2, n), 'ServiceRequest');
    world.add(laboratoryReport(world, n, request), 'DiagnosticReport-Lab');
  }
  for (let n = 0; n < COUNTS.imaging; n++) addImaging(world, n);
  for (let n = 0; n < COUNTS.medication; n++) {
    world.add({ resourceType: 'Medication', code: synthetic('medicine', n), status: 'active', form: synthetic('route', 20 + (n % 5)) }, 'Medication');
  }
  for (let n = 0; n < COUNTS.prescription; n++) world.add(prescription(world, n), 'MedicationRequest');
}

function serviceRequest(world: World, encounter: number, n: number): ServiceRequest {
  return {
    resourceType: 'ServiceRequest',
    ...(n % 2 === 0 ? { basedOn: [world.nth('CarePlan', n % COUNTS.carePlan)] } : {}),
    status: 'completed',
    intent: 'order',
    category: [synthetic('care setting', 10 + (n % 2))],
    priority: world.random.pick(['routine', 'urgent'] as const),
    code: synthetic('procedure', 20 + (n % 10)),
    subject: world.nth('Patient', patientOf(encounter)),
    encounter: world.nth('Encounter', encounter),
    authoredOn: world.moment(),
    requester: world.any('Practitioner', COUNTS.practitioner),
    reasonCode: [synthetic('reason', n % 12)],
  };
}

function report(world: World, encounter: number, category: CodeableConcept, code: number, basedOn: Reference): DiagnosticReport {
  const effective = world.moment();
  return {
    resourceType: 'DiagnosticReport',
    basedOn: [basedOn],
    status: 'final',
    category: [category],
    code: synthetic('report', code),
    subject: world.nth('Patient', patientOf(encounter)),
    encounter: world.nth('Encounter', encounter),
    effectiveDateTime: effective,
    issued: world.later(effective, 240),
    performer: [world.nth('Organization', 0)],
  };
}

function laboratoryReport(world: World, n: number, basedOn: Reference): DiagnosticReport {
  const first = firstResult(n);
  return {
    ...report(world, n * 2, hl7('v2-0074', 'LAB', 'Laboratory'), n % 3, basedOn),
    specimen: [world.nth('Specimen', n)],
    result: Array.from({ length: RESULTS_EACH }, (_, index) => world.nth('Observation', first + index)),
  };
}

function addImaging(world: World, n: number): void {
  const encounter = n * 2 + 1;
  const basedOn = world.add(serviceRequest(world, encounter, n + 1), 'ServiceRequest');
  const root = `2.25.${world.settings.seed}${1000 + n}`;
  const study = world.add({
    resourceType: 'ImagingStudy',
    identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${root}` }],
    status: 'available',
    subject: world.nth('Patient', patientOf(encounter)),
    encounter: world.nth('Encounter', encounter),
    started: world.moment(),
    basedOn: [basedOn],
    numberOfSeries: 1,
    numberOfInstances: 1,
    procedureCode: [synthetic('procedure', 30 + (n % 5))],
    series: [
      {
        uid: `${root}.1`,
        number: 1,
        modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: n % 2 === 0 ? 'CT' : 'MR' },
        numberOfInstances: 1,
        instance: [
          { uid: `${root}.1.1`, sopClass: { system: 'urn:ietf:rfc:3986', code: 'urn:oid:1.2.840.10008.5.1.4.1.1.2' }, number: 1 },
        ],
      },
    ],
  });
  if (n % 2 === 0) {
    const made = report(world, encounter, hl7('v2-0074', 'RAD', 'Radiology'), 3 + (n % 3), basedOn);
    world.add({ ...made, imagingStudy: [study], conclusion: 'Synthetic conclusion' }, 'DiagnosticReport');
  }
}

function prescription(world: World, n: number): MedicationRequest {
  const { random } = world;
  const infusion = n % 6 === 0;
  const dose = random.pick([5, 10, 20, 250, 500]);
  const medicine = synthetic('medicine', n % COUNTS.medication);
  return {
    resourceType: 'MedicationRequest',
    identifier: [{ system: `https://${world.settings.name}.example/Id/prescription`, value: `ZZRX${10_000 + n}` }],
    status: n % 3 === 0 ? 'completed' : 'active',
    intent: 'order',
    category: [
      infusion ? hl7('medicationrequest-category', 'inpatient', 'Inpatient') : hl7('medicationrequest-category', 'outpatient', 'Outpatient'),
    ],
    ...(n % 12 === 7
      ? { medicationReference: world.nth('Medication', n % COUNTS.medication) }
      : { medicationCodeableConcept: medicine }),
    subject: world.nth('Patient', patientOf(n)),
    encounter: world.nth('Encounter', n),
    authoredOn: world.moment(),
    requester: world.any('Practitioner', COUNTS.practitioner),
    courseOfTherapyType: hl7('medicationrequest-course-of-therapy', 'acute', 'Short course (acute) therapy'),
    dosageInstruction: [
      {
        text: infusion ? `${dose} mg as an infusion at 50 mL an hour` : `${dose} mg twice a day`,
        timing: { repeat: { frequency: infusion ? 1 : 2, period: 1, periodUnit: 'd' } },
        route: synthetic('route', n % 4),
        doseAndRate: [
          {
            type: hl7('dose-rate-type', 'ordered', 'Ordered'),
            doseQuantity: quantity(dose, 'mg'),
            ...(infusion ? { rateQuantity: quantity(50, 'mL/h') } : {}),
          },
        ],
      },
    ],
    dispenseRequest: { quantity: quantity(random.pick([14, 28, 56]), 'tablet', '{tbl}') },
    substitution: { allowedBoolean: false },
  };
}
