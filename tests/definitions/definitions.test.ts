import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FhirResource } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { compareVersions, matchesVersion } from '../../src/definitions/canonical.js';
import { openDefinitions, type LoadedPackage } from '../../src/definitions/index.js';
import { PackedShelf } from '../../src/definitions/pack/packed-shelf.js';
import { profile } from './profiles.js';

const UK = 'https://fhir.hl7.org.uk/StructureDefinition/';
const R4 = 'http://hl7.org/fhir/StructureDefinition/';
const valueSet = (url: string, version?: string): FhirResource => ({
  resourceType: 'ValueSet',
  url,
  status: 'draft',
  ...(version === undefined ? {} : { version }),
});
const loaded = (name: string, version: string, ...resources: FhirResource[]): LoadedPackage => ({
  name,
  version,
  resources,
});

describe('looking definitions up', () => {
  const definitions = openDefinitions();

  test.each(['Patient', 'HumanName', 'code', 'Extension', 'Resource', 'xhtml', 'Ratio'])('R4 has %s', (type) => {
    expect(definitions.base(type)?.snapshot?.element[0]?.path).toBe(type);
  });

  test.each([
    ['nothing of that name', 'urn:nowhere'],
    ['a version nobody holds', `${R4}Patient|5.0.0`],
    ['a name from a prototype', '__proto__'],
    ['a name from a prototype, as a type', `${R4}constructor`],
    ['an empty one', ''],
  ])('%s is undefined', (_name, canonical) => {
    expect(definitions.structure(canonical)).toBeUndefined();
    expect(definitions.valueSet(canonical)).toBeUndefined();
    expect(definitions.resource(canonical)).toBeUndefined();
  });

  test.each([
    ['in full', `${R4}Patient|4.0.1`],
    ['in part', `${R4}Patient|4.0`],
    ['not at all', `${R4}Patient`],
    ['by nothing', `${R4}Patient|`],
    ['with a fragment', `${R4}Patient#Patient.name`],
  ])('a version may be named %s', (_name, canonical) => {
    expect(definitions.structure(canonical)?.type).toBe('Patient');
  });

  test('every type and profile of R4 and UK Core has a snapshot', () => {
    const canonicals = definitions.canonicals('StructureDefinition');
    expect(canonicals).toHaveLength(649 + 78);
    expect(canonicals.filter((canonical) => !definitions.structure(canonical)?.snapshot)).toEqual([]);
    expect(definitions.problems).toEqual([]);
  });

  test('value sets, code systems and any other kind are found by canonical', () => {
    expect(
      definitions.valueSet('http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1')?.compose?.include,
    ).toHaveLength(1);
    expect(definitions.codeSystem('http://hl7.org/fhir/administrative-gender')?.concept).toHaveLength(4);
    expect(definitions.resource('http://hl7.org/fhir/SearchParameter/Patient-active')?.resourceType).toBe(
      'SearchParameter',
    );
    expect(definitions.supplements('http://hl7.org/fhir/CodeSystem/example').map(({ id }) => id)).toEqual([
      'example-supplement',
    ]);
    expect(definitions.supplements('http://loinc.org')).toEqual([]);
  });

  test('resource types are the concrete ones', () => {
    expect(['Patient', 'Bundle', 'Parameters'].every((type) => definitions.isResource(type))).toBe(true);
    expect(['Resource', 'DomainResource', 'HumanName', 'toString'].some((type) => definitions.isResource(type))).toBe(
      false,
    );
  });

  test('search parameters are the own and the inherited ones', () => {
    const codes = (type: string): readonly string[] => definitions.searchParameters(type).map(({ code }) => code);
    expect(codes('Patient')).toEqual(
      expect.arrayContaining(['identifier', 'birthdate', '_id', '_lastUpdated', '_text']),
    );
    expect(codes('Bundle')).toContain('_id');
    expect(codes('Bundle')).not.toContain('_text');
    expect(codes('Nothing')).toEqual([]);
  });

  test('the same definition is read once', () => {
    expect(definitions.base('Observation')).toBe(definitions.structure(`${R4}Observation`));
  });
});

