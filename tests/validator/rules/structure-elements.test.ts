import { describe, expect, it } from 'vitest';
import { structureDefinition } from '../../../src/validator/rules/structure-definition.js';
import { errors, canonical, profileOf, type Json } from '../support/judge.js';
import { ask } from './ask.js';

const R4 = 'http://hl7.org/fhir/StructureDefinition/';
const element = (path: string, more: Json = {}): Json => ({ id: path, path, ...more });
const to = (type: string): Json => ({ type: [{ code: 'Reference', targetProfile: [R4 + type] }] });
const binding: Json = { binding: { strength: 'required', valueSet: 'http://example.org/vs' } };
const AT = 'StructureDefinition.differential.element[0]';

/** A type, an element of its profile, and whether the base can carry it; or the place of the fault. */
const ELEMENTS: readonly (readonly [string, Json, boolean | string])[] = [
  ['Patient', element('Patient.gender', { fixedCode: 'male' }), true],
  ['Patient', element('Patient.gender', { fixedString: 'male' }), false],
  ['Patient', element('Patient.maritalStatus', { patternCodeableConcept: { text: 'x' } }), true],
  ['Patient', element('Patient.maritalStatus', { patternCoding: { code: 'x' } }), false],
  ['Observation', element('Observation.value[x]', { patternQuantity: { code: 'kg' } }), true],
  ['Observation', element('Observation.value[x]', { type: [{ code: 'string' }], patternQuantity: {} }), false],
  ['Observation', element('Observation.referenceRange.low', { patternQuantity: { code: 'kg' } }), true],
  ['Patient', element('Patient.birthDate', { minValueDate: '1900-01-01' }), true],
  ['Patient', element('Patient.birthDate', { maxValueQuantity: { value: 1, code: 'a' } }), true],
  ['Patient', element('Patient.multipleBirth[x]', { minValueDecimal: 1 }), false],
  ['Extension', element('Extension.url', { fixedUri: canonical('test-Extension') }), true],
  ['Extension', element('Extension.url', { fixedUri: canonical('other') }), false],
  ['Patient', element('Patient.gender', binding), true],
  ['Patient', element('Patient.name.family', binding), true],
  ['Patient', element('Patient.birthDate', binding), false],
  ['Observation', element('Observation.value[x]', binding), true],
  ['Patient', element('Patient.managingOrganization', to('Organization')), true],
  ['Patient', element('Patient.managingOrganization', to('Patient')), false],
  ['Observation', element('Observation.focus', to('Patient')), true],
  ['Patient', element('Patient.name', { type: [{ code: 'HumanName', profile: [R4 + 'HumanName'] }] }), true],
  ['Patient', element('Patient.name', { type: [{ code: 'HumanName', profile: [R4 + 'Address'] }] }), `${AT}.type[0]`],
  ['Patient', element('Patient.name', { type: [{ code: 'HumanName', profile: ['http://example.org/x'] }] }), true],
];

describe('elements of a differential', () => {
  it.each(ELEMENTS)('%s: %j', (type, one, sound) => {
    const kind = type === 'Extension' ? 'complex-type' : 'resource';
    const found = ask(structureDefinition, profileOf(type, [one], `test-${type}`, { kind })).filter((line) =>
      line.startsWith('error'),
    );
    const places = found.map((line) => line.split(' ').at(-1));
    expect(places).toEqual(sound === true ? [] : [sound === false ? AT : sound]);
  });

  it('asks for the kind and the type of the base', () => {
    const other = { ...profileOf('Patient', []), kind: 'complex-type' };
    expect(ask(structureDefinition, other)).toEqual(['error structure-base-mismatch StructureDefinition']);
  });

  it('takes the same ids in the snapshot and in the differential', () => {
    const { differential, ...rest } = profileOf('Patient', [element('Patient')], 'twice', {
      id: 'twice',
      abstract: false,
    });
    const snapshot = {
      element: [element('Patient', { min: 0, max: '*', definition: 'x', base: { path: 'Patient', min: 0, max: '*' } })],
    };
    expect(errors({ ...rest, snapshot, differential })).toEqual([]);
  });
});
