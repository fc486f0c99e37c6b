import { describe, expect, it } from 'vitest';
import { errors } from './support/judge.js';

const observation = (more: object): object => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  ...more,
});
const bundle = (entry: object, type = 'collection'): object => ({ resourceType: 'Bundle', type, entry: [entry] });
const bundleOf = (type: string, entry: readonly object[]): object => ({ resourceType: 'Bundle', type, entry });
const changed = { request: { method: 'PUT', url: 'Patient/1' }, response: { status: '200' } };
const at = (host: string, versionId?: string): object => ({
  fullUrl: `https://${host}.test/fhir/Patient/1`,
  resource: { resourceType: 'Patient', id: '1', ...(versionId === undefined ? {} : { meta: { versionId } }) },
});
const composition = (section: object): object => ({
  resourceType: 'Composition',
  status: 'final',
  type: { text: 'x' },
  date: '2020',
  author: [{ display: 'x' }],
  title: 'x',
  section: [section],
});
const inside = { resourceType: 'Device', id: 'a' };

/** Invariants that are left out where an element is absent, broken and met with the element there. */
const CASES: readonly (readonly [string, object, readonly string[]])[] = [
  ['ref-1, nothing contained', observation({ subject: { reference: '#a' } }), ['invariant Observation.subject']],
  [
    'ref-1, another contained',
    observation({ contained: [inside], device: { reference: '#b' } }),
    ['contained-unused Observation.contained[0]', 'invariant Observation.device'],
  ],
  ['ref-1, contained', observation({ contained: [inside], device: { reference: '#a' } }), []],
  ['ref-1, elsewhere', observation({ subject: { reference: 'Patient/a' } }), []],
  [
    'dom-2, contained within contained',
    observation({
      contained: [{ ...inside, contained: [{ resourceType: 'Device', id: 'b' }] }],
      device: { reference: '#a' },
    }),
    ['contained-unused Observation.contained[0].contained[0]', 'invariant Observation'],
  ],
  [
    'dom-4, a version of what is contained',
    observation({ contained: [{ ...inside, meta: { versionId: '1' } }], device: { reference: '#a' } }),
    ['invariant Observation'],
  ],
  ['obs-6', observation({ valueString: 'x', dataAbsentReason: { text: 'x' } }), ['invariant Observation']],
  [
    'per-1',
    observation({ effectivePeriod: { start: '2020-02-01', end: '2020-01-01' } }),
    ['invariant Observation.effective.ofType(Period)'],
  ],
  ['qty-3', observation({ valueQuantity: { value: 1, code: 'mg' } }), ['invariant Observation.value.ofType(Quantity)']],
  ['cpt-2', { resourceType: 'Patient', telecom: [{ value: '1' }] }, ['invariant Patient.telecom[0]']],
  [
    'cpt-2 with a system, the value in its sibling alone',
    {
      resourceType: 'Patient',
      telecom: [{ system: 'phone', _value: { extension: [{ url: 'http://acme.com/x', valueString: 'x' }] } }],
    },
    [],
  ],
  ['bdl-5, an entry of nothing', bundle({ fullUrl: 'https://a.test/Patient/1' }), ['invariant Bundle.entry[0]']],
  ['bdl-5, a request is enough', bundle({ request: { method: 'DELETE', url: 'Patient/1' } }, 'batch'), []],
  ['bdl-7, a fullUrl twice', bundleOf('collection', [at('a'), at('a')]), ['invariant Bundle']],
  ['bdl-7, in two versions', bundleOf('collection', [at('a', '1'), at('a', '2')]), []],
  [
    'bdl-7, in a history',
    bundleOf('history', [
      { ...at('a'), ...changed },
      { ...at('a'), ...changed },
    ]),
    [],
  ],
  ['bdl-7, the same below another base', bundleOf('collection', [at('a'), at('b')]), []],
  ['cmp-1, an empty section', composition({ title: 'x' }), ['invariant Composition.section[0]']],
  [
    'cmp-1, a list without anything does not count',
    composition({ title: 'x', entry: [] }),
    ['empty-array Composition.section[0].entry', 'invariant Composition.section[0]'],
  ],
  ['cmp-1, one of three is enough', composition({ entry: [{ display: 'x' }] }), []],
];

describe('invariants that need an element', () => {
  it.each(CASES)('%s', (_, resource, expected) => {
    expect(errors(resource)).toEqual(expected);
  });
});
