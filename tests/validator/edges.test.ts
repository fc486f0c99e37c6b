import { describe, expect, it } from 'vitest';
import { createValidator } from '../../src/validator/index.js';
import { against, errors, judge, profileOf, type Json } from './support/judge.js';

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
const absent = { extension: [{ url: ABSENT, valueCode: 'unknown' }] };
const observation = (more: Json): Json => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  ...more,
});

describe('What stands beside a primitive value', () => {
  it.each<[Json, readonly string[]]>([
    [{ birthDate: '2020', _birthDate: { id: 'a' } }, []],
    [{ _birthDate: absent }, []],
    [{ birthDate: '2020', _birthDate: {} }, ['empty-object Patient.birthDate']],
    [{ _birthDate: { id: 'a' } }, ['empty-object Patient.birthDate']],
    [{ _birthDate: { value: '2020' } }, ['unknown-property Patient.birthDate']],
  ])('%j: %j', (more, expected) => {
    expect(errors({ resourceType: 'Patient', ...more })).toEqual(expected);
  });
});

describe('Integers in XML', () => {
  it.each<[string, readonly string[]]>([
    ['1', []],
    ['-12', []],
    ['0', []],
    ['1.0', ['json-type']],
    ['1e1', ['json-type']],
    ['01', ['json-type']],
  ])('%s: %j', (value, expected) => {
    const validator = createValidator({ ukCore: 'none', defaultProfiles: 'none' });
    const text = `<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="a"/></code><valueInteger value="${value}"/></Observation>`;
    expect(validator.validate(text).issues.map(({ code }) => code)).toEqual(expected);
  });
});

describe('Limits of times', () => {
  const limited = (bound: Json): Json =>
    profileOf('Observation', [{ id: 'Observation.value[x]', path: 'Observation.value[x]', ...bound }]);
  it.each<[string, Json, readonly string[]]>([
    ['10:00:00.0', { maxValueTime: '10:00:00' }, []],
    ['10:00:00', { minValueTime: '10:00:00.000' }, []],
    ['10:00:00.5', { maxValueTime: '10:00:00' }, ['max-value Observation.value.ofType(time)']],
    ['09:59:59.999', { minValueTime: '10:00:00' }, ['min-value Observation.value.ofType(time)']],
  ])('%s, %j: %j', (valueTime, bound, expected) => {
    expect(against(limited(bound), observation({ valueTime }))).toEqual(expected);
  });
});

describe('A maximum value set over a preferred one', () => {
  const speaks = (language: Json): Json => ({ resourceType: 'Patient', communication: [{ language }] });
  it('limits codes, and leaves text alone', () => {
    expect(errors(speaks({ text: 'English' }))).toEqual([]);
    expect(errors(speaks({ coding: [{ system: 'urn:ietf:bcp:47', code: 'cy' }] }))).toEqual([]);
    expect(errors(speaks({ coding: [{ system: 'urn:ietf:bcp:47', code: 'zzzzzzzzzz' }] }))).toContain(
      'binding-required Patient.communication[0].language',
    );
  });
});

