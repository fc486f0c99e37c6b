import type { CodeableConcept, Condition, Encounter } from 'fhir/r4.js';
import { hl7, SNOMED, synthetic, TERMINOLOGY, ukCore, UK_EXTENSION } from './codes.js';
import { COUNTS, type World } from './world.js';

const CLASSES: readonly (readonly [string, string])[] = [
  ['IMP', 'inpatient encounter'],
  ['AMB', 'ambulatory'],
  ['EMER', 'emergency'],
];

/** Encounters and the problems they are about: encounter n is the home of condition n, where there is one. */
export function addEncounters(world: World): void {
  for (let n = 0; n < COUNTS.encounter; n++) world.add(encounter(world, n), 'Encounter');
  for (let n = 0; n < COUNTS.condition; n++) world.add(condition(world, n), 'Condition');
}

/** The patient that encounter n is with. */
export function patientOf(n: number): number {
  return n % COUNTS.patient;
}

function encounter(world: World, n: number): Encounter {
  const { random } = world;
  const start = world.moment();
  const [code, display] = CLASSES[n % CLASSES.length] ?? ['AMB', 'ambulatory'];
  return {
    resourceType: 'Encounter',
    ...(code === 'IMP'
      ? { extension: [{ url: `${UK_EXTENSION}DischargeMethod`, valueCodeableConcept: { coding: [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-DischargeMethodEngland', code: '1' }] } }] }
      : {}),
    identifier: [{ system: `https://${world.settings.name}.example/Id/encounter`, value: `ZZENC${10_000 + n}` }],
    status: 'finished',
    class: { system: `${TERMINOLOGY}v3-ActCode`, code, display },
    type: [synthetic('encounter type', n % 6)],
    serviceType: synthetic('care setting', n % 8),
    subject: world.nth('Patient', patientOf(n)),
    participant: [
      {
        type: [hl7('v3-ParticipationType', 'ATND', 'attender')],
        individual: world.any('Practitioner', COUNTS.practitioner),
      },
    ],
    period: { start, end: world.later(start, code === 'IMP' ? random.int(1, 6) * 1440 : random.int(20, 180)) },
    reasonCode: [synthetic('reason', random.int(0, 11))],
    ...(n < COUNTS.condition && n % 2 === 0 ? { reasonReference: [world.nth('Condition', n)] } : {}),
    ...(code === 'IMP'
      ? {
          hospitalization: {
            extension: [
              {
                url: `${UK_EXTENSION}AdmissionMethod`,
                valueCodeableConcept: ukCore('AdmissionMethodEngland', '13', 'Elective Admission: Planned'),
              },
            ],
          },
        }
      : {}),
    location: [{ location: world.any('Location', COUNTS.location) }],
    serviceProvider: world.nth('Organization', 0),
  };
}

function condition(world: World, n: number): Condition {
  const { random } = world;
  const resolved = n % 5 === 0;
  const onset = world.moment();
  return {
    resourceType: 'Condition',
    clinicalStatus: resolved
      ? hl7('condition-clinical', 'resolved', 'Resolved')
      : hl7('condition-clinical', 'active', 'Active'),
    verificationStatus: hl7('condition-ver-status', 'confirmed', 'Confirmed'),
    category: [
      n % 2 === 0
        ? hl7('condition-category', 'encounter-diagnosis', 'Encounter Diagnosis')
        : hl7('condition-category', 'problem-list-item', 'Problem List Item'),
    ],
    severity: severity(n % 3),
    code: synthetic('condition', random.int(0, 29)),
    ...(n % 3 === 0 ? { bodySite: [synthetic('body site', random.int(0, 9))] } : {}),
    subject: world.nth('Patient', patientOf(n)),
    encounter: world.nth('Encounter', n),
    onsetDateTime: onset,
    ...(resolved ? { abatementDateTime: world.later(onset, 30 * 1440) } : {}),
    recordedDate: world.later(onset, 60),
    recorder: world.any('Practitioner', COUNTS.practitioner),
  };
}

/** Bare ids of the value set that R4 prefers for severity, in words of our own. */
function severity(grade: number): CodeableConcept {
  const words = `Synthetic grade ${grade + 1} of 3`;
  const code = ['255604002', '6736007', '24484000'][grade] ?? '255604002';
  return { coding: [{ system: SNOMED, code, display: words }], text: words };
}
