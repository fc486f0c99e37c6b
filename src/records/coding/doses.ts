import type { Node } from '../node.js';
import { isNode, nodesAt, textAt } from '../node.js';

const DOSAGES: Readonly<Record<string, string>> = {
  MedicationRequest: 'dosageInstruction',
  MedicationDispense: 'dosageInstruction',
  MedicationStatement: 'dosage',
  MedicationAdministration: 'dosage',
};

const isQuantity = (node: unknown): boolean =>
  isNode(node) && typeof node['value'] === 'number' && (textAt(node, 'code') ?? textAt(node, 'unit')) !== undefined;

const isRange = (node: unknown): boolean => isNode(node) && (isQuantity(node['low']) || isQuantity(node['high']));

function hasDose(holder: Node): boolean {
  const { doseQuantity, doseRange, dose, rateQuantity, rateRange, rateRatio } = holder;
  const ratio = isNode(rateRatio) && isQuantity(rateRatio['numerator']);
  return [doseQuantity, dose, rateQuantity].some(isQuantity) || [doseRange, rateRange].some(isRange) || ratio;
}

const hasCode = (concept: Node): boolean =>
  nodesAt(concept, 'coding').some((coding) => textAt(coding, 'code') !== undefined);

const REPEAT = ['frequency', 'period', 'periodUnit', 'count', 'when', 'timeOfDay', 'dayOfWeek', 'duration'] as const;

function hasTiming(dosage: Node): boolean {
  if (dosage['asNeededBoolean'] === true || nodesAt(dosage, 'asNeededCodeableConcept').some(hasCode)) return true;
  return nodesAt(dosage, 'timing').some(
    (timing) =>
      Array.isArray(timing['event']) ||
      nodesAt(timing, 'code').some(hasCode) ||
      nodesAt(timing, 'repeat').some((repeat) => REPEAT.some((name) => repeat[name] !== undefined)),
  );
}

const hasEffectiveTime = (resource: Node): boolean =>
  textAt(resource, 'effectiveDateTime') !== undefined || isNode(resource['effectivePeriod']);

/** For every dosage of a medication record: does it hold a dose as a quantity, and when to give it, as data? */
export function structuredDoses(resource: Node): readonly boolean[] {
  const type = textAt(resource, 'resourceType') ?? '';
  const name = Object.hasOwn(DOSAGES, type) ? DOSAGES[type] : undefined;
  if (name === undefined) return [];
  return nodesAt(resource, name).map((dosage) => {
    const dose = hasDose(dosage) || nodesAt(dosage, 'doseAndRate').some(hasDose);
    return dose && (type === 'MedicationAdministration' ? hasEffectiveTime(resource) : hasTiming(dosage));
  });
}
