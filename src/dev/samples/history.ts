import type { FhirResource } from 'fhir/r4.js';
import type { World } from './world.js';

const REVISED = 6;
const DAY = 86_400_000;

/**
 * Gives some Patients an earlier version, placed before the current one, and adds one Patient that was deleted later.
 * Answers with what was deleted.
 */
export function addHistory(world: World, records: FhirResource[]): { readonly deleted: readonly string[] } {
  const patients = records.filter((record) => record.resourceType === 'Patient');
  for (const patient of patients.slice(0, REVISED)) {
    const updated = Date.parse(patient.meta?.lastUpdated ?? '');
    const earlier = structuredClone(patient);
    earlier.meta = { ...earlier.meta, versionId: '1', lastUpdated: new Date(updated - 30 * DAY).toISOString() };
    earlier.telecom = earlier.telecom?.slice(0, 1) ?? [];
    patient.meta = { ...patient.meta, versionId: '2' };
    records.splice(records.indexOf(patient), 0, earlier);
  }
  const last = patients.at(-1);
  if (last === undefined) return { deleted: [] };
  const gone = structuredClone(last);
  gone.id = `${world.settings.prefix}-patient-deleted`;
  gone.identifier = [{ system: `https://${world.settings.name}.example/Id/hospital-number`, value: 'ZZDELETED' }];
  records.push(gone);
  return { deleted: [`Patient/${gone.id}`] };
}
