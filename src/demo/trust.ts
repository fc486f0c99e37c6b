import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { isObject, type FhirRecord } from './record.js';
import { loadSamples } from './sample-files.js';

export interface Trust {
  readonly records: readonly FhirRecord[];
  readonly problems: readonly string[];
  /** `Type/id` of resources that were deleted. */
  readonly deleted: readonly string[];
}

/** The records of one of the synthetic trusts that come with the product. */
export async function loadTrust(name: string): Promise<Trust> {
  const folder = fileURLToPath(new URL(`../../samples/trusts/${name}/`, import.meta.url));
  const { records, problems } = await loadSamples(folder, { extensions: ['ndjson'] });
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'trust.json'), 'utf8'));
  const deleted: readonly unknown[] =
    isObject(manifest) && Array.isArray(manifest['deleted']) ? manifest['deleted'] : [];
  return { records, problems, deleted: deleted.filter((each) => typeof each === 'string') };
}

/** The records of any folder. @throws ReadinessError `demo.no-data` where it holds none. */
export async function loadFolder(folder: string): Promise<Trust> {
  const { records, problems } = await loadSamples(folder);
  return { records, problems, deleted: [] };
}
