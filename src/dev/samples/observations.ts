import type { CodeableConcept, Observation, Quantity } from 'fhir/r4.js';
import { hl7, measurement, quantity, synthetic } from './codes.js';
import { patientOf } from './encounters.js';
import { COUNTS, type World } from './world.js';

interface Vital {
  readonly words: string;
  readonly loinc: string;
  readonly unit: string;
  readonly code: string;
  readonly low: number;
  readonly high: number;
}

const VITALS: readonly Vital[] = [
  { words: 'heart rate', loinc: '8867-4', unit: 'beats/minute', code: '/min', low: 52, high: 118 },
  { words: 'breathing rate', loinc: '9279-1', unit: 'breaths/minute', code: '/min', low: 11, high: 24 },
  { words: 'body temperature', loinc: '8310-5', unit: 'degrees Celsius', code: 'Cel', low: 36, high: 39 },
  { words: 'body weight', loinc: '29463-7', unit: 'kg', code: 'kg', low: 48, high: 110 },
];

const LABORATORY: readonly (readonly [words: string, unit: string, low: number, high: number])[] = [
  ['serum measure A', 'mmol/L', 3, 6],
  ['serum measure B', 'umol/L', 60, 120],
  ['blood measure C', 'g/L', 110, 170],
];

/** Vital signs by encounter, then specimens with laboratory results. */
export function addObservations(world: World): void {
  for (let n = 0; n < COUNTS.vitals; n++) {
    VITALS.forEach((vital, index) => world.add(vitalSign(world, n, vital, index), 'Observation'));
    world.add(bloodPressure(world, n), 'Observation');
  }
  for (let n = 0; n < COUNTS.laboratory; n++) addLaboratory(world, n);
}

/** How many laboratory Observations a specimen has. */
export const RESULTS_EACH = LABORATORY.length;

/** Serial of the first laboratory result of specimen n, counted from 0. */
export function firstResult(n: number): number {
  return COUNTS.vitals * (VITALS.length + 1) + n * RESULTS_EACH;
}

function vitalSign(world: World, n: number, vital: Vital, index: number): Observation {
  const value = world.random.int(vital.low * 10, vital.high * 10) / 10;
  return {
    ...common(world, n, measurement(index, vital.words, vital.loinc)),
    valueQuantity: quantity(vital.code === '/min' ? Math.round(value) : value, vital.unit, vital.code),
  };
}

function bloodPressure(world: World, n: number): Observation {
  const millimetres = (low: number, high: number): Quantity =>
    quantity(world.random.int(low, high), 'millimetres of mercury', 'mm[Hg]');
  return {
    ...common(world, n, measurement(5, 'blood pressure', '85354-9')),
    component: [
      { code: measurement(6, 'systolic pressure', '8480-6'), valueQuantity: millimetres(98, 165) },
      { code: measurement(7, 'diastolic pressure', '8462-4'), valueQuantity: millimetres(55, 97) },
    ],
  };
}

function common(world: World, n: number, code: CodeableConcept): Observation {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [hl7('observation-category', 'vital-signs', 'Vital Signs')],
    code,
    subject: world.nth('Patient', patientOf(n * 3)),
    encounter: world.nth('Encounter', n * 3),
    effectiveDateTime: world.moment(),
    performer: [world.any('Practitioner', COUNTS.practitioner)],
  };
}

function addLaboratory(world: World, n: number): void {
  const { random } = world;
  const collected = world.moment();
  const subject = world.nth('Patient', patientOf(n * 2));
  const specimen = world.add(
    {
      resourceType: 'Specimen',
      identifier: [{ system: `https://${world.settings.name}.example/Id/specimen`, value: `ZZSP${10_000 + n}` }],
      status: 'available',
      type: synthetic('specimen', n % 4),
      subject,
      receivedTime: world.later(collected, 90),
      collection: { collectedDateTime: collected },
    },
    'Specimen',
  );
  LABORATORY.forEach(([words, unit, low, high], index) => {
    const value = random.int(low * 9, high * 11) / 10;
    world.add(
      {
        resourceType: 'Observation',
        status: 'final',
        category: [hl7('observation-category', 'laboratory', 'Laboratory')],
        code: measurement(20 + index, words),
        subject,
        encounter: world.nth('Encounter', n * 2),
        effectiveDateTime: collected,
        issued: world.later(collected, 300),
        performer: [world.nth('Organization', 0)],
        valueQuantity: quantity(value, unit),
        specimen,
        referenceRange: [{ low: quantity(low, unit), high: quantity(high, unit) }],
      },
      'Observation-Lab',
    );
  });
}
