import { describe, expect, it } from 'vitest';
import { operationDefinition } from '../../../src/validator/rules/operation-definition.js';
import { canonical, profileOf, type Json } from '../support/judge.js';
import { ask } from './ask.js';

const slice = (child: string, more: Json): Json => ({
  id: `Parameters.parameter:p${child}`,
  path: `Parameters.parameter${child}`,
  ...more,
});
const profile = profileOf(
  'Parameters',
  [
    {
      id: 'Parameters.parameter',
      path: 'Parameters.parameter',
      slicing: { discriminator: [{ type: 'value', path: 'name' }], rules: 'open' },
    },
    slice('', { sliceName: 'p', min: 1, max: '2' }),
    slice('.name', { fixedString: 'p' }),
    slice('.value[x]', { max: '0' }),
    slice('.resource', { type: [{ code: 'Patient' }] }),
  ],
  'in',
);
const operation = (parameter: Json, inputProfile = canonical('in')): Json => ({
  resourceType: 'OperationDefinition',
  inputProfile,
  parameter: [{ name: 'p', use: 'in', min: 0, max: '*', type: 'Patient', ...parameter }],
});

describe('profiles of parameters', () => {
  it.each<[string, Json, readonly string[]]>([
    ['ask for more', operation({}), []],
    ['leave the type open', operation({ type: 'Resource' }), []],
    ['are about another parameter', operation({ use: 'out', type: 'string' }), []],
    ['are of another type', operation({ type: 'string' }), ['parameter[0]']],
    ['allow too few', operation({ min: 3 }), ['parameter[0]']],
    ['ask for too many', operation({ max: '0' }), ['parameter[0]']],
    ['are of another resource', operation({}, 'http://hl7.org/fhir/StructureDefinition/Patient'), ['inputProfile']],
    ['are not held', operation({ type: 'string' }, 'http://example.org/none'), []],
  ])('%s', (_name, resource, said) => {
    expect(ask(operationDefinition, resource, { held: [profile] })).toEqual(
      said.map((at) => `error operation-profile OperationDefinition.${at}`),
    );
  });
});
