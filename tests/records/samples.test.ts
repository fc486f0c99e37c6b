import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { deriveRecordFacts } from '../../src/records/index.js';
import { NOTHING_WRONG } from './helpers.js';

interface Fault {
  readonly ids: readonly string[];
  readonly path: string;
  readonly expects: string;
}

const root = new URL('../../samples/trusts/', import.meta.url);
const definitions = openDefinitions();

function codingOf(trust: string) {
  const folder = new URL(`${trust}/`, root);
  const samples = readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .map((name) => ({
      type: name.replace('.ndjson', ''),
      resources: readFileSync(new URL(name, folder), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
    }));
  const { coding } = deriveRecordFacts({
    samples,
    lens: 'synthetic',
    today: '2026-03-01',
    definitions,
    judge: {
      base: () => NOTHING_WRONG,
      profiles: () => NOTHING_WRONG,
      declared: () => NOTHING_WRONG,
      describe: ({ code }) => code,
    },
  });
  if (coding.state !== 'seen') throw new Error('nothing was counted');
  return coding.value;
}

const faultsOf = (trust: string): readonly Fault[] => {
  const file = JSON.parse(readFileSync(new URL(`${trust}/faults.json`, root), 'utf8')) as readonly Fault[];
  return file.filter(({ expects }) => /^(?:SCT|DMD)-/.test(expects));
};

describe('coding of the sample trusts', () => {
  it.each(['developing', 'silo'])('%s: every fault placed is found where it was placed', (trust) => {
    const { findings } = codingOf(trust);
    const faults = faultsOf(trust);
    expect(faults.length).toBeGreaterThan(1);
    const missed = faults.filter(({ ids, path, expects }) => {
      const place = path.replace(/\[\d+\]/g, '').replace(/\.coding(?:\..*)?$/, '');
      const found = findings.filter((finding) => finding.id === expects && finding.path === place);
      return found.reduce((sum, { resources }) => sum + resources, 0) < ids.length;
    });
    expect(missed).toEqual([]);
  });

  it('exemplar: nothing worse than a note, and full readiness', () => {
    const { findings, readiness, topLocal } = codingOf('exemplar');
    expect(findings.filter(({ severity }) => severity !== 'information')).toEqual([]);
    expect(topLocal).toEqual([]);
    expect(readiness).toBe(100);
  });
});
