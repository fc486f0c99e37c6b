import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../../src/definitions/index.js';
import { shapesOf } from '../../../src/validator/invariant/shapes.js';
import { pathFaults } from '../../../src/validator/rules/fhirpath-names.js';
import { searchParameter } from '../../../src/validator/rules/search-parameter.js';
import { structureDefinition } from '../../../src/validator/rules/structure-definition.js';
import { profileOf } from '../support/judge.js';
import { ask, type Tree } from './ask.js';

const definitions = openDefinitions({ ukCore: 'none' });
const shapes = shapesOf((type) => definitions.base(type));

describe('names in FHIRPath', () => {
  it.each<[string, readonly string[] | undefined, string | undefined]>([
    ['Patient.name.where(use = "x"', ['Patient'], 'syntax '],
    ["Patient.name.where(use = 'official').family", ['Patient'], undefined],
    ["Patient.name.where(purpose = 'official')", ['Patient'], 'element purpose'],
    ['Patient.colour', ['Patient'], 'element colour'],
    ['name.first().given[0].length() > 1', ['Patient'], undefined],
    ['(Observation.value as CodeableConcept).text', ['Observation'], undefined],
    ['(Observation.value as CodeableConcept).colour', ['Observation'], 'element colour'],
    ['value.ofType(Quantity).unit', ['Observation'], undefined],
    ['Observation.component.code', ['Observation'], undefined],
    ['subject.where(resolve() is Patient)', ['Observation'], undefined],
    ['subject.resolve().colour', ['Observation'], undefined],
    ['%resource.colour', ['Observation'], undefined],
    ['Bundle.entry[0].resource.colour', ['Bundle'], undefined],
    ['item.item.linkId', ['Questionnaire'], undefined],
    ['name.has()', ['Patient'], 'function has'],
    ['$this.colour', undefined, undefined],
    ["extension('http://x').value.exists()", ['Patient'], undefined],
    ['name.select(given | surname)', ['Patient'], 'element surname'],
    ["given.all(matches('x'))", ['HumanName', 'string'], undefined],
    ['gender.colour', ['Person'], 'element colour'],
    ['-(colour)', ['Patient'], 'element colour'],
    ['1 + colour', ['Patient'], 'element colour'],
  ])('%s', (text, types, fault) => {
    const [found] = pathFaults(text, types, shapes);
    expect(found && `${found.code.replace('fhirpath-', '')} ${found.name}`).toBe(fault);
  });

  it('are errors in search parameters and snapshots, and advice in differentials', () => {
    const parameter = {
      resourceType: 'SearchParameter',
      type: 'token',
      base: ['Patient'],
      expression: 'Patient.colour',
    };
    expect(ask(searchParameter, parameter)).toEqual(['error fhirpath-element SearchParameter.expression']);
    const element = {
      id: 'Patient.name',
      path: 'Patient.name',
      type: [{ code: 'HumanName' }],
      constraint: [{ key: 'x-1', severity: 'error', human: 'x', expression: 'colour.empty()' }],
    };
    const profile = { ...profileOf('Patient', [element]), snapshot: { element: [element] } };
    const place = 'element[0].constraint[0].expression';
    expect(ask(structureDefinition, profile)).toEqual([
      `warning fhirpath-element StructureDefinition.differential.${place}`,
      `error fhirpath-element StructureDefinition.snapshot.${place}`,
    ]);
  });
});

describe('search parameters derived from others', () => {
  const URL = 'http://example.org/SearchParameter/base';
  const base = { resourceType: 'SearchParameter', url: URL, type: 'token', base: ['Patient', 'Person'] };
  it.each<[string, Tree, boolean]>([
    ['fit', { type: 'token', base: ['Patient'] }, true],
    ['have another type', { type: 'date', base: ['Patient'] }, false],
    ['have another base', { type: 'token', base: ['Group'] }, false],
  ])('%s', (_name, more, right) => {
    const derived = { resourceType: 'SearchParameter', derivedFrom: URL, ...more };
    expect(ask(searchParameter, derived, { held: [base] })).toEqual(
      right ? [] : ['error search-parameter-derived SearchParameter'],
    );
  });
});
