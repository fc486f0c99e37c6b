import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FhirResource } from 'fhir/r4.js';
import { openDefinitions } from '../definitions/index.js';
import { packFolder } from '../definitions/pack/packed-shelf.js';
import { compileInvariants } from './compile-invariants.js';
import { readPack } from './facts/pack-files.js';
import { writePacked } from './pack-writer.js';

const profiles = fileURLToPath(new URL('../../profiles/', import.meta.url));
const out = packFolder();

/** The same resources with the snapshots made that are only differentials. Needs R4 packed before. */
function withSnapshots(resources: readonly FhirResource[]): readonly FhirResource[] {
  const bare = resources.some((resource) => resource.resourceType === 'StructureDefinition' && !resource.snapshot);
  if (!bare) return resources;
  const definitions = openDefinitions({ ukCore: 'none', resources });
  const made = resources.map((resource) =>
    resource.resourceType === 'StructureDefinition' ? (definitions.structure(resource.url) ?? resource) : resource,
  );
  const [problem] = definitions.problems ?? [];
  if (problem) throw new Error(`${problem.profile} ${problem.element ?? ''}: ${problem.message}`);
  return made;
}

function pack(id: string, folder: string): void {
  const { source, resources } = readPack(join(profiles, folder));
  const size = writePacked(out, id, source, withSnapshots(resources as unknown as FhirResource[]));
  console.log(`${id}: ${resources.length} definitions, ${Math.round(size / 1024)} KB`);
}

pack('fhir-r4', 'fhir-r4/4.0.1');
pack('uk-core-2.0.2', 'uk-core/2.0.2');
pack('uk-core-stu3-preview', 'uk-core/stu3-preview');
compileInvariants(out);
