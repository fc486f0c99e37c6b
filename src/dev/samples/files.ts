import { BROKEN, brokenText } from './broken.js';
import { buildTrust, TRUSTS } from './trust.js';

export interface SampleFile {
  /** Below `samples/`. */
  readonly path: string;
  readonly text: string;
}

/** Every generated file of the samples: the same on every machine. */
export function sampleFiles(): readonly SampleFile[] {
  const trusts = TRUSTS.flatMap((settings) => {
    const { records, faults, deleted } = buildTrust(settings);
    const folder = `trusts/${settings.name}`;
    const types = [...new Set(records.map((record) => record.resourceType))];
    return [
      ...types.map((type) => {
        const lines = records.filter((record) => record.resourceType === type).map((record) => JSON.stringify(record));
        return { path: `${folder}/${type}.ndjson`, text: `${lines.join('\n')}\n` };
      }),
      { path: `${folder}/trust.json`, text: pretty({ title: settings.title, ods: settings.ods, deleted }) },
      { path: `${folder}/faults.json`, text: pretty(faults) },
    ];
  });
  return [...trusts, ...brokenFiles()];
}

function brokenFiles(): readonly SampleFile[] {
  const [exemplar] = TRUSTS;
  const records = exemplar === undefined ? [] : buildTrust(exemplar).records;
  const files = BROKEN.map((broken) => ({ path: `broken/${broken.name}.json`, text: brokenText(broken, records) }));
  const index = BROKEN.map(({ name, defect, expects, expression }) => ({ file: `${name}.json`, defect, expects, expression }));
  return [...files, { path: 'broken/index.json', text: pretty(index) }];
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