describe('UK Core', () => {
  test.each([
    ['2.0.2', 'Patient', 'UKCore-Patient'],
    ['2.0.2', 'Observation', 'UKCore-Observation'],
    ['2.0.2', 'ServiceRequest', 'UKCore-ServiceRequest'],
    ['2.0.2', 'Bundle', undefined],
    ['stu3-preview', 'Bundle', 'UKCore-Bundle'],
    ['stu3-preview', 'Device', 'UKCore-Device'],
    ['stu3-preview', 'Observation', 'UKCore-Observation'],
    ['stu3-preview', 'Extension', undefined],
    ['none', 'Patient', undefined],
  ] as const)('%s has for %s the profile %s', (ukCore, type, name) => {
    const profileOf = openDefinitions({ ukCore }).ukCoreProfile(type);
    expect(profileOf).toBe(name && UK + name);
  });

  test('each resource type has at most one plain profile, and each is of its type', () => {
    const definitions = openDefinitions({ ukCore: 'stu3-preview' });
    const types = definitions.canonicals('StructureDefinition').map((canonical) => canonical.slice(R4.length));
    const plain = types.flatMap((type) => definitions.ukCoreProfile(type) ?? []);
    expect(plain.length).toBeGreaterThan(40);
    expect(
      plain.every((canonical) => canonical === `${UK}UKCore-${definitions.structure(canonical)?.type ?? ''}`),
    ).toBe(true);
  });

  test('a version picks from the other pack, no version from the one in use', () => {
    const definitions = openDefinitions();
    expect(definitions.structure(`${UK}UKCore-Patient`)?.version).toBe('2.5.0');
    expect(definitions.structure(`${UK}UKCore-Patient|2.6.1`)?.version).toBe('2.6.1');
    expect(definitions.structure(`${UK}UKCore-Bundle`)).toBeUndefined();
    expect(openDefinitions({ ukCore: 'none' }).structure(`${UK}UKCore-Patient|2.6.1`)).toBeUndefined();
  });

  test('of several profiles on a type, the plain one is the one they are named after', () => {
    const named = (name: string): FhirResource => profile(name, 'Observation', [], { url: `${UK}${name}` });
    const resources = ['UKCore-Observation-Lab', 'UKCore-Observation', 'UKCore-Observation-Group-Lab'].map(named);
    const definitions = openDefinitions({ packages: [loaded('uk', '1.0.0', ...resources)] });
    expect(definitions.ukCoreProfile('Observation')).toBe(`${UK}UKCore-Observation`);
  });

  test('an installed package takes the place of the pack', () => {
    const official = profile('UKCore-Patient', 'Patient', [{ path: 'Patient.name', min: 1 }], {
      url: `${UK}UKCore-Patient`,
      version: '9.0.0',
    });
    const definitions = openDefinitions({ packages: [loaded('fhir.r4.ukcore.stu9', '9.0.0', official)] });
    expect(definitions.structure(`${UK}UKCore-Patient`)).toMatchObject({ version: '9.0.0' });
    expect(definitions.structure(`${UK}UKCore-Observation`)).toBeUndefined();
    expect(definitions.ukCoreProfile('Patient')).toBe(`${UK}UKCore-Patient`);
    expect(definitions.ukCoreProfile('Observation')).toBeUndefined();
    expect(definitions.packages.map(({ name }) => name)).toEqual(['fhir.r4.ukcore.stu9', 'hl7.fhir.r4.core']);
  });
});

describe('several versions of one canonical', () => {
  const packages = [
    loaded('a', '1.0.0', valueSet('urn:v', '1.10.0'), valueSet('urn:r', '1.0.0')),
    loaded('b', '1.0.0', valueSet('urn:v', '1.9.0'), valueSet('urn:r', '1.1.0')),
  ];
  const definitions = openDefinitions({ packages, resources: [valueSet('urn:r', '0.1.0')] });

  test.each([
    ['urn:v', '1.10.0'],
    ['urn:v|1.9.0', '1.9.0'],
    ['urn:v|1.9', '1.9.0'],
    ['urn:r', '0.1.0'],
    ['urn:r|1.0.0', '1.0.0'],
    ['urn:r|1', '1.1.0'],
  ])('%s is version %s', (canonical, version) => {
    expect(definitions.valueSet(canonical)?.version).toBe(version);
  });

  test('packages come before UK Core and R4', () => {
    const own = openDefinitions({
      packages: [loaded('a', '1', valueSet('http://hl7.org/fhir/ValueSet/administrative-gender'))],
    });
    expect(own.valueSet('http://hl7.org/fhir/ValueSet/administrative-gender')?.version).toBeUndefined();
    expect(own.valueSet('http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1')?.version).toBe('4.0.1');
  });
});

describe('versions', () => {
  test.each([
    ['1.9.0', '1.10.0'],
    ['1.0.0-ballot', '1.0.0'],
    ['1.0.0-beta.2', '1.0.0-beta.11'],
    ['2.0', '2.0.1'],
    ['2014-03-26', '2019-01-01'],
    [undefined, '0.0.1'],
  ])('%s is older than %s', (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0);
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
    expect(compareVersions(newer, newer)).toBe(0);
  });

  test('a part of a version is no part of a number', () => {
    expect(matchesVersion('4.0.1', '4.0')).toBe(true);
    expect(matchesVersion('4.01', '4.0')).toBe(false);
    expect(matchesVersion(undefined, '4.0')).toBe(false);
  });
});

test('packs that the build has not left are named, with what to do', () => {
  expect(() => PackedShelf.open('fhir-r4', join(mkdtempSync(join(tmpdir(), 'packs-')), '/'))).toThrow(
    expect.objectContaining({ code: 'definitions.not-built', hint: 'Run "npm run build" once.' }),
  );
});
