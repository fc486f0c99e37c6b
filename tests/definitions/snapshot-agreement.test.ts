import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { expect, test } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { readPack } from '../../src/dev/facts/pack-files.js';
import { snapshotFacts } from '../../src/dev/snapshot-facts.js';
import { describeWithShared, sharedPath } from '../support/shared.js';

describeWithShared('snapshots of UK Core', () => {
  test.each([
    ['2.0.2', '2.0.2', 78],
    ['stu3-preview', 'stu3-preview-20250620', 153],
  ] as const)('%s agree with the HL7 generator in every fact', (ukCore, folder, count) => {
    const definitions = openDefinitions({ ukCore });
    const reference = sharedPath('uk-core', folder, 'snapshots.ndjson');
    const urls = readFileSync(reference, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { url: string }).url);
    const lines = urls.map((url) => {
      const elements = definitions.structure(url)?.snapshot?.element.map(snapshotFacts);
      return JSON.stringify({ url, elements });
    });
    const out = join(mkdtempSync(join(tmpdir(), 'snapshots-')), 'snapshots.ndjson');
    writeFileSync(out, lines.join('\n'));
    const verdict = execFileSync('node', [sharedPath('tools', 'score-snapshots.mjs'), reference, out], {
      encoding: 'utf8',
    });
    expect(verdict).toContain(`snapshots ${count}/${count} `);
    expect(verdict).toContain('= 100.00%  elements missing 0 extra 0 twice 0  out of order 0');
    const [, equal, all] = /facts equal (\d+)\/(\d+)/.exec(verdict) ?? [];
    expect(equal).toBe(all);
  });
});

/**
 * R4 profiles whose published snapshot is not what the rules give, by profile:
 * an invariant of the base lost, a slice without slicing, a cap by the extension ignored, a choice shortcut collapsed.
 */
const R4_ODDITIES = new Set([
  'bmi',
  'bp',
  'catalog',
  'clinicaldocument',
  'codesystem-history',
  'devicemetricobservation',
  'elementdefinition-de',
  'familymemberhistory-genetic',
  'provenance-relevant-history',
]);

test('snapshots made of the differentials of R4 profiles and extensions are those that R4 publishes', () => {
  const folder = fileURLToPath(new URL('../../profiles/fhir-r4/4.0.1', import.meta.url));
  const published = readPack(folder).resources.filter(isProfile) as unknown as StructureDefinition[];
  const bare = published.map(({ snapshot: _snapshot, ...definition }) => definition);
  const definitions = openDefinitions({ ukCore: 'none', resources: bare });
  const differing = published
    .filter(({ url, snapshot }) => facts(definitions.structure(url)?.snapshot?.element) !== facts(snapshot?.element))
    .map(({ id }) => id);
  expect(published).toHaveLength(439);
  expect(new Set(differing)).toEqual(R4_ODDITIES);
});

const isProfile = (resource: Readonly<Record<string, unknown>>): boolean =>
  resource['derivation'] === 'constraint' && resource['differential'] !== undefined;

function facts(elements: readonly ElementDefinition[] | undefined): string {
  const lines = (elements ?? []).map((element) => {
    const { constraints, slicing, mustSupport, isModifier, ...rest } = snapshotFacts(element);
    const keys = [...new Set((constraints as string[] | undefined) ?? [])].sort();
    const sliced = slicing && { ...slicing, ordered: Boolean((slicing as { ordered?: boolean }).ordered) };
    return JSON.stringify(
      sorted({ ...rest, keys, sliced, mustSupport: mustSupport === true, isModifier: isModifier === true }),
    );
  });
  return lines.join('\n');
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
};
