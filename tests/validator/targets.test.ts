import { describe, expect, it } from 'vitest';
import type { ValidatorOptions } from '../../src/validator/index.js';
import { against, canonical, profileOf, type Json } from './support/judge.js';

describe('Targets outside the document', () => {
  const held = profileOf('Patient', [
    { id: 'Patient.gender', path: 'Patient.gender', fixedCode: 'other' },
    {
      id: 'Patient.link.other',
      path: 'Patient.link.other',
      type: [{ code: 'Reference', targetProfile: [canonical('test-Patient')] }],
    },
  ]);
  const linked = (to: string, contained?: Json): Json => ({
    resourceType: 'Patient',
    gender: 'other',
    ...(contained === undefined ? {} : { contained: [contained] }),
    link: [{ other: { reference: to }, type: 'seealso' }],
  });
  const answers: Json = {
    'Patient/ok': { resourceType: 'Patient', id: 'ok', gender: 'other' },
    'Patient/no': { resourceType: 'Patient', id: 'no', gender: 'male' },
    'https://acme.com/g': { resourceType: 'Group', id: 'g', type: 'person', actual: true },
  };
  const profiled = ['reference-target-profile'];
  const typed = ['reference-target-type'];
  it.each<[string, ValidatorOptions['externalReferences'], readonly string[]]>([
    ['Patient/ok', 'valid', []],
    ['Patient/no', 'valid', profiled],
    ['Patient/no', 'exists-and-type', []],
    ['Patient/no', 'ignore', []],
    ['Patient/no', undefined, []],
    ['https://acme.com/g', 'valid', typed],
    ['https://acme.com/g', 'exists-and-type', typed],
    ['https://acme.com/g', 'ignore', []],
    ['Chicken/1', 'exists-and-type', ['reference-not-found']],
    ['Patient/2', 'exists-and-type', []],
  ])('%s, %s: %j', (to, externalReferences, codes) => {
    const asked: ValidatorOptions = {
      ...(externalReferences === undefined ? {} : { externalReferences }),
      assumeValidRestReferences: true,
      resolve: (reference) => answers[reference],
    };
    expect(against(held, linked(to), asked)).toEqual(codes.map((code) => `${code} Patient.link[0].other`));
  });

  it('are told from those within, which are always judged', () => {
    const male = { resourceType: 'Patient', id: 'no', gender: 'male' };
    expect(against(held, linked('#no', male), { resolve: () => undefined })).toEqual([
      'reference-target-profile Patient.link[0].other',
    ]);
  });
});

describe('Target profiles that are not held', () => {
  const unheld = 'https://acme.com/StructureDefinition/unheld';
  const R4 = 'http://hl7.org/fhir/StructureDefinition/';
  const asking = (...targetProfile: readonly string[]): Json =>
    profileOf('Observation', [
      { id: 'Observation.performer', path: 'Observation.performer', type: [{ code: 'Reference', targetProfile }] },
    ]);
  const performed = (reference: string): Json => ({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    ...(reference === '#p' ? { contained: [{ resourceType: 'Practitioner', id: 'p' }] } : {}),
    performer: [{ reference }],
  });
  const open = ['profile-type-unknown Observation.performer[0]'];
  it.each<[string, readonly string[], readonly string[]]>([
    ['#p', [unheld], open],
    ['#p', [unheld, `${R4}Organization`], open],
    ['#p', ['https://acme.com/StructureDefinition/Practitioner'], open],
    ['#p', [unheld, `${R4}Practitioner`], []],
    ['Practitioner/1', [unheld], []],
    ['Practitioner/1', [unheld, `${R4}Organization`], []],
    ['Practitioner/1', [`${R4}Organization`], ['reference-target-type Observation.performer[0]']],
  ])('%s, %j: %j', (reference, targets, expected) => {
    expect(against(asking(...targets), performed(reference))).toEqual(expected);
  });
});
