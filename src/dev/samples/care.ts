import type { AllergyIntolerance, CarePlan, Immunization, Procedure } from 'fhir/r4.js';
import { hl7, quantity, SNOMED, synthetic } from './codes.js';
import { patientOf } from './encounters.js';
import { COUNTS, type World } from './world.js';

/** A bare concept id that stands for "nothing to report" in allergy lists. */
const NO_KNOWN_ALLERGY = '716186003';

/** Allergies, procedures, immunisations and care plans. */
export function addCare(world: World): void {
  for (let n = 0; n < COUNTS.allergy; n++) world.add(allergy(world, n), 'AllergyIntolerance');
  for (let n = 0; n < COUNTS.procedure; n++) world.add(procedure(world, n), 'Procedure');
  for (let n = 0; n < COUNTS.immunization; n++) world.add(immunization(world, n), 'Immunization');
  for (let n = 0; n < COUNTS.carePlan; n++) world.add(carePlan(world, n));
}

function allergy(world: World, n: number): AllergyIntolerance {
  const { random } = world;
  const none = n % 9 === 4;
  const words = 'Synthetic statement: no allergy is known';
  return {
    resourceType: 'AllergyIntolerance',
    clinicalStatus: hl7('allergyintolerance-clinical', 'active', 'Active'),
    verificationStatus: hl7('allergyintolerance-verification', 'confirmed', 'Confirmed'),
    ...(none ? {} : { type: 'allergy' as const, category: ['medication' as const], criticality: random.pick(['low', 'high'] as const) }),
    code: none
      ? { coding: [{ system: SNOMED, code: NO_KNOWN_ALLERGY, display: words }], text: words }
      : synthetic('allergen', random.int(0, 14)),
    patient: world.nth('Patient', patientOf(n)),
    recordedDate: world.moment(),
    recorder: world.any('Practitioner', COUNTS.practitioner),
    ...(none
      ? {}
      : {
          reaction: [
            {
              manifestation: [synthetic('manifestation', random.int(0, 9))],
              severity: random.pick(['mild', 'moderate', 'severe'] as const),
              exposureRoute: synthetic('route', random.int(0, 3)),
            },
          ],
        }),
  };
}

function procedure(world: World, n: number): Procedure {
  const { random } = world;
  const start = world.moment();
  return {
    resourceType: 'Procedure',
    status: 'completed',
    code: synthetic('procedure', random.int(0, 19)),
    subject: world.nth('Patient', patientOf(n)),
    encounter: world.nth('Encounter', n),
    ...(n % 2 === 0
      ? { performedPeriod: { start, end: world.later(start, random.int(20, 240)) } }
      : { performedDateTime: start }),
    performer: [{ actor: world.any('Practitioner', COUNTS.practitioner) }],
    location: world.any('Location', COUNTS.location),
    bodySite: [synthetic('body site', random.int(0, 9))],
  };
}

function immunization(world: World, n: number): Immunization {
  return {
    resourceType: 'Immunization',
    extension: [
      {
        url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-VaccinationProcedure',
        valueCodeableConcept: synthetic('procedure', 40 + (n % 6)),
      },
    ],
    status: 'completed',
    vaccineCode: synthetic('vaccine', n % 8),
    patient: world.nth('Patient', patientOf(n)),
    encounter: world.nth('Encounter', n),
    occurrenceDateTime: world.moment(),
    primarySource: true,
    location: world.any('Location', COUNTS.location),
    manufacturer: world.any('Organization', COUNTS.organization),
    lotNumber: `ZZLOT${1000 + n}`,
    expirationDate: '2027-06-30',
    site: synthetic('body site', n % 4),
    route: synthetic('route', 1),
    doseQuantity: quantity(0.5, 'mL'),
    performer: [{ actor: world.any('Practitioner', COUNTS.practitioner) }],
  };
}

function carePlan(world: World, n: number): CarePlan {
  const created = world.moment();
  return {
    resourceType: 'CarePlan',
    status: 'active',
    intent: 'plan',
    category: [synthetic('care setting', n % 8)],
    title: `Synthetic plan ${n + 1}`,
    subject: world.nth('Patient', patientOf(n)),
    encounter: world.nth('Encounter', n),
    period: { start: created },
    created,
    author: world.any('Practitioner', COUNTS.practitioner),
    addresses: [world.nth('Condition', n)],
  };
}
