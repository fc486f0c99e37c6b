import { describe, expect, it } from 'vitest';
import { codeSystem } from '../../../src/validator/rules/code-system.js';
import { conceptMap } from '../../../src/validator/rules/concept-map.js';
import { valueSet } from '../../../src/validator/rules/value-set.js';
import { ask, cs, LOCAL, type Tree } from './ask.js';

const SET = 'http://example.org/vs';
const PROPERTY = 'http://hl7.org/fhir/concept-properties#';
const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';

const property = (code: string, type: string, uri?: string): Tree => ({
  code,
  type,
  ...(uri === undefined ? {} : { uri }),
});
const local = cs({
  hierarchyMeaning: 'is-a',
  property: ['integer', 'decimal', 'dateTime', 'code', 'string'].map((type) => property(type, type)),
});
const supplement = cs({ url: 'http://example.org/more', content: 'supplement', supplements: LOCAL });
const vs = (include: Tree): Tree => ({ resourceType: 'ValueSet', url: SET, compose: { include: [include] } });

describe('Filters of value sets', () => {
  it.each<[string, string, string, string, string | undefined]>([
    [LOCAL, 'concept', 'is-a', 'a', undefined],
    [LOCAL, 'concept', 'is-a', 'z', 'value'],
    [LOCAL, 'concept', 'in', 'a,b', undefined],
    [LOCAL, 'concept', 'in', 'a,z', 'value'],
    [LOCAL, 'concept', 'regex', 'a.*', 'operator'],
    [LOCAL, 'concept', 'exists', 'true', 'operator'],
    [LOCAL, 'code', 'regex', '^a\\-b[\\w-.]$', undefined],
    [LOCAL, 'code', 'regex', '(?i)a++', undefined],
    [LOCAL, 'code', 'regex', 'a(', 'value'],
    [LOCAL, 'parent', '=', 'a', undefined],
    [LOCAL, 'parent', '=', 'z', 'value'],
    [LOCAL, 'integer', '=', 'ge5', undefined],
    [LOCAL, 'integer', '=', 'five', 'value'],
    [LOCAL, 'decimal', '=', '1.5', undefined],
    [LOCAL, 'decimal', '=', 'x', 'value'],
    [LOCAL, 'dateTime', '=', '2020-01-01', undefined],
    [LOCAL, 'dateTime', '=', 'yesterday', 'value'],
    [LOCAL, 'code', '=', ' a', 'value'],
    [LOCAL, 'string', '=', ' anything ', undefined],
    [LOCAL, 'string', 'exists', 'maybe', 'value'],
    [LOCAL, 'itemWeight', '=', 'x', 'value'],
    [LOCAL, 'effectiveDate', '=', 'x', 'value'],
    [LOCAL, 'inactive', '=', '1', 'value'],
    [SNOMED, 'concept', 'descendent-of', '404684003', undefined],
    [SNOMED, 'concept', 'in', '700043003', undefined],
    [SNOMED, 'concept', 'in', '^999000051000001100', undefined],
    [SNOMED, 'concept', 'in', 'foo', 'value'],
    [SNOMED, 'concept', 'generalizes', '404684003', 'operator'],
    [SNOMED, 'expressions', '=', 'true', undefined],
    [SNOMED, 'expressions', '=', 'maybe', 'value'],
    [SNOMED, 'constraint', '=', '<< 404684003 |Clinical finding| MINUS ^ 700043003', undefined],
    [SNOMED, 'constraint', '=', '< 404684003 : 363698007 = << 39057004, 116676008 = *', undefined],
    [SNOMED, 'constraint', '=', '< 404684003 : [1..3] { 363698007 = (<< 39057004 OR << 80891009) }', undefined],
    [SNOMED, 'constraint', '=', '< 404684003 . 363698007', undefined],
    [SNOMED, 'constraint', '=', '< 404684003 {{ term = "heart" }}', undefined],
    [SNOMED, 'constraint', '=', '404684003 << 404684003', 'value'],
    [SNOMED, 'constraint', '=', '(<< 404684003', 'value'],
    [SNOMED, 'constraint', '=', '<< heart', 'value'],
    [SNOMED, '363698007', '=', '39057004', undefined],
    [SNOMED, '363698007', '=', 'heart', 'value'],
    [LOINC, 'CLASS', 'regex', '.*CHEM', undefined],
    [LOINC, 'COMPONENT', 'is-a', 'LP1-1', 'operator'],
    [LOINC, 'copyright', '=', 'LOINC', undefined],
  ])('%s: %s %s %s', (system, name, op, value, fault) => {
    const said = ask(valueSet, vs({ system, filter: [{ property: name, op, value }] }), { held: [local] });
    expect(said).toEqual(
      fault === undefined ? [] : [`error value-set-filter-${fault} ValueSet.compose.include[0].filter[0]`],
    );
  });
});

