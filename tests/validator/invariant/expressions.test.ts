import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../../src/definitions/index.js';
import { createInvariants, primitive, type Origin } from '../../../src/validator/invariant/index.js';
import type { MembershipAnswer } from '../../../src/terminology/terminology.js';

const definitions = openDefinitions({ ukCore: 'none' });
const invariants = createInvariants({ definitions });

type Node = Readonly<Record<string, unknown>>;

/** Expressions of user profiles: type and node, the expression, and what it comes to. */
const PATIENT: Node = {
  resourceType: 'Patient',
  id: 'p1',
  active: true,
  birthDate: '1980-05',
  name: [{ family: 'Test', given: ['One', 'Two'] }, { text: 'x' }],
  identifier: [{ system: 'http://a', value: '12' }],
  deceasedBoolean: false,
  extension: [{ url: 'http://e', valueCode: 'c' }],
};
const PRIMITIVES: Node = {
  resourceType: 'Patient',
  _birthDate: { extension: [{ url: 'http://absent', valueCode: 'unknown' }] },
  name: [{ given: ['A', null], _given: [null, { extension: [{ url: 'http://absent', valueCode: 'masked' }] }] }],
};
const OBSERVATION: Node = {
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '1-8' }] },
  valueQuantity: { value: 4.5, unit: 'mg' },
  referenceRange: [{ low: { value: 1, unit: 'mg' }, high: { value: 5, unit: 'mg' } }],
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2024-03-01T10:00:00Z',
};

const CASES: readonly (readonly [Node, string, boolean | undefined, Origin])[] = [
  [PATIENT, 'name.exists()', true, 'interpreted'],
  [PATIENT, 'Patient.name.given.count() = 2', true, 'interpreted'],
  [PATIENT, "name.where(family = 'Test').given.first() = 'One'", true, 'interpreted'],
  [PATIENT, "name.given contains 'Two' and ('Two' in name.given)", true, 'interpreted'],
  [PATIENT, 'name.all(family.exists())', false, 'interpreted'],
  [PATIENT, 'active', true, 'interpreted'],
  [PATIENT, 'active.not()', false, 'interpreted'],
  [PATIENT, 'gender = active', false, 'interpreted'],
  [PATIENT, 'deceased is Boolean', true, 'interpreted'],
  [PATIENT, 'deceased is boolean and (deceased is dateTime).not()', true, 'interpreted'],
  [PATIENT, '(deceased as boolean) = false', true, 'interpreted'],
  [
    PATIENT,
    "(extension('http://e').value as String) = 'c' and (extension('http://e').value as code) = 'c'",
    true,
    'interpreted',
  ],
  [PATIENT, 'deceased.ofType(dateTime).empty()', true, 'interpreted'],
  [PATIENT, 'birthDate < @1980-06', true, 'interpreted'],
  [PATIENT, 'birthDate < @1980-05-17', false, 'interpreted'],
  [PATIENT, 'birthDate = @1980-05', true, 'interpreted'],
  [PATIENT, 'identifier.value.toInteger() > 10 and identifier.value.length() = 2', true, 'interpreted'],
  [PATIENT, "identifier.value.matches('^[0-9]+$')", true, 'interpreted'],
  [PATIENT, "identifier[0].system.startsWith('http') and identifier.system.endsWith('a')", true, 'interpreted'],
  [PATIENT, 'iif(active, name.exists(), name.empty())', true, 'interpreted'],
  [PATIENT, "extension('http://e').value = 'c'", true, 'interpreted'],
  [PATIENT, "extension.where(url = 'http://e').value.ofType(code) = 'c'", true, 'interpreted'],
  [PATIENT, '(name.given | name.family).count() = 3', true, 'interpreted'],
  [PATIENT, 'name.select(given.count()).allFalse() or name.given.isDistinct()', true, 'interpreted'],
  [PATIENT, "name.given.where($index = 1) = 'Two'", true, 'interpreted'],
  [PATIENT, "%resource.id & '!' = 'p1!'", true, 'interpreted'],
  [PATIENT, "name.tail().text = 'x' and name.skip(1).exists() and name.take(1).family.exists()", true, 'interpreted'],
  [
    PATIENT,
    "'ab'.upper() = 'AB' and 'a-b'.replace('-', '') = 'ab' and 'a,b'.split(',').count() = 2",
    true,
    'interpreted',
  ],
  [PATIENT, '1 + 2 * 3 = 7 and 7 mod 2 = 1 and 7 div 2 = 3 and -1 < 0', true, 'interpreted'],
  [PATIENT, "descendants().where(family = 'Test').exists()", true, 'interpreted'],
  [PATIENT, "name.family.trace('family').exists()", true, 'interpreted'],
  [PATIENT, "name.given = 'One' xor active", true, 'interpreted'],
  [PATIENT, 'gender.exists() implies birthDate.exists()', true, 'interpreted'],
  [PATIENT, "name.given.single() = 'One'", undefined, 'interpreted'],
  [PATIENT, 'active and name.given', undefined, 'interpreted'],
  [PATIENT, 'name.aggregate($total + given.count(), 0) = 2', true, 'fhirpath'],
  [PATIENT, "gender.memberOf('http://v')", false, 'interpreted'],
  [PATIENT, "conformsTo('http://p')", undefined, 'interpreted'],
  [PRIMITIVES, 'birthDate.exists() and birthDate.hasValue().not()', true, 'interpreted'],
  [PRIMITIVES, "birthDate.extension('http://absent').value = 'unknown'", true, 'interpreted'],
  [PRIMITIVES, "name.given.count() = 2 and name.given.extension.value = 'masked'", true, 'interpreted'],
  [PRIMITIVES, "name.given.where(hasValue()) = 'A'", true, 'interpreted'],
  [OBSERVATION, 'value is Quantity and value.value > 4', true, 'interpreted'],
  [OBSERVATION, '(value as Quantity).unit = %resource.referenceRange.low.unit', true, 'interpreted'],
  [OBSERVATION, 'referenceRange.all(low <= high)', true, 'interpreted'],
  [OBSERVATION, 'code.coding.where(system = %loinc).exists()', true, 'interpreted'],
  [OBSERVATION, 'subject.resolve() is Patient', true, 'interpreted'],
  [OBSERVATION, 'subject.resolve().ofType(Patient).active', true, 'interpreted'],
  [OBSERVATION, 'effective.ofType(dateTime) > @2024-02-28', true, 'interpreted'],
  [OBSERVATION, "value = 4.5 'mg'", false, 'fhirpath'],
];

