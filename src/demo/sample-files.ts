import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { bundleEntries } from './bundle-entries.js';
import { isObject, type FhirRecord } from './record.js';
import { spanOf } from './search/instant.js';
import { ReadinessError } from '../model/index.js';

export interface LoadedSamples {
  readonly records: readonly FhirRecord[];
  /** One line for each file that is no resource, with the reason. */
  readonly problems: readonly string[];
}

export interface SampleOptions {
  /** Of the files to read, without a dot; default `json` and `ndjson`. */
  readonly extensions?: readonly string[];
  /** Stands in for a missing `meta.lastUpdated`. */
  readonly now?: Date;
}

const RESOURCE_TYPE = /^[A-Z][A-Za-z]{2,63}$/;
const VERSION = /^[A-Za-z0-9.-]{1,64}$/;

/**
 * Every resource in the `.json` and `.ndjson` files below a folder. Lines of one resource with rising `meta.versionId`
 * are its versions. A Bundle of type collection, transaction or batch stands for its entries; any other Bundle is served as itself.
 * @throws ReadinessError `demo.no-data` where the folder is missing or holds no resource.
 */
export async function loadSamples(folder: string, options: SampleOptions = {}): Promise<LoadedSamples> {
  const problems: string[] = [];
  const collector = new Collector(options.now ?? new Date(), problems);
  for (const file of await filesBelow(folder, options.extensions ?? ['json', 'ndjson'])) {
    const name = relative(folder, file).split(sep).join('/');
    const text = await readFile(file, 'utf8');
    if (file.endsWith('.ndjson')) readLines(text, name, collector);
    else readDocument(text, name, collector);
  }
  if (collector.records.length === 0) {
    throw new ReadinessError(
      'demo.no-data',
      `No FHIR resource in ${folder}.`,
      2,
      'Name a folder with .json or .ndjson files that hold FHIR R4 resources.',
    );
  }
  return { records: collector.records, problems };
}

async function filesBelow(folder: string, extensions: readonly string[]): Promise<string[]> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new ReadinessError('demo.no-data', `${folder} is no folder.`, 2, 'Name a folder of FHIR R4 resources.');
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && extensions.includes(entry.name.split('.').at(-1)?.toLowerCase() ?? ''))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readLines(text: string, name: string, collector: Collector): void {
  text.split('\n').forEach((line, index) => {
    if (line.trim() !== '') readDocument(line, `${name}:${index + 1}`, collector);
  });
}

function readDocument(text: string, name: string, collector: Collector): void {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    collector.problems.push(`${name}: not JSON`);
    return;
  }
  collector.add(value, name);
}

class Collector {
  readonly records: FhirRecord[] = [];
  readonly #seen = new Set<string>();
  #given = 0;

  constructor(
    private readonly now: Date,
    readonly problems: string[],
  ) {}

  add(value: unknown, name: string): void {
    if (!isObject(value) || typeof value['resourceType'] !== 'string') {
      this.problems.push(`${name}: no resource (no resourceType)`);
      return;
    }
    if (!RESOURCE_TYPE.test(value['resourceType'])) {
      this.problems.push(`${name}: no resource (resourceType is no type name)`);
      return;
    }
    const entries = bundleEntries(value, (type) => this.#freeId(type));
    if (entries) {
      entries.forEach((entry, index) => {
        this.add(entry, `${name}#${index}`);
      });
    } else this.#keep(value, value['resourceType'], name);
  }

  #keep(value: Readonly<Record<string, unknown>>, resourceType: string, name: string): void {
    const id = typeof value['id'] === 'string' && value['id'] !== '' ? value['id'] : this.#freeId(resourceType);
    const given = isObject(value['meta']) ? value['meta'] : {};
    const { versionId, lastUpdated } = given;
    const meta = {
      ...given,
      versionId: typeof versionId === 'string' && VERSION.test(versionId) ? versionId : '1',
      lastUpdated:
        typeof lastUpdated === 'string' && spanOf(lastUpdated) !== undefined ? lastUpdated : this.now.toISOString(),
    };
    const key = `${resourceType}/${id}`;
    const version = `${key}/${meta.versionId}`;
    if (this.#seen.has(version)) {
      this.problems.push(`${name}: a second ${resourceType} with the id of an earlier one`);
      return;
    }
    this.#seen.add(version);
    const { resourceType: _type, id: _id, meta: _meta, ...rest } = value;
    this.records.push({ resourceType, id, meta, ...rest });
  }

  #freeId(resourceType: string): string {
    this.#given += 1;
    return `${resourceType.toLowerCase()}-${this.#given}`;
  }
}
