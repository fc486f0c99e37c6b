import { describe, expect, it } from 'vitest';
import {
  examineCoding,
  examineConcept,
  mixesEditions,
  sctid,
  SNOMED_CHECKS,
} from '../../src/terminology/snomed/index.js';

const context = { today: '2026-03-01', expectsSnomed: true, expectsMedicine: true };
const SNOMED = 'http://snomed.info/sct';
const DMD = 'https://dmd.nhs.uk';
const READ = 'http://read.info/readv2';
const concept = sctid.make(7001);
const drug = sctid.make(7001, 'concept', '1000001');
const uk = 'http://snomed.info/sct/83821000000107';

const codingIds = (coding: Record<string, unknown>): string[] =>
  examineCoding({ display: 'Blorb', ...coding }, context).map(({ id, severity }) => `${id} ${severity}`);
const conceptIds = (node: Record<string, unknown>): string[] => examineConcept(node, context).map(({ id }) => id);

describe('checks on a coding', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['a sound coding', { system: SNOMED, code: concept }, []],
    ['a code with letters', { system: SNOMED, code: 'ABC' }, ['SCT-001 error']],
    ['too short', { system: SNOMED, code: '12345' }, ['SCT-001 error']],
    ['a wrong check digit', { system: SNOMED, code: '22298007' }, ['SCT-002 error']],
    ['a wrong check digit in dm+d', { system: DMD, code: '22298007' }, ['SCT-002 error']],
    ['a description id', { system: SNOMED, code: sctid.make(7001, 'description') }, ['SCT-003 error']],
    ['a relationship id', { system: SNOMED, code: sctid.make(7001, 'relationship') }, ['SCT-003 error']],
    ['a reserved partition', { system: SNOMED, code: `12345609${sctid.checkDigit('12345609')}` }, ['SCT-004 error']],
    ['another namespace', { system: SNOMED, code: sctid.make(71, 'concept', '9999999') }, ['SCT-005 information']],
    ['a UK clinical id', { system: SNOMED, code: sctid.make(71, 'concept', '1000000') }, []],
    ['a blank behind', { system: SNOMED, code: `${concept} ` }, ['SCT-006 error']],
    ['a leading zero', { system: SNOMED, code: '022298006' }, ['SCT-006 error']],
    ['a number', { system: SNOMED, code: 22298006 }, ['SCT-006 error']],
    ['a pasted term', { system: SNOMED, code: `${concept} |Blorb|` }, ['SCT-006 error']],
    ['https', { system: 'https://snomed.info/sct', code: concept }, ['SCT-010 error']],
    ['a slash', { system: 'http://snomed.info/sct/', code: concept }, ['SCT-010 error']],
    ['an OID', { system: 'urn:oid:2.16.840.1.113883.6.96', code: concept }, ['SCT-010 error']],
    ['a bare OID', { system: '2.16.840.1.113883.6.96', code: concept }, ['SCT-010 error']],
    ['a name', { system: 'SNOMED-CT', code: concept }, ['SCT-010 error']],
    ['an edition as system', { system: `${uk}/version/20250101`, code: concept }, ['SCT-010 error']],
    ['an NHS id system', { system: 'https://fhir.nhs.uk/Id/snomed-ct', code: concept }, ['SCT-010 error']],
    ['IHTSDO', { system: 'http://ihtsdo.org/snomed-ct', code: concept }, ['SCT-010 error']],
    ['a concept id under a local system', { system: 'urn:local', code: concept }, ['SCT-011 warning']],
    ['a concept id without a system', { code: concept }, ['SCT-011 warning']],
    ['a local code that is no concept id', { system: 'urn:local', code: 'K12' }, []],
    ['a UK Core code', { system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-X', code: concept }, []],
    ['dm+d with a slash', { system: 'https://dmd.nhs.uk/', code: drug }, ['SCT-012 error']],
    ['dm+d over http', { system: 'http://dmd.nhs.uk', code: drug }, ['SCT-012 error']],
    ['dm+d as id', { system: 'https://fhir.nhs.uk/Id/dmd', code: drug }, ['SCT-012 error']],
    ['sound dm+d', { system: DMD, code: drug }, []],
    [
      'a current version',
      { system: SNOMED, code: concept, version: `${uk}/version/20260101` },
      ['SCT-014 information'],
    ],
    ['a free version', { system: SNOMED, code: concept, version: '2024' }, ['SCT-013 warning', 'SCT-014 information']],
    [
      'a version of the future',
      { system: SNOMED, code: concept, version: `${uk}/version/20260401` },
      ['SCT-013 warning', 'SCT-014 information'],
    ],
    [
      'a version of 19 months ago',
      { system: SNOMED, code: concept, version: `${uk}/version/20240801` },
      ['SCT-013 warning', 'SCT-014 information'],
    ],
    [
      'a day that does not exist',
      { system: SNOMED, code: concept, version: `${uk}/version/20260231` },
      ['SCT-013 warning', 'SCT-014 information'],
    ],
    [
      'an unknown module',
      { system: SNOMED, code: concept, version: `http://snomed.info/sct/${concept}` },
      ['SCT-013 warning', 'SCT-014 information'],
    ],
    ['no display', { system: SNOMED, code: concept, display: undefined }, ['SCT-030 warning']],
    ['no display elsewhere', { system: 'http://loinc.org', code: '8480-6', display: undefined }, []],
    ['the root', { system: SNOMED, code: '138875005' }, ['SCT-052 warning']],
    ['a trimmed Read code', { system: READ, code: 'C10' }, ['SCT-063 warning']],
    ['a Read code with an ellipsis', { system: READ, code: 'C1\u2026' }, ['SCT-063 warning']],
    ['a full Read code', { system: READ, code: 'C10..' }, []],
    ['a Read code with term code', { system: READ, code: 'C10..00' }, []],
    ['a Read code of six', { system: READ, code: 'C10..0' }, ['SCT-063 warning']],
    [
      'a null flavour',
      { system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'UNK' },
      ['SCT-065 information'],
    ],
    ['unknown as a local code', { system: 'urn:local', code: 'Unknown' }, ['SCT-065 information']],
    ['unknown in an HL7 system', { system: 'http://hl7.org/fhir/administrative-gender', code: 'unknown' }, []],
    ['a drug code under SNOMED CT', { system: SNOMED, code: drug }, ['DMD-003 information']],
    ['trial medication', { system: SNOMED, code: '419841000001106' }, ['DMD-005 information']],
    ['an expression', { system: SNOMED, code: `${concept}:${concept}=${concept}` }, ['SCT-040 information']],
    ['a broken expression', { system: SNOMED, code: `${concept}:${concept}=` }, ['SCT-040 error']],
    ['nothing', {}, []],
    ['shapes that are not strings', { system: 7, code: {}, version: [], extension: 'x' }, []],
  ])('%s', (_, coding, found) => {
    expect(codingIds(coding)).toEqual(found);
  });

  it.each([
    [sctid.make(7001, 'description'), []],
    [concept, ['SCT-032 error']],
    ['x', ['SCT-032 error']],
  ])('the description id extension %s', (valueId, found) => {
    const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/coding-sctdescid', valueId }];
    expect(codingIds({ system: SNOMED, code: concept, extension })).toEqual(found);
  });

  it('says when the digits were lost to a number', () => {
    const [finding] = examineCoding({ system: SNOMED, code: '999000011000001200', display: 'x' }, context);
    expect(finding).toMatchObject({ id: 'SCT-002', params: { damaged: true } });
    expect(finding?.message).toContain('floating point');
  });

  it('never repeats a value from the record', () => {
    const values = { system: SNOMED, code: 'JOHN SMITH', display: 'Jane Doe', version: 'secret' };
    expect(JSON.stringify(examineCoding(values, context))).not.toMatch(/JOHN|SMITH|Jane|secret/);
  });
});

