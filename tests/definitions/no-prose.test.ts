import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { factsOf, type Conformance } from '../../src/dev/facts/facts.js';
import { stripTerms } from '../../src/dev/facts/snomed-terms.js';

const profiles = fileURLToPath(new URL('../../profiles/', import.meta.url));
const PACKS = ['fhir-r4/4.0.1', 'uk-core/2.0.2', 'uk-core/stu3-preview'];
const PROSE = [
  'description',
  'definition',
  'comment',
  'requirements',
  'text',
  'contact',
  'publisher',
  'purpose',
  'copyright',
  'human',
];

describe.each(PACKS)('%s', (pack) => {
  const files = readdirSync(profiles + pack).map((file) => `${profiles}${pack}/${file}`);

  test('carries no prose, no expansion and no terms of SNOMED CT', () => {
    const found = new Set<string>();
    const walk = (value: unknown, path: string): void => {
      if (Array.isArray(value))
        value.forEach((item) => {
          walk(item, path);
        });
      else if (typeof value === 'object' && value !== null) {
        const node = value as Record<string, unknown>;
        if (node['system'] === 'http://snomed.info/sct' && JSON.stringify(node).includes('"display"'))
          found.add(`${path} display`);
        for (const [key, part] of Object.entries(node)) walk(part, `${path}.${key}`);
      } else if (typeof value === 'string' && value.includes('|') && path.endsWith('.filter.value'))
        found.add(`${path} ${value}`);
      const name = path.slice(path.lastIndexOf('.') + 1);
      const isValue = /\.(?:fixed|pattern)\w+\.text$|\.component\.definition$/.test(path);
      if ((PROSE.includes(name) || name === 'expansion') && !isValue) found.add(path);
    };
    for (const file of files) walk(JSON.parse(readFileSync(file, 'utf8')), '');
    expect([...found]).toEqual([]);
  });

  test('stays small', () => {
    const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(size).toBeLessThan(12 * 1024 * 1024);
  });
});

describe('deriving facts', () => {
  test.each([
    ['<<404684003 | clinical finding|', '<<404684003'],
    ['(75367002 | Blood pressure |)', '(75367002)'],
    ['^999000051000001100 |ePrescribing route|', '^999000051000001100'],
    ['<<1 |a| MINUS (<<2|b (c)| OR <<3|d|)', '<<1 MINUS (<<2 OR <<3)'],
    ['< 19829001 : 116676008 = 79654002', '< 19829001 : 116676008 = 79654002'],
  ])('strips the terms of %s', (ecl, ids) => {
    expect(stripTerms(ecl)).toBe(ids);
  });

  test('keeps rules, drops words', () => {
    const valueSet: Conformance = {
      resourceType: 'ValueSet',
      url: 'urn:v',
      title: 'words',
      text: { div: '<div/>' },
      expansion: { contains: [{ system: 'http://snomed.info/sct', code: '1', display: 'term' }] },
      compose: {
        include: [
          {
            system: 'http://snomed.info/sct',
            concept: [{ code: '1', display: 'term', designation: [{ value: 'term' }] }],
          },
          { system: 'urn:own', concept: [{ code: 'a', display: 'A' }] },
        ],
      },
    };
    expect(factsOf(valueSet)).toEqual({
      resourceType: 'ValueSet',
      url: 'urn:v',
      compose: {
        include: [
          { system: 'http://snomed.info/sct', concept: [{ code: '1' }] },
          { system: 'urn:own', concept: [{ code: 'a', display: 'A' }] },
        ],
      },
    });
  });

  test('leaves out kinds that no rule reads', () => {
    expect(factsOf({ resourceType: 'CapabilityStatement', url: 'urn:c' })).toBeUndefined();
  });
});
