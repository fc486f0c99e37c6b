import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { createTerminology } from '../../src/terminology/index.js';
import { rulesFor } from '../../src/validator/rules/index.js';
import { Schemas } from '../../src/validator/schemas.js';
import { isSimple, valuesOfSimple } from '../../src/validator/simple-extension.js';
import { ResourceValidator } from '../../src/validator/validator.js';

/** One value of each kind that extensions hold, and what stands beside them. */
const PARTS: Readonly<Record<string, unknown>> = {
  valueBoolean: true,
  valueInteger: 1,
  valueDecimal: 1.5,
  valueString: 'x',
  valueCode: 'x',
  valueUri: 'urn:x',
  valueUrl: 'https://a.test',
  valueCanonical: 'https://a.test/x',
  valueDate: '2020-01-01',
  valueDateTime: '2020-01-01',
  valueMarkdown: 'x',
  valueCoding: { code: 'x' },
  valueCodeableConcept: { text: 'x' },
  valueQuantity: { value: 1 },
  valueIdentifier: { value: 'x' },
  valueReference: { display: 'x' },
  valuePeriod: { start: '2020' },
  valueFoo: 'x',
  extension: [{ url: 'https://a.test/x', valueString: 'x' }],
  id: 'x',
  _valueString: { id: 'x' },
};
const NAMES = Object.keys(PARTS);

describe('Extensions taken for simple', () => {
  const definitions = openDefinitions({ ukCore: '2.0.2' });
  const terminology = createTerminology(definitions);
  const invariants = (): (() => boolean) => () => true;
  const full = new ResourceValidator({ definitions, terminology, invariants, rulesFor }, {});
  const nothing = { plain: undefined, look: undefined, after: undefined };
  const schemas = new Schemas(definitions, terminology, {}, invariants, () => nothing);

  it('meet their definition in full', () => {
    let simple = 0;
    let others = 0;
    for (const url of definitions.canonicals('StructureDefinition')) {
      if (definitions.structure(url)?.type !== 'Extension') continue;
      const profile = schemas.profile(url);
      const values = profile === undefined ? undefined : valuesOfSimple(profile);
      if (values === undefined) continue;
      for (const first of NAMES) {
        for (const second of NAMES) {
          const extension = { url, [first]: PARTS[first], [second]: PARTS[second] };
          if (!isSimple(extension, values)) others += 1;
          else {
            simple += 1;
            expect([extension, full.conformsTo(extension, url)]).toEqual([extension, true]);
          }
        }
      }
    }
    expect(simple).toBeGreaterThan(100);
    expect(others).toBeGreaterThan(simple);
  });

  it('have a value', () => {
    const values = new Set(['valueString']);
    expect(isSimple({ url: 'x', valueString: 'x' }, values)).toBe(true);
    expect(isSimple({ url: 'x' }, values)).toBe(false);
    expect(isSimple({ url: 'x', valueString: null }, values)).toBe(false);
    expect(isSimple({ url: 'x', valueString: 'x', id: 'x' }, values)).toBe(false);
  });
});
