import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FhirResource } from 'fhir/r4.js';
import { packFolder } from '../definitions/pack/packed-shelf.js';
import { readPack } from './facts/pack-files.js';
import { writePacked } from './pack-writer.js';

const profiles = fileURLToPath(new URL('../../profiles/', import.meta.url));
const out = packFolder();

function pack(id: string, folder: string): void {
  const { source, resources } = readPack(join(profiles, folder));
  const size = writePacked(out, id, source, resources as unknown as FhirResource[]);
  console.log(`${id}: ${resources.length} definitions, ${Math.round(size / 1024)} KB`);
}

pack('fhir-r4', 'fhir-r4/4.0.1');
pack('uk-core-2.0.2', 'uk-core/2.0.2');
pack('uk-core-stu3-preview', 'uk-core/stu3-preview');
