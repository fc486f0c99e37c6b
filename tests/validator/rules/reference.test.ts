import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../../src/definitions/index.js';
import type { ValidatorOptions } from '../../../src/validator/api.js';
import { checkReference } from '../../../src/validator/rules/reference.js';
import type { Tree } from './ask.js';

const definitions = openDefinitions({ ukCore: 'none' });
const STRICT: ValidatorOptions = { externalReferences: 'exists-and-type', resolve: () => undefined };

function ask(reference: Tree, options: ValidatorOptions = {}, resourceType = 'Observation'): readonly string[] {
  const said: string[] = [];
  const site = {
    root: { resourceType },
    resource: { resourceType },
    path: () => 'X',
    resolve: (literal: string) =>
      literal === 'https://a/Organization/1' ? { resourceType: 'Organization' } : undefined,
    isInDocument: () => false,
    report: (code: string, severity: string) => {
      said.push(`${severity} ${code}`);
    },
    reportAt: (place: string, code: string, severity: string) => {
      said.push(`${severity} ${code} ${place}`);
    },
  };
  checkReference(reference, site, definitions, options);
  return said;
}

describe('References', () => {
  it.each<[Tree, readonly string[]]>([
    [{ reference: 'Patient/1' }, []],
    [{ reference: 'Patient/1/_history/2' }, []],
    [{ reference: 'https://server/Patient/1' }, []],
    [{ reference: 'urn:uuid:0a000000-0000-4000-8000-00000000000a' }, []],
    [{ reference: '#p' }, []],
    [{ identifier: { value: 'x' } }, []],
    [{ display: 'a name' }, []],
    [{ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] }, []],
    [{ type: 'Patient' }, ['warning reference-unknown']],
    [{ reference: '123' }, ['warning reference-syntax']],
    [{ reference: 'Person/Patient/1' }, ['warning reference-syntax']],
    [{ reference: 'Chicken/1' }, ['warning reference-syntax']],
    [{ reference: 'Patient/not an id' }, ['error reference-syntax']],
    [{ reference: 'a sentence in place of a URL' }, ['error reference-syntax']],
    [{ reference: 'Patient/1', type: 'Patient' }, []],
    [{ reference: 'Patient/1', type: 'http://hl7.org/fhir/StructureDefinition/Patient' }, ['error reference-type']],
    [{ reference: 'https://b/1', type: 'http://hl7.org/fhir/StructureDefinition/Patient' }, []],
    [{ reference: '#' }, ['error reference-not-found']],
    [{ reference: 'Patient/1', type: 'Group' }, ['error reference-type']],
    [{ reference: 'https://a/Organization/1', type: 'Patient' }, ['error reference-type']],
    [{ identifier: { value: 'x' }, type: 'Patient' }, []],
    [{ identifier: { value: 'x' }, type: 'patient' }, ['error code-unknown X.type']],
    [{ identifier: { value: 'x' }, type: 'https://acme.com/logical/Model' }, []],
  ])('%j: %j', (reference, said) => {
    expect(ask(reference)).toEqual(said);
  });

  it('must lead somewhere where that is asked', () => {
    expect(ask({ reference: 'Patient/2' }, STRICT)).toEqual(['error reference-not-found']);
    expect(ask({ reference: 'Patient/2' }, { ...STRICT, assumeValidRestReferences: true })).toEqual([]);
    expect(ask({ reference: 'https://a/Organization/1' }, STRICT)).toEqual([]);
    expect(ask({ reference: 'http://example.org/Patient/1' }, STRICT)).toEqual([]);
    expect(ask({ reference: 'http://example.org/Patient/1' }, { ...STRICT, examples: false })).toEqual([
      'error reference-not-found',
    ]);
    expect(ask({ reference: 'Patient/2' }, { externalReferences: 'exists-and-type' })).toEqual([
      'error reference-not-found',
    ]);
  });

  it('may be conditional within a Bundle', () => {
    expect(ask({ reference: 'Patient?identifier=x' })).toEqual(['warning reference-syntax']);
    expect(ask({ reference: 'Patient?identifier=x' }, {}, 'Bundle')).toEqual([]);
    expect(ask({ reference: 'Patient?identifier=x|a=b&name:exact=y' }, {}, 'Bundle')).toEqual([]);
    expect(ask({ reference: 'Patient?' }, {}, 'Bundle')).toEqual(['error reference-syntax']);
    expect(ask({ reference: 'Patient?identifier' }, {}, 'Bundle')).toEqual(['error reference-syntax']);
    expect(ask({ reference: 'Patient?name=x&' })).toEqual(['error reference-syntax']);
  });
});
