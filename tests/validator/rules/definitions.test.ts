import { describe, expect, it } from 'vitest';
import { capabilityStatement } from '../../../src/validator/rules/capability-statement.js';
import { canonicalUrl } from '../../../src/validator/rules/canonical-url.js';
import { conceptMap } from '../../../src/validator/rules/concept-map.js';
import { codeSystem } from '../../../src/validator/rules/code-system.js';
import { isWholeUri } from '../../../src/validator/rules/identifier.js';
import type { ResourceRule } from '../../../src/validator/rules/rule.js';
import { searchParameter } from '../../../src/validator/rules/search-parameter.js';
import { structureDefinition } from '../../../src/validator/rules/structure-definition.js';
import { valueSet } from '../../../src/validator/rules/value-set.js';
import { ask, cs, LOCAL, type Tree } from './ask.js';

const PROPERTY = 'http://hl7.org/fhir/concept-properties#';
const held = [
  cs({
    property: [
      { code: 'flag', type: 'boolean' },
      { code: 'next', type: 'Coding' },
    ],
    filter: [{ code: 'flag', operator: ['='], value: 'x' }],
  }),
];
const searching = (name: string, type: string): Tree => {
  const definition = `http://hl7.org/fhir/SearchParameter/individual-${name}`;
  const resource = [{ type: 'Patient', searchParam: [{ name, definition, type }] }];
  return { resourceType: 'CapabilityStatement', rest: [{ resource }] };
};
const vs = (include: Tree): Tree => ({ resourceType: 'ValueSet', compose: { include: [include] } });
const filter = (system: string, property: string, op: string, value: string): Tree =>
  vs({ system, filter: [{ property, op, value }] });
const GENDER = 'http://hl7.org/fhir/administrative-gender';
const map = (element: Tree): Tree => ({
  resourceType: 'ConceptMap',
  group: [{ source: GENDER, target: GENDER, element: [element] }],
});
const profile = (...element: readonly Tree[]): Tree => ({
  resourceType: 'StructureDefinition',
  url: 'http://example.org/sd',
  type: 'Observation',
  kind: 'resource',
  derivation: 'constraint',
  baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Observation',
  differential: { element },
});
const SNOMED = 'http://snomed.info/sct';
const ELEMENT = 'StructureDefinition.differential.element[0]';

