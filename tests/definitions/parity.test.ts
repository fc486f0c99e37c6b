import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { expect, test } from 'vitest';
import { readPack } from '../../src/dev/facts/pack-files.js';
import { describeWithShared, sharedPath } from '../support/shared.js';
import { compareFacts } from './flat-facts.js';

type Conformance = Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly url: string };

const pack = (folder: string): readonly Conformance[] =>
  readPack(fileURLToPath(new URL(`../../profiles/${folder}`, import.meta.url))).resources;

const KINDS = ['StructureDefinition', 'ValueSet', 'CodeSystem', 'SearchParameter'];

const parse = (text: string): Conformance => JSON.parse(text) as Conformance;

describeWithShared('R4 fact pack', () => {
  test.each([
    ['StructureDefinition', 649],
    ['ValueSet', 1316],
    ['CodeSystem', 1062],
    ['SearchParameter', 1375],
  ])('holds every fact of every %s', (kind, count) => {
    const lines = readFileSync(sharedPath('fhir-r4', '4.0.1', `${kind}.ndjson`), 'utf8').split('\n');
    const expected = lines.filter((line) => line !== '').map(parse);
    const { facts, differences } = compareFacts(
      expected,
      pack('fhir-r4/4.0.1').filter(({ resourceType }) => resourceType === kind),
    );
    expect(differences).toEqual([]);
    expect(expected).toHaveLength(count);
    expect(facts).toBeGreaterThan(count * 10);
  });
});

describeWithShared('UK Core fact packs', () => {
  test.each([
    ['2.0.2', '2.0.2'],
    ['stu3-preview', 'stu3-preview-20250620'],
  ])('%s holds every fact of the official package', (ours, theirs) => {
    const folder = sharedPath('uk-core', theirs, 'package');
    const files = readdirSync(folder).filter((file) => file !== 'package.json' && !file.startsWith('.'));
    const expected = files.map((file) => parse(readFileSync(`${folder}/${file}`, 'utf8')));
    const left = expected.filter(({ resourceType }) => !KINDS.includes(resourceType));
    const { facts, differences } = compareFacts(
      expected.filter((resource) => !left.includes(resource)),
      pack(`uk-core/${ours}`),
    );
    expect(differences).toEqual([]);
    expect(facts).toBeGreaterThan(5000);
    const carried = left.filter(
      ({ resourceType }) => resourceType !== 'CapabilityStatement' && resourceType !== 'ConceptMap',
    );
    expect(carried).toEqual([]);
  });

  test.each([
    ['2.0.2', '2.0.2', [78, 70, 49]],
    ['stu3-preview', 'stu3-preview-20250620', [153, 134, 88]],
  ])('%s counts as the official package does', (ours, theirs, counts) => {
    const resources = pack(`uk-core/${ours}`);
    expect(
      KINDS.slice(0, 3).map((kind) => resources.filter((resource) => resource.resourceType === kind).length),
    ).toEqual(counts);
    const { summary } = JSON.parse(readFileSync(sharedPath('uk-core', theirs, 'facts.json'), 'utf8')) as {
      summary: { factsByKind: Readonly<Record<string, number>> };
    };
    const elements = resources
      .filter((resource) => resource.resourceType === 'StructureDefinition')
      .flatMap((resource) => (resource as unknown as StructureDefinition).differential?.element ?? []);
    const {
      cardinality: _cardinality,
      type: _type,
      prohibited: _prohibited,
      targetProfile: _targets,
      ...counted
    } = summary.factsByKind;
    expect(factsByKind(elements)).toEqual(counted);
  });

  test('a lost or changed fact is seen', () => {
    const resources = structuredClone(pack('uk-core/2.0.2')) as Conformance[];
    const expected = pack('uk-core/2.0.2');
    const patient = resources.find(({ url }) => url.endsWith('/UKCore-Patient')) as unknown as StructureDefinition;
    const supported = patient.differential?.element.find((element) => element.mustSupport);
    delete supported?.mustSupport;
    expect(compareFacts(expected, resources).differences).toEqual([
      expect.stringMatching(/UKCore-Patient: missing .*mustSupport = true/),
    ]);
    resources.pop();
    expect(compareFacts(expected, resources).differences.length).toBeGreaterThan(1);
  });
});

/** The kinds of facts that a differential shows by itself, counted. */
function factsByKind(elements: readonly ElementDefinition[]): Readonly<Record<string, number>> {
  const count = (holds: (element: ElementDefinition) => boolean): number => elements.filter(holds).length;
  const keys = (element: ElementDefinition, prefix: string): boolean =>
    Object.keys(element).some((key) => key.startsWith(prefix));
  return {
    mustSupport: count((element) => element.mustSupport === true),
    binding: count((element) => element.binding !== undefined),
    slice: count((element) => element.sliceName !== undefined),
    fixed: count((element) => keys(element, 'fixed')),
    slicing: count((element) => element.slicing !== undefined),
    extensionSlice: count((element) => /xtension$/.test(element.path) && element.type?.[0]?.profile !== undefined),
    invariant: elements.flatMap((element) => element.constraint ?? []).length,
  };
}