const resolve = (reference: string): unknown => (reference === 'Patient/p1' ? PATIENT : undefined);

describe('Expressions of profiles', () => {
  it.each(CASES)('%#: %s', (node, expression, met, origin) => {
    const source = { key: 'x', expression, type: String(node['resourceType']) };
    const invariant = invariants.compile(source);
    expect({
      met: invariant(node, { resource: node, rootResource: node, resolve }),
      origin: invariants.origin(source),
    }).toEqual({ met, origin });
  });

  it('asks the terminology for memberOf(), and leaves open what it cannot say', () => {
    const answers: Readonly<Record<string, MembershipAnswer['result']>> = { male: 'in', other: 'out', odd: 'unknown' };
    const answer = (code: string): MembershipAnswer => ({ result: answers[code] ?? 'unknown' });
    const { compile } = createInvariants({
      definitions,
      terminology: {
        member: (_valueSet, { code }) => answer(code),
        memberCode: (_valueSet, code) => answer(code),
      },
    });
    const invariant = compile({ key: 'm', expression: "gender.memberOf('http://v')", type: 'Patient' });
    const met = Object.keys(answers).map((gender) => {
      const patient = { resourceType: 'Patient', gender };
      return invariant(patient, { resource: patient, rootResource: patient });
    });
    expect(met).toEqual([true, false, undefined]);
  });

  it('judges a primitive node with what stands beside it', () => {
    const invariant = invariants.compile({
      key: 'p',
      expression: "extension('http://e').exists() or $this = 'a'",
      type: 'code',
    });
    const context = { resource: {}, rootResource: {} };
    expect(invariant('a', context)).toBe(true);
    expect(invariant('b', context)).toBe(false);
    expect(invariant(primitive('b', { extension: [{ url: 'http://e', valueCode: 'x' }] }), context)).toBe(true);
  });

  it('does not hang on a pattern that backtracks without end', () => {
    const invariant = invariants.compile({ key: 'r', expression: "id.matches('^(a+)+$')", type: 'Patient' });
    const patient = { resourceType: 'Patient', id: `${'a'.repeat(60_000)}!` };
    const start = performance.now();
    expect(invariant(patient, { resource: patient, rootResource: patient })).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('refuses what is no FHIRPath', () => {
    expect(() => invariants.compile({ key: 's', expression: 'name.where(', type: 'Patient' })).toThrow();
  });
});
