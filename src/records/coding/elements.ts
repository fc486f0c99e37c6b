import type { Definitions } from '../../definitions/definitions.js';
import type { Node } from '../node.js';
import { nodesAlong, nodesAt, textAt } from '../node.js';

/** An element that UK Core expects to carry SNOMED CT or dm+d. */
export interface CodedElement {
  readonly type: string;
  /** e.g. `Condition.code`, `MedicationRequest.medication[x]`. */
  readonly path: string;
  /** Clinical weight: allergies and medicines 3, conditions, procedures and observations 2, the rest 1. */
  readonly risk: 1 | 2 | 3;
  /** Holds a medicine: SNOMED CT ids of drugs are its dm+d form, whatever the value set lists. */
  readonly medicine: boolean;
}

const element = (path: string, risk: 1 | 2 | 3, medicine = false): CodedElement => ({
  type: path.slice(0, path.indexOf('.')),
  path,
  risk,
  medicine,
});

const dosage = (type: string, name: string): readonly CodedElement[] =>
  ['route', 'method', 'site'].map((part) => element(`${type}.${name}.${part}`, 1));

/** Elements with a UK Core binding to SNOMED CT or dm+d, and Encounter.reasonCode, which has none. */
export const CODED_ELEMENTS: readonly CodedElement[] = [
  element('AllergyIntolerance.code', 3, true),
  element('AllergyIntolerance.reaction.substance', 3, true),
  element('AllergyIntolerance.reaction.manifestation', 3),
  element('AllergyIntolerance.reaction.exposureRoute', 1),
  element('Condition.code', 2),
  element('Procedure.code', 2),
  element('Procedure.complication', 2),
  element('Observation.code', 2),
  element('Observation.component.code', 2),
  element('Observation.method', 1),
  element('DiagnosticReport.code', 1),
  element('Composition.type', 1),
  element('Composition.category', 1),
  element('DocumentReference.type', 1),
  element('DocumentReference.context.practiceSetting', 1),
  element('Encounter.type', 1),
  element('Encounter.serviceType', 1),
  element('Encounter.reasonCode', 1),
  element('ServiceRequest.code', 1),
  element('ServiceRequest.orderDetail', 1),
  element('ServiceRequest.reasonCode', 1),
  element('Immunization.vaccineCode', 3, true),
  element('Immunization.site', 1),
  element('Immunization.route', 1),
  element('Immunization.reasonCode', 1),
  element('Immunization.statusReason', 1),
  element('Specimen.type', 1),
  element('Specimen.collection.bodySite', 1),
  element('Medication.code', 3, true),
  element('Medication.form', 1),
  element('MedicationRequest.medication[x]', 3, true),
  element('MedicationStatement.medication[x]', 3, true),
  element('MedicationAdministration.medication[x]', 3, true),
  element('MedicationDispense.medication[x]', 3, true),
  ...dosage('MedicationRequest', 'dosageInstruction'),
  ...dosage('MedicationDispense', 'dosageInstruction'),
  ...dosage('MedicationStatement', 'dosage'),
  ...dosage('MedicationAdministration', 'dosage'),
  element('Device.type', 1),
  element('List.code', 1),
];

const BY_PATH = new Map(CODED_ELEMENTS.map((each) => [each.path, each]));

/** The one of CODED_ELEMENTS at a JSON path without indexes. */
export const elementAt = (path: string): CodedElement | undefined =>
  BY_PATH.get(path.replace(/\.medicationCodeableConcept$/, '.medication[x]'));

/** Finds a Medication by reference, in the same record or the sample. */
export type FindMedication = (reference: string, from: Node) => Node | undefined;

/** The medicine of a record: its concept; `unresolved` behind a reference that is not held; undefined where there is none. */
export function medicineOf(resource: Node, find: FindMedication): Node | 'unresolved' | undefined {
  const [concept] = nodesAt(resource, 'medicationCodeableConcept');
  if (concept !== undefined) return concept;
  const [reference] = nodesAt(resource, 'medicationReference');
  if (reference === undefined) return undefined;
  const literal = textAt(reference, 'reference');
  const medication = literal === undefined ? undefined : find(literal, resource);
  return medication === undefined ? 'unresolved' : (nodesAt(medication, 'code')[0] ?? {});
}

/** The concepts that stand at an element of a record. */
export function conceptsAt(resource: Node, { path }: CodedElement, find: FindMedication): readonly Node[] {
  const steps = path.split('.').slice(1);
  if (steps[0] !== 'medication[x]') return nodesAlong(resource, steps);
  const medicine = medicineOf(resource, find);
  return medicine === undefined || medicine === 'unresolved' ? [] : [medicine];
}

/** The value set that UK Core binds an element to, slices left aside. */
export function boundValueSet({ type, path }: CodedElement, definitions: Definitions): string | undefined {
  const profile = definitions.ukCoreProfile(type);
  const elements = profile === undefined ? undefined : definitions.structure(profile)?.snapshot?.element;
  const found = elements?.find((each) => each.path === path && each.id?.includes(':') !== true);
  return found?.binding?.valueSet;
}
