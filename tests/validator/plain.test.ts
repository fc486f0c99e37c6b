import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createValidator, type Validator } from '../../src/validator/index.js';

type Json = Readonly<Record<string, unknown>>;

const TEXTS = [
  'x',
  '',
  ' ',
  'a b',
  'a  b',
  ' x',
  'official',
  'usual',
  'wrong',
  'Patient/1',
  '9990000018',
  '9990000019',
];
const ODD: readonly unknown[] = [null, 0, 1.5, true, [], {}, ['x'], { id: 'x' }, Number.POSITIVE_INFINITY];
const SYSTEMS = [
  'http://snomed.info/sct',
  'http://unitsofmeasure.org',
  'http://hl7.org/fhir/administrative-gender',
  'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus',
  'http://loinc.org',
  'https://fhir.nhs.uk/Id/nhs-number',
  'https://fhir.nhs.uk/Id/ods-organization-code',
  'https://fhir.nhs.uk/id/nhs-number',
  'https://fhir.example.nhs.uk/id',
  'http://hl7.org/fhir/ValueSet/marital-status',
  'urn:ietf:rfc:3986',
  'urn:oid:1.2.3',
  'urn:oid:x',
  'local',
  'http://a b',
];
const CODES = [
  '73211009',
  '73211008',
  'M',
  'm',
  'male',
  'male ',
  'kg',
  'mm[Hg]',
  'kilo',
  'RR8',
  'rr8',
  '8867-4',
  'a b',
];
const DISPLAYS = ['Married', 'married', ' Married', 'Divorced', 'Male', 'Diabetes mellitus'];
const UUID = 'urn:uuid:0a1b2c3d-4e5f-4a5b-8c6d-7e8f9a0b1c2d';
const LITERALS = [
  'Patient/1',
  'Organization/1',
  'Organization/a_b',
  'Nonsense/1',
  'https://fhir.example.org/Organization/1',
  'Organization/1/_history/2',
  '#here',
  '#gone',
  '#',
  UUID,
  UUID.toUpperCase(),
  `${UUID}0`,
  'urn:uuid:x',
  'urn:oid:1.2',
  'Organization?name=x',
  'Organization/1 ',
];

const oneOf = (usual: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...usual) }, fc.constantFrom(...TEXTS), fc.constantFrom(...ODD));

/** One of the sound values, with up to two properties set to something else, taken away, or too many. */
const near = (sound: readonly Json[], parts: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Json> => {
  const set = Object.entries(parts).map(([key, values]) =>
    values.map((value): readonly [string, unknown] => [key, value]),
  );
  const more = fc.constantFrom('id', 'extension', 'version', 'type', '_value', 'odd').map((key) => [key, 'x'] as const);
  const change = fc.oneof(
    ...set,
    more,
    fc.constantFrom(...Object.keys(parts)).map((key) => [key, undefined] as const),
  );
  const changes = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(change, { minLength: 1, maxLength: 2 }));
  return fc.tuple(fc.constantFrom(...sound), changes).map(([value, made]) => {
    const changed = Object.entries({ ...value, ...Object.fromEntries(made) });
    return Object.fromEntries(changed.filter(([, held]) => held !== undefined));
  });
};

const [SNOMED, UCUM, , MARITAL] = SYSTEMS;
const coding = near(
  [
    { system: SNOMED, code: '73211009', display: 'Diabetes mellitus' },
    { system: MARITAL, code: 'M', display: 'Married' },
    { system: 'https://fhir.example.nhs.uk/codes', code: 'a b' },
  ],
  { system: oneOf(SYSTEMS), code: oneOf(CODES), display: oneOf(DISPLAYS) },
);
const concept = near([{ text: 'x' }, {}], { text: oneOf(['x']), coding: oneOf(['x']) }).chain((rest) =>
  fc.array(coding, { maxLength: 2 }).map((codings) => (codings.length > 0 ? { coding: codings, ...rest } : rest)),
);
const identifier = near(
  [
    { use: 'official', system: 'https://fhir.example.nhs.uk/id', value: '1' },
    { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' },
    { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'RR8' },
    { value: 'x' },
  ],
  { use: oneOf(['official', 'usual']), system: oneOf(SYSTEMS), value: oneOf(CODES) },
);
const reference = near(
  [
    { reference: 'Organization/1', display: 'x' },
    { reference: UUID },
    { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'RR8' } },
    { display: 'x' },
  ],
  {
    reference: oneOf(LITERALS),
    display: oneOf(['x']),
    identifier: fc.oneof({ weight: 3, arbitrary: identifier }, oneOf(['x'])),
  },
);
const quantity = near(
  [
    { value: 2.5, unit: 'kg', system: UCUM, code: 'kg' },
    { value: 1, unit: 'tablet', system: SNOMED, code: '73211009' },
  ],
  { value: oneOf([1, 2.5]), unit: oneOf(['x']), system: oneOf(SYSTEMS), code: oneOf(CODES) },
);

const patient: fc.Arbitrary<Json> = fc.record(
  {
    identifier: fc.array(identifier, { maxLength: 2 }),
    maritalStatus: concept,
    managingOrganization: reference,
    generalPractitioner: fc.array(reference, { maxLength: 2 }),
    extension: fc.constant([{ url: 'http://example.org/quantity', valueCoding: { system: 'local', code: 'x' } }]),
    contained: fc.constant([{ resourceType: 'Organization', id: 'here', name: 'x' }]),
  },
  { requiredKeys: [] },
);
const observation: fc.Arbitrary<Json> = fc
  .record(
    { code: concept, valueQuantity: quantity, subject: reference, method: concept, identifier: fc.array(identifier) },
    { requiredKeys: ['code'] },
  )
  .map((parts) => ({ status: 'final', ...parts, resourceType: 'Observation' }));

const resource: fc.Arbitrary<Json> = fc.oneof(
  patient.map((parts) => ({ ...parts, resourceType: 'Patient' })),
  observation,
);
const document: fc.Arbitrary<Json> = fc.oneof(
  resource,
  fc.tuple(resource, resource).map(([one, other]) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      { fullUrl: UUID, resource: one },
      { fullUrl: 'https://fhir.example.org/Organization/1', resource: { resourceType: 'Organization', id: '1' } },
      { fullUrl: UUID.replace('0a', '1a'), resource: other },
    ],
  })),
);

/** Findings in an order of their own: a walk meets some of them earlier. */
const findings = (validator: Validator, subject: unknown): readonly string[] =>
  validator
    .validate(subject)
    .issues.map((issue) => JSON.stringify(issue))
    .sort();

describe('Values taken for plain', () => {
  let quick: Validator;
  let full: Validator;

  beforeAll(() => {
    quick = createValidator({ ukCore: 'none' });
    // Where an option asks of texts, all values are walked; there is no markdown here that it could find fault with.
    full = createValidator({ ukCore: 'none', htmlInMarkdown: 'error' });
  });

  it('have no findings that a walk over them would make', () => {
    let clean = 0;
    fc.assert(
      fc.property(document, (subject) => {
        const found = findings(quick, subject);
        if (found.length === 0) clean += 1;
        expect([subject, found]).toEqual([subject, findings(full, subject)]);
      }),
      { numRuns: 10_000 },
    );
    expect(clean).toBeGreaterThan(200);
  });

  it('say what they find when they are read from text, numbers included', () => {
    fc.assert(
      fc.property(document, (subject) => {
        const text = JSON.stringify(subject).replace('2.5', '2.50');
        expect([text, findings(quick, text)]).toEqual([text, findings(full, text)]);
      }),
      { numRuns: 2000 },
    );
  });
});
