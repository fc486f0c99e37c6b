import fc from 'fast-check';
import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { expect, test } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { profile } from './profiles.js';

const PATHS = [
  'Patient',
  'Patient.identifier',
  'Patient.identifier.system',
  'Patient.extension',
  'Patient.extension.value[x]',
  'Patient.deceased[x]',
  'Patient.deceasedBoolean',
  'Patient.contact.name.given',
  'Patient.link.other',
  'Patient.__proto__.x',
];
const TYPES = ['Identifier', 'Extension', 'Reference', 'boolean', 'HumanName', 'Patient', 'Nothing'];
const URLS = [
  'https://example.org/a',
  'https://example.org/b',
  'http://hl7.org/fhir/StructureDefinition/Patient',
  'urn:x',
  '',
  '#x',
];

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
/** Mostly what belongs there, sometimes anything at all. */
const mostly = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });

const type = fc.record(
  {
    code: mostly(oneOf(TYPES)),
    profile: mostly(fc.array(oneOf(URLS), { maxLength: 2 })),
    targetProfile: mostly(fc.array(oneOf(URLS))),
  },
  { requiredKeys: ['code'] },
);
const element = fc.record(
  {
    path: mostly(oneOf(PATHS)),
    id: mostly(oneOf([...PATHS, 'Patient.identifier:a.system', 'Patient.identifier:a', 'Patient.extension:a/b'])),
    sliceName: mostly(oneOf(['a', 'b', 'a/b', 'a/b/c', ''])),
    slicing: mostly(fc.record({ rules: fc.constant('open'), discriminator: mostly(fc.constant([])) })),
    min: mostly(fc.nat(3)),
    max: mostly(oneOf(['0', '1', '*', 'x'])),
    type: mostly(fc.array(type, { maxLength: 2 })),
    contentReference: mostly(oneOf(['#Patient.identifier', '#Patient', '#', 'x'])),
    binding: mostly(fc.record({ strength: fc.constant('required'), valueSet: mostly(oneOf(URLS)) })),
    constraint: mostly(fc.array(fc.record({ key: oneOf(['k', 'l']), expression: fc.string() }))),
    mustSupport: mostly(fc.boolean()),
  },
  { requiredKeys: ['path'] },
);
const definition = (name: string): fc.Arbitrary<StructureDefinition> =>
  fc
    .record({
      elements: mostly(fc.array(element, { maxLength: 8 })),
      baseDefinition: mostly(oneOf(URLS)),
      derivation: oneOf(['constraint', 'specialization'] as const),
      type: mostly(fc.constant('Patient')),
    })
    .map(({ elements, ...more }) =>
      profile(name, 'Patient', [], {
        ...(more as Partial<StructureDefinition>),
        differential: { element: elements as ElementDefinition[] },
      }),
    );

test('whatever a package says, a snapshot is made or the profile is to blame', () => {
  fc.assert(
    fc.property(definition('a'), definition('b'), (a, b) => {
      const definitions = openDefinitions({ ukCore: 'none', resources: [a, b] });
      for (const { url } of [a, b]) {
        const made = definitions.structure(url)?.snapshot?.element;
        if (!made) {
          expect(definitions.problems?.some((problem) => problem.profile === url)).toBe(true);
          continue;
        }
        const ids = made.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(made.every(({ path }) => typeof path === 'string')).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});
