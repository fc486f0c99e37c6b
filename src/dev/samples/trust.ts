import type { FhirResource } from 'fhir/r4.js';
import { addCare } from './care.js';
import { addDocuments } from './documents.js';
import { addEncounters } from './encounters.js';
import { applyFaults, type Fault, type ListedFault, type Loose } from './fault.js';
import { careFaults } from './faults-care.js';
import { identityFaults } from './faults-identity.js';
import { siloFaults } from './faults-silo.js';
import { addHistory } from './history.js';
import { addObservations } from './observations.js';
import { addOrders } from './orders.js';
import { addOrganisations } from './organisations.js';
import { addPatients } from './patients.js';
import { World, type TrustSettings } from './world.js';

/** The settings of the three synthetic trusts. */
export const TRUSTS: readonly TrustSettings[] = [
  { name: 'exemplar', title: 'Exemplar Acute NHS Trust (synthetic)', ods: 'ZZ9', seed: 20_250, prefix: 'exm', firstNumber: 0 },
  { name: 'developing', title: 'Developing Acute NHS Trust (synthetic)', ods: 'ZZ8', seed: 31_337, prefix: 'dev', firstNumber: 100 },
  { name: 'silo', title: 'Silo Acute NHS Trust (synthetic)', ods: 'ZZ7', seed: 47_110, prefix: 'sil', firstNumber: 200 },
];

const FAULTS: Readonly<Record<TrustSettings['name'], readonly Fault[]>> = {
  exemplar: [],
  developing: [...identityFaults, ...careFaults],
  silo: siloFaults,
};

/** Types that the silo shares at all. */
const SILO_TYPES = new Set([
  'Patient',
  'Encounter',
  'Condition',
  'AllergyIntolerance',
  'Observation',
  'MedicationRequest',
  'Procedure',
  'DocumentReference',
  'Organization',
]);

export interface BuiltTrust {
  readonly records: readonly FhirResource[];
  readonly faults: readonly ListedFault[];
  /** `Type/id` of resources that were deleted. */
  readonly deleted: readonly string[];
}

/** A whole trust: linked, coded and valid, and then with the faults it stands for. */
export function buildTrust(settings: TrustSettings): BuiltTrust {
  const world = new World(settings);
  addOrganisations(world);
  addPatients(world);
  addEncounters(world);
  addCare(world);
  addObservations(world);
  addOrders(world);
  addDocuments(world);
  const silo = settings.name === 'silo';
  const records = silo ? world.records.filter((each) => SILO_TYPES.has(each.resourceType)) : world.records;
  if (silo) for (const record of records) forget(record as unknown as Loose);
  const faults = applyFaults(records, FAULTS[settings.name]);
  const { deleted } = addHistory(world, records);
  return { records, faults, deleted };
}

/** A silo states no profile, writes no narrative and points at nothing outside. */
function forget(record: Loose): void {
  const { versionId, lastUpdated } = record['meta'] as Loose;
  record['meta'] = { versionId, lastUpdated };
  for (const name of ['text', 'recorder', 'performer', 'requester']) Reflect.deleteProperty(record, name);
}
