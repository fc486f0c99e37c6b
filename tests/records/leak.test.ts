import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { deriveRecordFacts } from '../../src/records/index.js';
import { describeWithShared, sharedPath } from '../support/shared.js';
import { NOTHING_WRONG } from './helpers.js';

const SENSITIVE = new Set(['family', 'given', 'line', 'city', 'postalCode', 'birthDate', 'div', 'id', 'comment']);

/** Names, addresses, dates of birth, telephone and record numbers, ids and free text of a resource. */
function secretsOf(resource: unknown, found = new Set<string>(), inside = ''): Set<string> {
  if (Array.isArray(resource)) for (const each of resource) secretsOf(each, found, inside);
  else if (typeof resource === 'object' && resource !== null) {
    for (const [name, value] of Object.entries(resource)) {
      const isSecret =
        SENSITIVE.has(name) ||
        (name === 'value' && (inside === 'identifier' || inside === 'telecom')) ||
        (name === 'text' && inside === 'note');
      for (const text of Array.isArray(value) ? value : [value]) {
        if (isSecret && typeof text === 'string' && text.length >= 5) found.add(text);
      }
      secretsOf(value, found, name);
    }
  }
  return found;
}

const samplesOf = (folder: string) => {
  const byType = new Map<string, unknown[]>();
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    try {
      const resource = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as { resourceType?: unknown };
      if (typeof resource.resourceType !== 'string') continue;
      byType.set(resource.resourceType, [...(byType.get(resource.resourceType) ?? []), resource]);
    } catch {
      continue;
    }
  }
  return [...byType].map(([type, resources]) => ({ type, resources }));
};

describeWithShared('facts about real records', () => {
  it.each([
    ['official examples', 'uk-core/examples/json'],
    ['NHS test data', 'corpus'],
  ])('%s: nothing but paths, codes and counts', (_, folder) => {
    const samples = samplesOf(sharedPath(folder));
    const facts = deriveRecordFacts({
      samples,
      lens: 'synthetic',
      today: '2026-03-01',
      definitions: openDefinitions(),
      judge: {
        base: () => NOTHING_WRONG,
        profiles: () => NOTHING_WRONG,
        declared: () => NOTHING_WRONG,
        describe: ({ code }) => code,
      },
    });
    expect(Object.values(facts).map(({ state }) => state)).toEqual(Array(7).fill('seen'));
    const strings = new Set<string>();
    JSON.stringify(facts, (_, value: unknown) => {
      if (typeof value === 'string') strings.add(value);
      return value;
    });
    const secrets = secretsOf(samples.map(({ resources }) => resources));
    expect(secrets.size).toBeGreaterThan(100);
    expect([...secrets].filter((secret) => strings.has(secret))).toEqual([]);
    const numbers = [...secrets].filter((secret) => /^\d{9,}$/.test(secret));
    const all = [...strings].join('\n');
    expect(numbers.filter((secret) => all.includes(secret))).toEqual([]);
  });
});
