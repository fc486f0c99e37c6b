import { describe, expect, test } from 'vitest';
import { extension, profile, snapshotOf, typesOf } from './profiles.js';

const VALUE = 'Observation.value[x]';
const byType = { discriminator: [{ type: 'type', path: '$this' }], ordered: false };

describe('choice elements', () => {
  test('narrowed to one type can be walked into', () => {
    const made = snapshotOf(
      profile('p', 'Observation', [
        { path: VALUE, type: [{ code: 'Quantity' }] },
        { path: `${VALUE}.unit`, min: 1 },
      ]),
    );
    expect(made.element(`${VALUE}.unit`).min).toBe(1);
    expect(made.element(VALUE).slicing).toBeUndefined();
  });

  test('of several types have what every element has, and nothing of one type', () => {
    const made = snapshotOf(
      profile('p', 'Observation', [
        { path: `${VALUE}.id`, max: '0' },
        { path: `${VALUE}.unit`, min: 1 },
      ]),
    );
    expect(made.element(`${VALUE}.id`).max).toBe('0');
    expect(made.problems).toMatchObject([{ code: 'unknown-element', element: `${VALUE}.unit` }]);
  });

  test('walked into by a base, take the children of the type a derived profile leaves', () => {
    const base = profile('a', 'Observation', [{ path: `${VALUE}.id`, max: '0' }]);
    const made = snapshotOf(
      base,
      profile(
        'b',
        'Observation',
        [
          { path: VALUE, type: [{ code: 'Quantity' }] },
          { path: `${VALUE}.code`, min: 1 },
        ],
        {
          baseDefinition: base.url,
        },
      ),
    );
    expect(made.element(`${VALUE}.id`).max).toBe('0');
    expect(made.element(`${VALUE}.code`).min).toBe(1);
  });

  test.each([
    ['by path', { path: 'Observation.valueQuantity', min: 1 }],
    ['by path, with the id of the slice', { id: `${VALUE}:valueQuantity`, path: 'Observation.valueQuantity', min: 1 }],
  ])('a shortcut %s makes a slice by type and leaves no other type', (_name, element) => {
    const made = snapshotOf(profile('p', 'Observation', [element, { path: 'Observation.valueQuantity.unit', min: 1 }]));
    expect(made.element(VALUE)).toMatchObject({ slicing: { ...byType, rules: 'closed' }, min: 1 });
    expect(typesOf(made.element(VALUE))).toEqual(['Quantity']);
    expect(made.element(`${VALUE}:valueQuantity`)).toMatchObject({ path: VALUE, sliceName: 'valueQuantity', min: 1 });
    expect(made.element(`${VALUE}:valueQuantity.unit`).min).toBe(1);
    expect(made.problems).toEqual([]);
  });

  test('several shortcuts leave their types', () => {
    const made = snapshotOf(
      profile('p', 'Observation', [
        { path: 'Observation.valueQuantity' },
        { path: 'Observation.valueString', maxLength: 9 },
      ]),
    );
    expect(typesOf(made.element(VALUE))).toEqual(['Quantity', 'string']);
    expect(made.element(`${VALUE}:valueString`)).toMatchObject({ maxLength: 9, type: [{ code: 'string' }] });
    expect(made.element(VALUE).min).toBe(0);
  });

  test('a shortcut that rules its type out leaves the others', () => {
    const made = snapshotOf(profile('p', 'Observation', [{ path: 'Observation.valueString', max: '0' }]));
    expect(made.element(VALUE).slicing).toMatchObject({ rules: 'open' });
    expect(typesOf(made.element(VALUE))).toContain('Quantity');
    expect(made.element(`${VALUE}:valueString`).max).toBe('0');
  });

  test('a shortcut means the element itself where one type is left', () => {
    const base = profile('a', 'Observation', [{ path: VALUE, type: [{ code: 'Quantity' }] }]);
    const made = snapshotOf(
      base,
      profile('b', 'Observation', [{ path: 'Observation.valueQuantity.unit', min: 1 }], { baseDefinition: base.url }),
    );
    expect(made.element(`${VALUE}.unit`).min).toBe(1);
    expect(made.ids).not.toContain(`${VALUE}:valueQuantity`);
  });

  test('a shortcut to a type that is not among them is a problem', () => {
    const made = snapshotOf(profile('p', 'Observation', [{ path: 'Observation.valueMoney' }]));
    expect(made.problems).toMatchObject([{ code: 'unknown-element', element: 'Observation.valueMoney' }]);
  });

  test('value[x] in full form: slices by type, of which others may stand beside', () => {
    const made = snapshotOf(
      profile('p', 'Observation', [
        { path: VALUE, slicing: { discriminator: [{ type: 'type', path: '$this' }], rules: 'open' } },
        { path: VALUE, sliceName: 'valueQuantity', type: [{ code: 'Quantity' }] },
        { id: `${VALUE}:valueQuantity.system`, path: `${VALUE}.system`, fixedUri: 'http://unitsofmeasure.org' },
        { path: VALUE, sliceName: 'valueCodeableConcept' },
      ]),
    );
    expect(typesOf(made.element(VALUE))).toContain('string');
    expect(made.element(`${VALUE}:valueQuantity.system`).fixedUri).toBe('http://unitsofmeasure.org');
    expect(typesOf(made.element(`${VALUE}:valueCodeableConcept`))).toEqual(['CodeableConcept']);
  });

  test('a slice of a choice slices it by type without being told', () => {
    const made = snapshotOf(profile('p', 'Observation', [{ path: VALUE, sliceName: 'valueString', min: 1 }]));
    expect(made.element(VALUE).slicing).toEqual({ ...byType, rules: 'open' });
  });

  test('the value of an extension takes shortcuts too', () => {
    const made = snapshotOf(extension('e', [{ path: 'Extension.valueCodeableConcept.coding', min: 1 }]));
    expect(typesOf(made.element('Extension.value[x]'))).toEqual(['CodeableConcept']);
    expect(made.element('Extension.value[x]:valueCodeableConcept.coding').min).toBe(1);
  });
});
