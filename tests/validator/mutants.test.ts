import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { createValidator } from '../../src/validator/index.js';
import { RECORDS } from './support/edits.js';
import { sitesOf, type Site } from './support/sites.js';

type Tree = Record<string, unknown>;

const definitions = openDefinitions({ ukCore: '2.0.2' });
const validator = createValidator({ definitions });
const errorsOf = (resource: Tree): string[] =>
  validator
    .validate(resource)
    .issues.filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ at }) => at.expression);

/** One sound record of every type. */
const SOUND = new Map<string, string>();
for (const text of RECORDS) {
  const resource = JSON.parse(text) as Tree;
  const type = String(resource['resourceType']);
  if (!SOUND.has(type) && errorsOf(resource).length === 0) SOUND.set(type, text);
}

interface Fault {
  readonly name: string;
  /** Whether the fault is told of the element or of what holds it. */
  readonly at: 'element' | 'holder';
  readonly fits: (site: Site) => boolean;
  readonly place: (site: Site) => void;
}

const always = (): boolean => true;
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const FAULTS: readonly Fault[] = [
  { name: 'null', at: 'element', fits: always, place: ({ parent, key }) => (parent[key] = null) },
  {
    name: 'an unknown element',
    at: 'holder',
    fits: always,
    place: ({ parent }) => (parent['notAnElement'] = 'x'),
  },
  {
    name: 'a misspelt element',
    at: 'holder',
    fits: always,
    place: ({ parent, key, value }) => {
      parent[`${key}z`] = value;
      Reflect.deleteProperty(parent, key);
    },
  },
  {
    name: 'an array for a single value',
    at: 'element',
    fits: ({ array }) => !array,
    place: ({ parent, key, value }) => (parent[key] = [value]),
  },
  {
    name: 'a single value for an array',
    at: 'element',
    fits: ({ array }) => array,
    place: ({ parent, key, value }) => (parent[key] = (value as unknown[])[0]),
  },
  {
    name: 'an empty array',
    at: 'element',
    fits: ({ array }) => array,
    place: ({ parent, key }) => (parent[key] = []),
  },
  {
    name: 'an empty object',
    at: 'element',
    fits: ({ value }) => isObject(value),
    place: ({ parent, key }) => (parent[key] = {}),
  },
  {
    name: 'an empty text',
    at: 'element',
    fits: ({ value }) => typeof value === 'string',
    place: ({ parent, key }) => (parent[key] = ''),
  },
  {
    name: 'an object for a primitive value',
    at: 'element',
    fits: ({ value }) => typeof value !== 'object',
    place: ({ parent, key }) => (parent[key] = { a: 1 }),
  },
  {
    name: 'a text for an object',
    at: 'element',
    fits: ({ value }) => isObject(value),
    place: ({ parent, key }) => (parent[key] = 'x'),
  },
  {
    name: 'an element left out that must be there',
    at: 'holder',
    fits: ({ min }) => min > 0,
    place: ({ parent, key }) => Reflect.deleteProperty(parent, key),
  },
];

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, reversed(one)]),
  );
};

describe('A fault at any element of a sound record', () => {
  it('is tried on most types of the samples', () => {
    expect(SOUND.size).toBeGreaterThan(10);
  });

  it.each(FAULTS)('$name is found where it is', ({ at, fits, place }) => {
    const missed: string[] = [];
    for (const text of SOUND.values()) {
      const count = sitesOf(JSON.parse(text) as Tree, definitions).length;
      for (let i = 0; i < count; i += 1) {
        const resource = JSON.parse(text) as Tree;
        const site = sitesOf(resource, definitions)[i];
        if (site === undefined || !fits(site)) continue;
        place(site);
        const where = at === 'element' ? site.element : site.holder;
        const found = errorsOf(resource);
        if (!found.some((place) => place === where || place.startsWith(`${where}[`) || place.startsWith(`${where}.`)))
          missed.push(`${where}: ${found.join(', ')}`);
      }
    }
    expect(missed).toEqual([]);
  });
});

describe('What means nothing to a record', () => {
  it.each([...SOUND])('leaves a %s sound', (_type, text) => {
    const resource = JSON.parse(text) as Tree;
    expect(errorsOf(reversed(resource) as Tree)).toEqual([]);
    const holders = new Set(sitesOf(resource, definitions).map(({ parent }) => parent));
    let ids = 0;
    for (const holder of holders) if (holder !== resource) holder['id'] ??= `e${(ids += 1)}`;
    resource['language'] ??= 'en-GB';
    resource['meta'] = {
      ...(resource['meta'] as Tree | undefined),
      extension: [{ url: 'https://acme.com/x', valueString: 'x' }],
      tag: [{ system: 'https://acme.com/tags', code: 'x' }],
    };
    expect(errorsOf(resource)).toEqual([]);
  });
});
