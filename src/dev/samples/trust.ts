import type { FhirResource } from 'fhir/r4.js';
import { addCare } from './care.js';
import { addDocuments } from './documents.js';
import { addEncounters } from './encounters.js';
import { addObservations } from './observations.js';
import { addOrders } from './orders.js';
import { addOrganisations } from './organisations.js';
import { addPatients } from './patients.js';
import { World, type TrustSettings } from './world.js';

/** The settings of the three synthetic trusts. */
export const TRUSTS: Readonly<Record<TrustSettings['name'], TrustSettings>> = {
  exemplar: { name: 'exemplar', title: 'Synthetic Exemplar NHS Trust', ods: 'RZ9', seed: 20_250, prefix: 'exm', firstNumber: 0 },
  developing: { name: 'developing', title: 'Synthetic Developing NHS Trust', ods: 'RZ8', seed: 31_337, prefix: 'dev', firstNumber: 100 },
  silo: { name: 'silo', title: 'Synthetic Silo NHS Trust', ods: 'RZ7', seed: 47_110, prefix: 'sil', firstNumber: 200 },
};

/** A whole trust as it should be: linked, coded and valid. */
export function buildTrust(settings: TrustSettings): FhirResource[] {
  const world = new World(settings);
  addOrganisations(world);
  addPatients(world);
  addEncounters(world);
  addCare(world);
  addObservations(world);
  addOrders(world);
  addDocuments(world);
  return world.records;
}
