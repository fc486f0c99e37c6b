import { readFileSync, readdirSync } from 'node:fs';
import { Ajv } from 'ajv';
import { default as addFormats } from 'ajv-formats';
import { expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { loadRuleset } from '../../src/probe/ruleset.js';

const folder = new URL('../../profiles/rulesets/', import.meta.url);
const read = (url: URL): Record<string, unknown> => JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

it.each(files)('%s keeps to its schema and names what R4 has', (name) => {
  const ajv = new Ajv({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(read(new URL('../../profiles/schemas/ruleset.schema.json', import.meta.url)));
  const data = read(new URL(name, folder));
  expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
  const definitions = openDefinitions();
  for (const [type, names] of Object.entries((data['dateParameters'] ?? {}) as Record<string, string[]>)) {
    const known = definitions.searchParameters(type).filter((one) => one.type === 'date');
    for (const one of names)
      expect(
        known.map((parameter) => parameter.code),
        type,
      ).toContain(one);
  }
});

it('spells expectations out for the types of the setting, Patient apart', () => {
  const ruleset = loadRuleset(['core', 'ukcore'], ['Patient', 'Observation'], '2.0.2');
  expect(
    ruleset.fact.expectations.filter((one) => one.ruleset === 'core').map((one) => [one.type, one.strength]),
  ).toEqual([
    ['Patient', 'SHALL'],
    ['Observation', 'SHOULD'],
  ]);
  expect(ruleset.dateParameters('MedicationRequest')[0]).toBe('authoredon');
  expect(ruleset.dateParameters('Organization')).toEqual([]);
});

it.each(['nonsense', '../core', ''])('refuses the ruleset "%s"', (name) => {
  expect(() => loadRuleset([name], [], undefined)).toThrow(/ruleset/);
});