describe('Contained resources', () => {
  const organization = (id: string | undefined, to?: string): Json => ({
    resourceType: 'Organization',
    ...(id === undefined ? {} : { id }),
    name: 'x',
    ...(to === undefined ? {} : { partOf: { reference: to } }),
  });

  it.each<[string, readonly Json[], string | undefined, readonly string[]]>([
    ['one by way of another', [organization('a', '#b'), organization('b')], '#a', []],
    ['a circle that is referred to', [organization('a', '#b'), organization('b', '#a')], '#b', []],
    ['a circle that nothing else refers to', [organization('a', '#b'), organization('b', '#a')], undefined, []],
    ['one that nothing refers to', [organization('a')], undefined, ['contained-unused Observation.contained[0]']],
    ['one that refers to its container', [organization('a', '#')], undefined, []],
    ['one without id', [organization(undefined, '#')], undefined, ['contained-without-id Observation.contained[0]']],
  ])('are used, or use their container: %s', (_name, contained, reference, expected) => {
    const performer = reference === undefined ? {} : { performer: [{ reference }] };
    const found = errors(observation({ contained, ...performer })).filter((line) => line.startsWith('contained'));
    expect(found).toEqual(expected);
  });

  it('have ids of their own', () => {
    const contained = [
      { resourceType: 'Patient', id: 'a' },
      { resourceType: 'Organization', id: 'a', name: 'A' },
    ];
    expect(errors(observation({ contained, subject: { reference: '#a' } }))).toEqual([
      'duplicate-element-id Observation.contained[1]',
    ]);
  });

  it('are there where a canonical means one', () => {
    const item = [{ linkId: '1', type: 'choice', answerValueSet: '#colours' }];
    const held = { resourceType: 'ValueSet', id: 'colours', status: 'active' };
    const questionnaire = { resourceType: 'Questionnaire', status: 'active', item };
    expect(errors(questionnaire)).toEqual(['reference-not-found Questionnaire.item[0].answerValueSet']);
    expect(errors({ ...questionnaire, contained: [held] })).toEqual([]);
  });
});