const CASES: readonly (readonly [ResourceRule, string, Tree, readonly string[]])[] = [
  [codeSystem, 'a complete one', cs({}), []],
  [
    codeSystem,
    'content not present, but there',
    cs({ content: 'not-present' }),
    ['error code-system-content CodeSystem.concept[0]'],
  ],
  [codeSystem, 'complete and empty', cs({ concept: undefined }), ['warning code-system-empty CodeSystem']],
  [codeSystem, 'a wrong count', cs({ count: 3 }), ['error code-system-count CodeSystem.count']],
  [
    codeSystem,
    'a supplement that does not say so',
    cs({ supplements: 'http://x' }),
    ['error code-system-supplement CodeSystem.content'],
  ],
  [codeSystem, 'a supplement of nothing', cs({ content: 'supplement' }), ['error code-system-supplement CodeSystem']],
  [
    codeSystem,
    'a supplement to a code not there',
    cs({ content: 'supplement', supplements: 'http://hl7.org/fhir/administrative-gender', concept: [{ code: 'x' }] }),
    ['error code-system-supplement-code CodeSystem.concept[0]'],
  ],
  [
    codeSystem,
    'a code twice, at different depths',
    cs({ concept: [{ code: 'a', concept: [{ code: 'b' }] }, { code: 'b' }] }),
    ['error code-system-code-duplicate CodeSystem.concept[1]'],
  ],
  [
    codeSystem,
    'a property twice',
    cs({
      property: [
        { code: 'x', type: 'string' },
        { code: 'x', type: 'string' },
      ],
    }),
    ['error code-system-property-duplicate CodeSystem.property[1]'],
  ],
  [
    codeSystem,
    'a standard property of another type',
    cs({ property: [{ code: 'inactive', uri: `${PROPERTY}inactive`, type: 'code' }] }),
    ['error code-system-property-type CodeSystem.property[0]'],
  ],
  [
    codeSystem,
    'a standard property under the code of another',
    cs({ property: [{ code: 'inactive', uri: `${PROPERTY}deprecated`, type: 'dateTime' }] }),
    ['error code-system-property-code CodeSystem.property[0]'],
  ],
  [
    codeSystem,
    'a value of another type',
    cs({
      property: [{ code: 'x', type: 'integer' }],
      concept: [{ code: 'a', property: [{ code: 'x', valueString: '1' }] }],
    }),
    ['error code-system-value-type CodeSystem.concept[0].property[0]'],
  ],
  [
    codeSystem,
    'a value without definition',
    cs({ concept: [{ code: 'a', property: [{ code: 'x', valueString: '1' }] }] }),
    ['warning code-system-property-unknown CodeSystem.concept[0].property[0]'],
  ],
  [
    codeSystem,
    'a parent that is no code',
    cs({
      property: [{ code: 'parent', uri: `${PROPERTY}parent`, type: 'code' }],
      concept: [{ code: 'a', property: [{ code: 'parent', valueCode: 'z' }] }],
    }),
    ['error code-system-value-code CodeSystem.concept[0].property[0]'],
  ],

  [valueSet, 'codes of a local system', vs({ system: LOCAL, concept: [{ code: 'a' }] }), []],
  [
    valueSet,
    'a code not in its system',
    vs({ system: LOCAL, concept: [{ code: 'z' }] }),
    ['error value-set-code ValueSet.compose.include[0].concept[0]'],
  ],
  [
    valueSet,
    'a code twice',
    vs({ system: LOCAL, concept: [{ code: 'a' }, { code: 'a' }] }),
    ['warning value-set-code-duplicate ValueSet.compose.include[0].concept[1]'],
  ],
  [
    valueSet,
    'what is no SNOMED CT id',
    vs({ system: SNOMED, concept: [{ code: '1' }] }),
    ['error value-set-code ValueSet.compose.include[0].concept[0]'],
  ],
  [valueSet, 'a SNOMED CT id', vs({ system: SNOMED, concept: [{ code: '73211009' }] }), []],
  [valueSet, 'a code of a system not held', vs({ system: 'http://example.org/other', concept: [{ code: 'z' }] }), []],
  [valueSet, 'a fragment as system', vs({ system: '#cs' }), ['error value-set-system ValueSet.compose.include[0]']],
  [valueSet, 'a hierarchy in SNOMED CT', filter(SNOMED, 'concept', 'is-a', '73211009'), []],
  [
    valueSet,
    'a hierarchy below no concept',
    filter(SNOMED, 'concept', 'is-a', 'x'),
    ['error value-set-filter-value ValueSet.compose.include[0].filter[0]'],
  ],
  [
    valueSet,
    'a constraint that is no ECL',
    filter(SNOMED, 'constraint', '=', '73211009 << 73211009'),
    ['error value-set-filter-value ValueSet.compose.include[0].filter[0]'],
  ],
  [
    valueSet,
    'an operator an attribute has not',
    filter(SNOMED, '363698007', 'not-in', 'x'),
    ['error value-set-filter-operator ValueSet.compose.include[0].filter[0]'],
  ],
  [
    valueSet,
    'a property SNOMED CT has not',
    filter(SNOMED, 'colour', '=', 'x'),
    ['warning value-set-filter-property ValueSet.compose.include[0].filter[0]'],
  ],
  [valueSet, 'a boolean property', filter(LOCAL, 'flag', '=', 'true'), []],
  [
    valueSet,
    'a boolean property that is none',
    filter(LOCAL, 'flag', '=', '1'),
    ['error value-set-filter-value ValueSet.compose.include[0].filter[0]'],
  ],
  [
    valueSet,
    'an operator a filter has not',
    filter(LOCAL, 'flag', 'in', 'true'),
    ['error value-set-filter-operator ValueSet.compose.include[0].filter[0]'],
  ],
  [
    valueSet,
    'a Coding not in its system',
    filter(LOCAL, 'next', '=', `${LOCAL}#z`),
    ['error value-set-filter-value ValueSet.compose.include[0].filter[0]'],
  ],
  [
    valueSet,
    'a property not there',
    filter(LOCAL, 'colour', '=', 'x'),
    ['warning value-set-filter-property ValueSet.compose.include[0].filter[0]'],
  ],

  [
    valueSet,
    'a pattern that cannot be read',
    filter(LOCAL, 'code', 'regex', 'a['),
    ['error value-set-filter-value ValueSet.compose.include[0].filter[0]'],
  ],
  [valueSet, 'a pattern that can be read', filter(LOCAL, 'code', 'regex', 'a[0-9]+'), []],
  [
    valueSet,
    'a parent where the system declares none',
    filter(LOCAL, 'parent', '=', 'zz'),
    ['warning value-set-filter-property ValueSet.compose.include[0].filter[0]'],
  ],
  [conceptMap, 'codes of systems that are held', map({ code: 'male', target: [{ code: 'female' }] }), []],
  [
    conceptMap,
    'codes that their systems do not have',
    map({ code: 'M', target: [{ code: 'female' }, { code: 'F' }] }),
    [
      'error code-unknown ConceptMap.group[0].element[0].code',
      'error code-unknown ConceptMap.group[0].element[0].target[1].code',
    ],
  ],

  [
    structureDefinition,
    'a profile in order',
    profile({ id: 'Observation.value[x]', path: 'Observation.value[x]', type: [{ code: 'Quantity' }] }),
    [],
  ],
  [
    structureDefinition,
    'an element that is not there',
    profile({ id: 'Observation.colour', path: 'Observation.colour', min: 1 }),
    [`error structure-differential ${ELEMENT}`],
  ],
  [
    structureDefinition,
    'slicing at the root',
    profile({
      id: 'Observation',
      path: 'Observation',
      slicing: { rules: 'open', discriminator: [{ type: 'value', path: 'code' }] },
    }),
    [`error structure-root-slicing ${ELEMENT}`],
  ],
  [
    structureDefinition,
    'a discriminator that leads nowhere',
    profile({
      id: 'Observation.component',
      path: 'Observation.component',
      slicing: { rules: 'open', discriminator: [{ type: 'value', path: 'type' }] },
    }),
    [`error structure-discriminator ${ELEMENT}.slicing.discriminator[0]`],
  ],
  [
    structureDefinition,
    'a discriminator that leads on',
    profile({
      id: 'Observation.component',
      path: 'Observation.component',
      slicing: {
        rules: 'open',
        discriminator: [
          { type: 'value', path: 'code.coding.code' },
          { type: 'profile', path: '$this.resolve()' },
        ],
      },
    }),
    [],
  ],
  [
    structureDefinition,
    'a constraint that is no FHIRPath',
    profile({ id: 'Observation', path: 'Observation', constraint: [{ key: 'x-1', expression: 'value.where(' }] }),
    [`error fhirpath-syntax ${ELEMENT}.constraint[0].expression`],
  ],
  [
    structureDefinition,
    'a base not held',
    { ...profile(), baseDefinition: 'http://example.org/none' },
    ['undecided structure-base-unknown StructureDefinition'],
  ],

  [
    searchParameter,
    'one in order',
    { resourceType: 'SearchParameter', type: 'token', expression: 'Patient.gender' },
    [],
  ],
  [
    searchParameter,
    'no FHIRPath',
    { resourceType: 'SearchParameter', type: 'token', expression: 'Patient.' },
    ['error fhirpath-syntax SearchParameter.expression'],
  ],
  [
    searchParameter,
    'a composite of nothing',
    { resourceType: 'SearchParameter', type: 'composite' },
    ['error search-parameter-component SearchParameter'],
  ],

  [capabilityStatement, 'a search parameter of the type of its definition', searching('birthdate', 'date'), []],
  [
    capabilityStatement,
    'a search parameter of another type',
    searching('birthdate', 'string'),
    ['error search-parameter-type CapabilityStatement.rest[0].resource[0].searchParam[0]'],
  ],
  [capabilityStatement, 'a search parameter that is not held', searching('unknown', 'string'), []],

  [canonicalUrl, 'an absolute URL', cs({}), []],
  [canonicalUrl, 'a relative URL', cs({ url: 'CodeSystem/x' }), ['error canonical-url-relative CodeSystem.url']],
];

describe('Definitions as subjects', () => {
  it.each(
    CASES.map(
      ([rule, name, resource, said]) => [String(resource['resourceType']), name, rule, resource, said] as const,
    ),
  )('%s: %s', (_type, _name, rule, resource, said) => {
    expect(ask(rule, resource, { held: resource['resourceType'] === 'ValueSet' ? held : [] })).toEqual(said);
  });
});

describe('Identifiers in the system of URIs', () => {
  it.each<[string, boolean]>([
    ['urn:oid:2.16.840.1.113883', true],
    ['https://example.org/1', true],
    ['2.16.840.1.113883', false],
  ])('%s: %s', (value, whole) => {
    expect(isWholeUri({ system: 'urn:ietf:rfc:3986', value })).toBe(whole);
    expect(isWholeUri({ system: 'http://example.org', value })).toBe(true);
  });
});
