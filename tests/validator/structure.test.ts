import { describe, expect, it } from 'vitest';
import { createValidator } from '../../src/validator/index.js';
import { errors, judge, type Json } from './support/judge.js';

const patient = (more: Json): Json => ({ resourceType: 'Patient', ...more });

/** A resource, and the errors base R4 finds. */
const CASES: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['nothing but a type', patient({}), []],
  ['an unknown property', patient({ birthdate: '1970' }), ['unknown-property Patient']],
  ['a prototype key', JSON.parse('{"resourceType":"Patient","__proto__":{"a":1}}'), ['unknown-property Patient']],
  ['a name of Object.prototype', patient({ constructor: 'x' }), ['unknown-property Patient']],
  ['one value where many are allowed', patient({ name: { family: 'X' } }), ['array-expected Patient.name']],
  ['many values where one is allowed', patient({ gender: ['female'] }), ['array-unexpected Patient.gender']],
  ['an empty array', patient({ name: [] }), ['empty-array Patient.name']],
  ['an empty object', patient({ maritalStatus: {} }), ['empty-object Patient.maritalStatus']],
  ['an object with an id alone', patient({ maritalStatus: { id: 'a' } }), ['empty-object Patient.maritalStatus']],
  ['null', patient({ birthDate: null }), ['null-value Patient.birthDate']],
  ['null in an array', patient({ name: [{ given: ['A', null] }] }), ['null-value Patient.name[0].given']],
  [
    'null beside an extension',
    patient({
      name: [{ given: ['A', null], _given: [null, { extension: [{ url: 'http://acme.com/x', valueCode: 'y' }] }] }],
    }),
    [],
  ],
  ['null in both arrays', patient({ name: [{ given: [null], _given: [null] }] }), ['null-value Patient.name[0].given']],
  ['an id on a primitive', patient({ birthDate: '1970', _birthDate: { id: 'a' } }), []],
  ['an id in place of a primitive', patient({ _birthDate: { id: 'a' } }), ['empty-object Patient.birthDate']],
  ['a text for an object', patient({ maritalStatus: 'M' }), ['object-expected Patient.maritalStatus']],
  ['two types of a choice', patient({ deceasedBoolean: true, deceasedDateTime: '2020' }), ['choice-twice Patient']],
  ['a choice and its extension', patient({ deceasedBoolean: true, _deceasedBoolean: { id: 'a' } }), []],
  ['a type that a choice does not have', patient({ deceasedString: 'x' }), ['unknown-property Patient']],
  ['a missing element', { resourceType: 'Observation', code: { text: 'x' } }, ['cardinality-min Observation']],
  [
    'a missing element further down',
    patient({ communication: [{ preferred: true }] }),
    ['cardinality-min Patient.communication[0]'],
  ],
  ['a required code outside its value set', patient({ gender: 'F' }), ['binding-required Patient.gender']],
  ['a resource id with a bad character', patient({ id: 'a_b' }), ['primitive-format Patient.id']],
  [
    'the same element id twice',
    patient({ name: [{ id: 'n' }, { id: 'n', family: 'X' }] }),
    ['duplicate-element-id Patient.name[1]', 'empty-object Patient.name[0]'],
  ],
  ['an invariant', patient({ contact: [{ gender: 'male' }] }), ['invariant Patient.contact[0]']],
  [
    'an invariant of a type in a choice',
    {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'x' },
      effectivePeriod: { start: '2024-02', end: '2024-01' },
    },
    ['invariant Observation.effective.ofType(Period)'],
  ],
  [
    'a contained resource nobody uses',
    patient({ contained: [{ resourceType: 'Organization', id: 'o', name: 'x' }] }),
    ['contained-unused Patient.contained[0]'],
  ],
  [
    'a contained resource of no type',
    patient({ contained: [{ id: 'o' }], managingOrganization: { reference: '#o' } }),
    ['resource-type-missing Patient.contained[0]'],
  ],
  [
    'a fault in a contained resource',
    patient({
      contained: [{ resourceType: 'Organization', id: 'o', name: 'x', alias: 'y' }],
      managingOrganization: { reference: '#o' },
    }),
    ['array-expected Patient.contained[0].alias'],
  ],
  [
    'a fault of shape in an entry, beside one of the Bundle',
    {
      resourceType: 'Bundle',
      type: 'collection',
      total: 1,
      entry: [{ resource: patient({ active: 'true' }) }],
    },
    ['bundle-full-url-missing Bundle.entry[0]', 'invariant Bundle', 'json-type Bundle.entry[0].resource.active'],
  ],
  [
    'references in a Bundle that are none',
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: ['1', 'a/b/c', 'a sentence', 'Organization?identifier=1'].map((reference, i) => ({
        fullUrl: `urn:uuid:0a000000-0000-4000-8000-00000000000${i}`,
        resource: patient({ managingOrganization: { reference } }),
      })),
    },
    [0, 1, 2, 3].map((i) => `reference-syntax Bundle.entry[${i}].resource.managingOrganization`),
  ],
  [
    'a fault of shape far below an invariant',
    {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://acme.com', code: 'x', userSelected: 'true' }] },
      valueString: 'x',
      dataAbsentReason: { text: 'x' },
    },
    ['invariant Observation', 'json-type Observation.code.coding[0].userSelected'],
  ],
  [
    'a fault of shape beside an active narrative',
    patient({
      active: 'true',
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>x()</script></div>' },
    }),
    ['json-type Patient.active', 'narrative-active Patient.text.div'],
  ],
  [
    'an entry of no type, beside a fault of the Bundle',
    { resourceType: 'Bundle', type: 'collection', total: 1, entry: [{ fullUrl: 'urn:oid:1.2', resource: {} }] },
    ['invariant Bundle', 'resource-type-missing Bundle.entry[0].resource'],
  ],
  [
    'a fixed profile of the base: SimpleQuantity',
    {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'x' },
      referenceRange: [{ low: { value: 1, comparator: '<' } }],
    },
    ['cardinality-max Observation.referenceRange[0].low', 'invariant Observation.referenceRange[0].low'],
  ],
  ['no resource type', { id: '1' }, ['resource-type-missing ']],
  ['another resource type', { resourceType: 'Patients' }, ['resource-type-unknown ']],
  ['no object', 5, ['not-a-resource ']],
  ['an array', [], ['not-a-resource ']],
  [
    'an unknown code of a held system',
    patient({
      maritalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', code: 'QQ' }] },
    }),
    ['code-unknown Patient.maritalStatus.coding[0].code'],
  ],
  [
    'a relative code system',
    patient({ maritalStatus: { coding: [{ system: 'local', code: 'Q' }] } }),
    ['coding-system-relative Patient.maritalStatus.coding[0].system'],
  ],
  [
    'an attachment of another size',
    patient({ photo: [{ contentType: 'image/png', data: 'aGVsbG8=', size: 8 }] }),
    ['attachment-size Patient.photo[0]'],
  ],
  [
    'an attachment of its size, in lines',
    patient({ photo: [{ contentType: 'image/png', data: 'aGVs\n bG8=', size: 5 }] }),
    [],
  ],
  [
    'an attachment elsewhere',
    patient({ photo: [{ contentType: 'image/png', url: 'https://x.example/1.png', size: 8 }] }),
    [],
  ],
  [
    'a relative identifier system',
    patient({ identifier: [{ system: 'MRN', value: '1' }] }),
    ['identifier-system-relative Patient.identifier[0].system'],
  ],
  [
    'a reference to another type',
    patient({ managingOrganization: { reference: 'Patient/1' } }),
    ['reference-target-type Patient.managingOrganization'],
  ],
  [
    'a reference to a server',
    patient({ managingOrganization: { reference: 'https://a.nhs.uk/fhir/Organization/1' } }),
    [],
  ],
];

