import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { profile, snapshotOf } from './profiles.js';

const bySystem = { discriminator: [{ type: 'value' as const, path: 'system' }], rules: 'open' as const };

function problemsOf(...resources: StructureDefinition[]): { made: boolean; messages: readonly string[] } {
  const definitions = openDefinitions({ ukCore: 'none', resources });
  const made = definitions.structure(resources.at(-1)?.url ?? '') !== undefined;
  return { made, messages: (definitions.problems ?? []).map(({ profile: url, message }) => `${url} ${message}`) };
}

describe('profiles that cannot be evaluated', () => {
  test('a base that nobody holds is a problem that names profile and base', () => {
    const { made, messages } = problemsOf(profile('p', 'Patient', [], { baseDefinition: 'urn:nowhere' }));
    expect(made).toBe(false);
    expect(messages).toEqual([expect.stringMatching(/^https:\/\/example\.org\/p .*urn:nowhere is not held/)]);
  });

  test.each([
    ['itself', ['a', 'a']],
    ['another that is derived from it', ['a', 'b', 'a']],
  ])('a profile derived from %s is a problem, not a loop', (_name, chain) => {
    const cyclic = chain
      .slice(0, -1)
      .map((name, index) =>
        profile(name, 'Patient', [], { baseDefinition: `https://example.org/${chain[index + 1] ?? ''}` }),
      );
    const { made, messages } = problemsOf(...cyclic);
    expect(made).toBe(false);
    expect(messages).toHaveLength(chain.length - 1);
    for (const message of messages) expect(message).toMatch(/come back to where they began: .* → /);
  });

  test('an endless chain of bases ends', () => {
    const chain = Array.from({ length: 5000 }, (_, index) =>
      profile(`p${index}`, 'Patient', [], { baseDefinition: `https://example.org/p${index + 1}` }),
    );
    expect(problemsOf(...chain.toReversed()).made).toBe(false);
  });

  test('an extension that holds itself is walked into as a plain one', () => {
    const url = 'https://example.org/loop';
    const loop = profile(
      'loop',
      'Extension',
      [
        { path: 'Extension.extension', sliceName: 'again', type: [{ code: 'Extension', profile: [url] }] },
        { path: 'Extension.extension.url', id: 'Extension.extension:again.url', fixedUri: url },
      ],
      { kind: 'complex-type' },
    );
    expect(snapshotOf(loop).element('Extension.extension:again.url').fixedUri).toBe(url);
  });

  test('a profile that multiplies its elements is refused', () => {
    const slices = Array.from({ length: 400 }, (_, index): ElementDefinition => ({
      path: 'Patient.contact',
      sliceName: `s${index}`,
    }));
    const walked = ['name', 'telecom', 'address', 'organization'].map((name) => ({
      path: `Patient.contact.${name}.id`,
    }));
    const nested = Array.from({ length: 200 }, (_, index): ElementDefinition => ({
      path: 'Patient.contact.telecom',
      sliceName: `t${index}`,
    }));
    const { made, messages } = problemsOf(
      profile('bomb', 'Patient', [
        { path: 'Patient.contact', slicing: bySystem },
        ...walked,
        { path: 'Patient.contact.telecom', slicing: bySystem },
        ...nested,
        ...slices,
      ]),
    );
    expect(made).toBe(false);
    expect(messages[0]).toMatch(/more than 50000 elements/);
  });

  test.each([
    ['a path too deep', { path: `Patient${'.contact'.repeat(20_000)}` }],
    ['no path', { id: 'Patient.name' }],
    ['nothing at all', null],
    ['a path of another type', { path: 'Observation.code' }],
    ['an empty step', { path: 'Patient..name' }],
  ])('%s is a problem of one element', (_name, element) => {
    const made = snapshotOf(
      profile('p', 'Patient', [element as unknown as ElementDefinition, { path: 'Patient.name', min: 1 }]),
    );
    expect(made.problems).toMatchObject([{ code: 'unreadable-element' }]);
    expect(made.element('Patient.name').min).toBe(1);
  });

  test('names of prototypes are names like any other', () => {
    const made = snapshotOf(profile('p', 'Patient', [{ path: 'Patient.__proto__' }, { path: 'Patient.constructor' }]));
    expect(made.problems.map(({ code }) => code)).toEqual(['unknown-element', 'unknown-element']);
  });
});