describe('Systems of value sets', () => {
  it.each<[string, boolean]>([
    [LOCAL, true],
    [`${LOCAL}|`, true],
    [`${LOCAL}|1`, false],
    ['cs', false],
    ['http://hl7.org/fhir/ValueSet/administrative-gender', false],
    ['http://example.org/more', false],
    ['http://example.org/unknown', true],
  ])('%s: %s', (system, right) => {
    const said = ask(valueSet, vs({ system }), { held: [local, supplement] });
    expect(said).toEqual(right ? [] : ['error value-set-system ValueSet.compose.include[0]']);
  });
});

const relation = (code: string, uri: string | undefined, content = 'complete'): Tree =>
  cs({
    content,
    property: [property(code, 'code', uri)],
    concept: [{ code: 'a', property: [{ code, valueCode: 'z' }] }],
  });

describe('Code systems', () => {
  it.each<[string, Tree, readonly string[]]>([
    [
      'caseSensitive in a supplement',
      { ...supplement, caseSensitive: true },
      ['supplement-element CodeSystem.caseSensitive'],
    ],
    ['a relative property', cs({ property: [property('x', 'string', 'x')] }), ['property-uri CodeSystem.property[0]']],
    [
      'a property FHIR has not',
      cs({ property: [property('x', 'string', `${PROPERTY}x`)] }),
      ['property-uri CodeSystem.property[0]'],
    ],
    ['a property of R5', cs({ property: [property('order', 'integer', `${PROPERTY}order`)] }), []],
    ['a property of its own', cs({ property: [property('x', 'string', `${LOCAL}#x`)] }), []],
    [
      'a code of FHIR as property',
      cs({ property: [property('p', 'code', 'http://hl7.org/fhir/codesystem-hierarchy-meaning#part-of')] }),
      [],
    ],
    ['a part of what is no code', relation('p', `${PROPERTY}partOf`), ['value-code CodeSystem.concept[0].property[0]']],
    ['a part of what a fragment may leave out', relation('p', `${PROPERTY}partOf`, 'fragment'), []],
    ['a property that is only called parent', relation('parent', undefined), []],
    [
      'the first of two definitions of a property',
      cs({
        property: [property('x', 'string'), property('x', 'integer')],
        concept: [{ code: 'a', property: [{ code: 'x', valueInteger: 1 }] }],
      }),
      ['property-duplicate CodeSystem.property[1]', 'value-type CodeSystem.concept[0].property[0]'],
    ],
  ])('%s', (_name, resource, said) => {
    expect(ask(codeSystem, resource)).toEqual(said.map((one) => `error code-system-${one}`));
  });

  it.each<[string, Tree, boolean]>([
    ['all of it', { system: LOCAL }, true],
    ['some of it', { system: LOCAL, concept: [{ code: 'a' }] }, false],
    ['another', { system: 'http://example.org/other' }, false],
  ])('and their value set: %s', (_name, include, right) => {
    expect(ask(codeSystem, cs({ valueSet: SET }), { held: [vs(include)] })).toEqual(
      right ? [] : ['error code-system-value-set CodeSystem'],
    );
  });
});

describe('Concept maps', () => {
  const map = (code: string, more: Tree = {}): Tree => ({
    resourceType: 'ConceptMap',
    sourceCanonical: SET,
    group: [{ source: LOCAL, element: [{ code }], ...more }],
  });
  it.each<[string, Tree, readonly string[]]>([
    ['within the value set', map('a'), []],
    ['outside the value set', map('b'), ['concept-map-code']],
    ['outside the code system', map('z'), ['code-unknown']],
    ['with a version behind the system', map('z', { source: `${LOCAL}|1` }), ['code-unknown']],
    ['of another version', map('z', { sourceVersion: '2' }), []],
  ])('%s', (_name, resource, said) => {
    const held = [cs({ version: '1' }), vs({ system: LOCAL, concept: [{ code: 'a' }] })];
    expect(ask(conceptMap, resource, { held })).toEqual(
      said.map((code) => `error ${code} ConceptMap.group[0].element[0].code`),
    );
  });
});