describe('base structure', () => {
  it.each(CASES)('%s', (_name, resource, expected) => {
    expect(errors(resource)).toEqual([...expected].sort());
  });

  it('never prints a value of the record', () => {
    const secret = 'Zyxwvut';
    const { issues } = createValidator({ ukCore: 'none' }).validate({
      resourceType: 'Patient',
      id: `${secret} `,
      birthDate: secret,
      gender: `${secret} ${secret}`,
      active: secret,
      name: secret,
      telecom: [{ value: null, system: 5 }],
    });
    expect(issues.length).toBeGreaterThan(5);
    expect(JSON.stringify(issues)).not.toContain(secret);
  });

  it('suggests the property meant', () => {
    const { issues } = createValidator({ ukCore: 'none' }).validate(patient({ birthdate: '1970' }));
    expect(issues[0]?.params).toMatchObject({ property: 'birthdate', near: 'birthDate' });
  });

  it('stops where a document nests too deep', () => {
    let extension: Json = { url: 'http://acme.com/x', valueCode: 'y' };
    for (let i = 0; i < 2000; i++) extension = { url: 'http://acme.com/x', extension: [extension] };
    expect(judge(patient({ extension: [extension] })).some((line) => line.includes('nested-too-deep'))).toBe(true);
  });

  it('judges a million repetitions without falling over', () => {
    const start = performance.now();
    expect(errors(patient({ name: new Array(100_000).fill({ family: 'X' }) }))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('gives text its line and column, of the property where one is too much', () => {
    const text = '{\n  "resourceType": "Patient",\n  "gender": "F",\n  "nme": 1\n}';
    const { issues } = createValidator({ ukCore: 'none' }).validate(text);
    expect(issues.map(({ code, at }) => [code, at.line])).toEqual([
      ['binding-required', 3],
      ['unknown-property', 4],
    ]);
  });
});
