import { describe, expect, it } from 'vitest';
import { against, canonical, judge, profileOf, type Json } from './support/judge.js';

const SYSTEM = 'https://test.example.nhs.uk/CodeSystem/colours';
const system: Json = {
  resourceType: 'CodeSystem',
  url: SYSTEM,
  name: 'Colours',
  status: 'active',
  content: 'complete',
  concept: [
    { code: 'r', display: 'Red', designation: [{ language: 'de', value: 'Rot' }] },
    { code: 'g', display: 'Green' },
  ],
};
const valueSet = (more: Json): Json => ({
  resourceType: 'ValueSet',
  id: 'own',
  url: canonical('own'),
  status: 'active',
  ...more,
});
const LISTED = valueSet({
  compose: {
    include: [
      {
        system: SYSTEM,
        concept: [
          { code: 'r', display: 'Blood' },
          { code: 'g', designation: [{ value: 'Grass' }] },
        ],
      },
    ],
  },
});
const EXPANDED = valueSet({
  expansion: {
    timestamp: '2024-01-01',
    contains: [
      { abstract: true, display: 'all', contains: [{ system: SYSTEM, code: 'r', display: 'Blood' }] },
      { system: SYSTEM, code: 'g', designation: [{ value: 'Grass' }] },
    ],
  },
});
const observation = (...codes: readonly (readonly [string, string])[]): Json => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: codes.map(([code, display]) => ({ system: SYSTEM, code, display })) },
});
const bound = (strength: string, held: Json, contained: boolean): Json =>
  profileOf(
    'Observation',
    [
      {
        id: 'Observation.code',
        path: 'Observation.code',
        binding: { strength, valueSet: contained ? '#own' : canonical('own') },
      },
    ],
    'bound',
    contained ? { contained: [held] } : {},
  );
const displayLanguages = ['en'];

describe('displays', () => {
  it.each([
    ['Red', undefined],
    ['  red ', undefined],
    ['Rot', undefined],
    ['Blood', 'error'],
  ])('%s', (display, severity) => {
    const found = judge(observation(['r', display]), { held: [system], displayLanguages });
    expect(found).toEqual(
      severity === undefined ? [] : [`${severity} display-mismatch Observation.code.coding[0].display`],
    );
  });

  it.each([
    ['required', LISTED, true],
    ['required', EXPANDED, true],
    ['extensible', LISTED, false],
    ['preferred', EXPANDED, false],
  ])('takes those that a value set bound as %s gives: %j, contained: %s', (strength, held, contained) => {
    const profile = bound(strength, held, contained);
    const asked = { held: contained ? [system] : [system, held], displayLanguages };
    expect(against(profile, observation(['r', 'blood'], ['g', 'Grass']), asked)).toEqual([]);
    expect(against(profile, observation(['r', 'Grass'], ['g', 'Green']), asked)).toEqual([
      'display-mismatch Observation.code.coding[0].display',
    ]);
  });
});
