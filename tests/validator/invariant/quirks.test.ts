import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../../src/definitions/index.js';
import { createInvariants } from '../../../src/validator/invariant/index.js';

const definitions = openDefinitions({ ukCore: 'none' });
const { compile } = createInvariants({ definitions });

type Node = Readonly<Record<string, unknown>>;

function ask(
  path: string,
  key: string,
  node: Node,
  resource: Node = node,
  rootResource: Node = resource,
): boolean | undefined {
  const head = path.split('.', 1)[0] ?? path;
  const element = definitions.base(head)?.snapshot?.element.find((one) => one.path === path);
  const expression = element?.constraint?.find((one) => one.key === key)?.expression;
  if (expression === undefined) throw new Error(`${key} is not on ${path}`);
  return compile({ key, expression, type: path })(node, { resource, rootResource });
}

const PROBLEM = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }],
};
const ENCOUNTER_DIAGNOSIS = { coding: [{ code: 'encounter-diagnosis' }] };

describe('Invariants read as the specification means them', () => {
  it.each<[string, string, Node, boolean]>([
    ['Period', 'per-1', { start: '2012-02-03T10:00:00Z', end: '2012-02-03' }, true],
    ['Period', 'per-1', { start: '2012', end: '2012-05' }, false],
    ['Period', 'per-1', { start: '2012-05', end: '2012' }, true],
    ['Period', 'per-1', { start: '2012' }, true],
    ['Period', 'per-1', { start: '2013', end: '2012-05' }, false],
    ['Period', 'per-1', { start: '2020-01-01T00:30:00+01:00', end: '2019-12-31T23:45:00Z' }, true],
    ['Range', 'rng-2', { low: { value: 5, unit: 'mg' }, high: { value: 1, unit: 'g' } }, true],
    ['Range', 'rng-2', { low: { value: 5, unit: 'mg' }, high: { value: 1, unit: 'mg' } }, false],
    ['Condition', 'con-3', { category: [ENCOUNTER_DIAGNOSIS] }, true],
    ['Condition', 'con-3', { category: [PROBLEM] }, false],
    ['Questionnaire.item', 'que-12', { enableWhen: [{}] }, true],
    ['Questionnaire.item', 'que-12', { enableWhen: [{}, {}] }, false],
    ['Questionnaire.item', 'que-12', { enableWhen: [{}, {}], enableBehavior: 'any' }, true],
    ['Timing.repeat', 'tim-9', { offset: 5, when: ['AC', 'PC'] }, true],
    ['Timing.repeat', 'tim-9', { offset: 5, when: ['AC', 'C'] }, false],
    ['Timing.repeat', 'tim-9', { offset: 5 }, false],
    ['ValueSet', 'vsd-0', { name: 'Good_Name1' }, true],
    ['ValueSet', 'vsd-0', { name: 'Not a name' }, false],
    ['ValueSet', 'vsd-0', {}, true],
    [
      'Observation',
      'obs-7',
      { valueString: 'x', code: { coding: [{ code: 'a' }] }, component: [{ code: { coding: [{ code: 'a' }] } }] },
      false,
    ],
    [
      'Observation',
      'obs-7',
      { valueString: 'x', code: { coding: [{ code: 'a' }] }, component: [{ code: { coding: [{ code: 'b' }] } }] },
      true,
    ],
  ])('%s %s %j: %s', (path, key, node, met) => {
    expect(ask(path, key, node)).toBe(met);
  });

  it.each<[string, Node, boolean]>([
    ['used', { contained: [{ id: 'a' }], subject: { reference: '#a' } }, true],
    ['not used', { contained: [{ id: 'a' }], subject: { reference: '#b' } }, false],
    ['used by canonical', { contained: [{ id: 'a' }], instantiatesCanonical: ['#a'] }, true],
    [
      'used by another contained resource',
      { contained: [{ id: 'a' }, { id: 'b', x: { reference: '#a' } }], y: { reference: '#b' } },
      true,
    ],
    ['refers to its container', { contained: [{ id: 'a', subject: { reference: '#' } }] }, true],
    ['named only within a text', { contained: [{ id: 'a' }], note: [{ text: 'see #a' }] }, false],
  ])('dom-3: a contained resource that is %s', (_name, resource, met) => {
    expect(ask('Patient', 'dom-3', { resourceType: 'Patient', ...resource })).toBe(met);
  });

  it.each<[string, boolean]>([
    ['#a', true],
    ['#b', false],
    ['#', true],
    ['Patient/1', true],
  ])('ref-1: %s', (reference, met) => {
    const root = { contained: [{ id: 'a' }] };
    expect(ask('Reference', 'ref-1', { reference }, root)).toBe(met);
  });
});
