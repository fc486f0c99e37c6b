import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FhirResource } from 'fhir/r4.js';
import { buildTrust, TRUSTS } from './samples/trust.js';

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));

async function writeRecords(folder: string, records: readonly FhirResource[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const types = [...new Set(records.map((record) => record.resourceType))];
  for (const type of types) {
    const lines = records.filter((record) => record.resourceType === type).map((record) => JSON.stringify(record));
    await writeFile(join(folder, `${type}.ndjson`), `${lines.join('\n')}\n`);
  }
}

for (const settings of Object.values(TRUSTS)) {
  const folder = join(SAMPLES, 'trusts', settings.name);
  await rm(folder, { recursive: true, force: true });
  await writeRecords(folder, buildTrust(settings));
  await writeFile(
    join(folder, 'trust.json'),
    `${JSON.stringify({ title: settings.title, ods: settings.ods, deleted: [] }, null, 2)}\n`,
  );
}