describe('checks on a concept', () => {
  const coding = { system: SNOMED, code: concept };
  const local = { system: 'urn:local', code: 'K1' };
  const mark = (node: object, userSelected: boolean): object => ({ ...node, userSelected });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['one coding with its words', { coding: [coding], text: 'x' }, []],
    ['two without marks', { coding: [coding, local], text: 'x' }, ['SCT-060']],
    ['two with marks', { coding: [mark(coding, false), mark(local, true)], text: 'x' }, []],
    ['both chosen', { coding: [mark(coding, true), mark(local, true)], text: 'x' }, ['SCT-060']],
    ['neither chosen', { coding: [mark(coding, false), mark(local, false)], text: 'x' }, ['SCT-060']],
    ['two local codings', { coding: [local, { ...local, code: 'K2' }], text: 'x' }, []],
    ['the same twice', { coding: [mark(coding, true), mark(coding, false)], text: 'x' }, ['SCT-061']],
    ['Read alone', { coding: [{ system: READ, code: 'C10..' }], text: 'x' }, ['SCT-062']],
    ['text alone', { text: 'x' }, ['SCT-064']],
    ['no text', { coding: [coding] }, ['SCT-064']],
    ['nothing', {}, []],
  ])('%s', (_, node, found) => {
    expect(conceptIds(node)).toEqual(found);
  });

  it('expects text and code only where the profile binds SNOMED CT', () => {
    expect(examineConcept({ text: 'x' }, { ...context, expectsSnomed: false })).toEqual([]);
  });
});

describe('editions', () => {
  it('notices a mixture', () => {
    const at = (module: string) => ({ system: SNOMED, code: concept, version: `http://snomed.info/sct/${module}` });
    expect(mixesEditions([at('83821000000107'), at('900000000000207008')])).toBe(true);
    expect(mixesEditions([at('83821000000107'), at('83821000000107'), { system: SNOMED, code: concept }])).toBe(false);
  });
});

describe('the register of checks', () => {
  it('holds every check that needs no release', () => {
    expect(SNOMED_CHECKS.map(({ id }) => id)).toEqual([
      'DMD-003',
      'DMD-005',
      ...[1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 30, 32, 40, 52, 60, 61, 62, 63, 64, 65].map(
        (number) => `SCT-${String(number).padStart(3, '0')}`,
      ),
    ]);
  });
});

describe('checks that depend on the element', () => {
  it('asks for dm+d only where a medicine is named', () => {
    const coding = { system: SNOMED, code: drug, display: 'x' };
    expect(examineCoding(coding, { ...context, expectsMedicine: false })).toEqual([]);
  });

  it('minds missing text less where the coding carries words', () => {
    const of = (coding: object) => examineConcept({ coding: [coding] }, context).map(({ severity }) => severity);
    expect(of({ system: SNOMED, code: concept, display: 'x' })).toEqual(['information']);
    expect(of({ system: SNOMED, code: concept })).toEqual(['warning']);
  });
});