describe('A differential', () => {
  const colour = (more: Json): string[] =>
    errors(profileOf('Observation', [{ id: 'Observation.value[x]', path: 'Observation.value[x]', ...more }]));
  it('names types of its base', () => {
    expect(colour({ type: [{ code: 'Quantity' }] })).toEqual([]);
    expect(colour({ type: [{ code: 'Address' }] })).toEqual([
      'structure-differential StructureDefinition.differential.element[0]',
    ]);
  });

  it('does not weaken a binding', () => {
    const bound = (strength: string): string[] =>
      errors(
        profileOf('Patient', [
          {
            id: 'Patient.gender',
            path: 'Patient.gender',
            binding: { strength, valueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' },
          },
        ]),
      );
    expect(bound('required')).toEqual([]);
    expect(bound('example')).toEqual(['structure-differential StructureDefinition.differential.element[0]']);
  });
});

describe('Profiles by which no end would be found', () => {
  it('a type that is profiled by itself is judged once', () => {
    const canonical = 'https://test.example.nhs.uk/StructureDefinition/round';
    const type = [{ code: 'HumanName', profile: [canonical] }];
    const round = {
      ...profileOf('HumanName', [{ id: 'HumanName', path: 'HumanName', type, min: 0 }], 'round'),
      kind: 'complex-type',
    };
    const patient = profileOf('Patient', [{ id: 'Patient.name', path: 'Patient.name', type }]);
    const asked = { profiles: [String(patient['url'])], held: [patient, round] };
    expect(judge({ resourceType: 'Patient', name: [{ family: 'A' }] }, asked)).toEqual([]);
  });

  it.each(["name.family.matches('(a+)+$')", "name.family.replaceMatches('(a|a)*$', '').length() = 1"])(
    '%s does not run on and on',
    (expression) => {
      const constraint = [{ key: 'x-1', severity: 'error', human: 'A', expression }];
      const patient = profileOf('Patient', [{ id: 'Patient', path: 'Patient', constraint }]);
      const asked = { profiles: [String(patient['url'])], held: [patient] };
      const start = performance.now();
      expect(judge({ resourceType: 'Patient', name: [{ family: `${'a'.repeat(60)}!` }] }, asked)).toEqual([
        'undecided invariant-not-evaluated Patient',
      ]);
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );

  it('objects that hold themselves are said to nest too deeply', () => {
    const patient: Record<string, unknown> = { resourceType: 'Patient', id: 'a' };
    patient['contained'] = [patient];
    expect(errors(patient)).toContain('nested-too-deep Patient.contained[0]');
    const bundle: Record<string, unknown> = { resourceType: 'Bundle', type: 'collection' };
    bundle['entry'] = [
      { fullUrl: 'urn:a', resource: bundle },
      { fullUrl: 'urn:b', resource: bundle },
    ];
    expect(errors(bundle)).toContain('nested-too-deep Bundle.entry[1].resource');
  });
});

describe('References within Parameters', () => {
  const strict = { externalReferences: 'exists-and-type', resolve: () => undefined } as const;
  const handed = (reference: string, more: Json = { id: 'p' }): Json => ({
    resourceType: 'Parameters',
    parameter: [
      { name: 'patient', resource: { resourceType: 'Patient', gender: 'other', ...more } },
      { name: 'list', part: [{ name: 'seen', resource: observation({ subject: { reference } }) }] },
    ],
  });

  it.each<[string, Json, readonly string[]]>([
    ['Patient/p', { id: 'p' }, []],
    ['Patient/q', { id: 'p' }, ['reference-not-found']],
    ['Patient/p', {}, ['reference-not-found']],
    ['Group/p', { id: 'p' }, ['reference-not-found']],
  ])('%s beside a Patient %j: %j', (reference, more, codes) => {
    const place = 'Parameters.parameter[1].part[0].resource.subject';
    expect(errors(handed(reference, more), strict)).toEqual(codes.map((code) => `${code} ${place}`));
  });
});

describe('Attributes written as elements in XML', () => {
  it('leave a primitive without value', () => {
    const text =
      '<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="a"/></code><valueInteger><value value="1"/></valueInteger></Observation>';
    expect(errors(text)).toEqual([
      'empty-object Observation.value.ofType(integer)',
      'xml-attribute-expected Observation.valueInteger',
    ]);
  });
});

describe('Canonicals', () => {
  const questionnaire = (answerValueSet: string, contained: readonly Json[] = []): Json => ({
    resourceType: 'Questionnaire',
    status: 'draft',
    ...(contained.length === 0 ? {} : { contained }),
    item: [{ linkId: '1', type: 'choice', text: 'x', answerValueSet }],
  });
  const R4 = 'http://hl7.org/fhir/';
  it.each<[string, Json, readonly string[]]>([
    ['to a value set', questionnaire(`${R4}ValueSet/administrative-gender`), []],
    ['with its version', questionnaire(`${R4}ValueSet/administrative-gender|4.0.1`), []],
    ['to what is not held', questionnaire('http://acme.com/any'), []],
    ['to a profile', questionnaire(`${R4}StructureDefinition/Patient`), ['canonical-target-type']],
    ['to a code system', questionnaire(`${R4}administrative-gender`), ['canonical-target-type']],
    ['to a contained value set', questionnaire('#v', [{ resourceType: 'ValueSet', id: 'v', status: 'draft' }]), []],
    [
      'to a contained list',
      questionnaire('#l', [{ resourceType: 'List', id: 'l', status: 'current', mode: 'working' }]),
      ['canonical-target-type'],
    ],
    ['to nothing contained', questionnaire('#x'), ['reference-not-found']],
  ])('%s', (_name, resource, codes) => {
    expect(errors(resource)).toEqual(codes.map((code) => `${code} Questionnaire.item[0].answerValueSet`));
  });

  it('of profiles in meta are those of profiles', () => {
    const meta = { profile: [`${R4}ValueSet/administrative-gender`] };
    expect(errors({ resourceType: 'Patient', meta })).toEqual(['canonical-target-type Patient.meta.profile[0]']);
  });
});

describe('Security labels', () => {
  const label = (code: string, more: Json = {}): Json => ({ system: 'http://acme.com/labels', code, ...more });
  it.each<[readonly Json[], readonly string[]]>([
    [[label('a'), label('b')], []],
    [[label('a'), label('a', { display: 'other' })], ['security-label-twice Patient.meta.security[1]']],
    [[label('a'), { system: 'http://acme.com/others', code: 'a' }], []],
    [[{ display: 'x' }, { display: 'x' }], []],
  ])('are a set: %j', (security, expected) => {
    expect(errors({ resourceType: 'Patient', meta: { security } })).toEqual(expected);
  });
});
