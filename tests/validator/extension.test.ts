import { describe, expect, it } from 'vitest';
import { against, canonical, errors, judge, profileOf, type Json } from './support/judge.js';

const URL = canonical('ext');
const patient = (more: Json): Json => ({ resourceType: 'Patient', ...more });
const use = (more: Json = { valueCode: 'a' }, url = URL): Json => ({ url, ...more });

/** An extension definition with a code as value, for use in `context`. */
function extension(context: readonly Json[], elements: readonly Json[] = [], more: Json = {}): Json {
  const element = [
    { id: 'Extension', path: 'Extension', ...more },
    { id: 'Extension.extension', path: 'Extension.extension', max: '0' },
    { id: 'Extension.url', path: 'Extension.url', fixedUri: URL },
    { id: 'Extension.value[x]', path: 'Extension.value[x]', min: 1, type: [{ code: 'code' }] },
  ];
  return profileOf('Extension', elements.length > 0 ? elements : element, 'ext', { kind: 'complex-type', context });
}

const at = (expression: string, type = 'element'): Json => ({ type, expression });

/** Contexts, a resource that carries the extension, and whether it may. */
const CONTEXTS: readonly (readonly [Json, Json, boolean])[] = [
  [at('Patient'), patient({ extension: [use()] }), true],
  [at('Observation'), patient({ extension: [use()] }), false],
  [at('DomainResource'), patient({ extension: [use()] }), true],
  [at('CanonicalResource'), patient({ extension: [use()] }), false],
  [at('CanonicalResource'), { resourceType: 'Library', status: 'draft', extension: [use()] }, true],
  [at('Resource'), patient({ extension: [use()] }), true],
  [at('Element'), patient({ birthDate: '1970', _birthDate: { extension: [use()] } }), true],
  [at('Patient.name'), patient({ name: [{ family: 'x', extension: [use()] }] }), true],
  [at('Patient.contact.name'), patient({ name: [{ family: 'x', extension: [use()] }] }), false],
  [at('Patient.contact.name'), patient({ contact: [{ name: { family: 'x', extension: [use()] } }] }), true],
  [at('HumanName'), patient({ contact: [{ name: { family: 'x', extension: [use()] } }] }), true],
  [at('HumanName.family'), patient({ name: [{ family: 'x', _family: { extension: [use()] } }] }), true],
  [at('HumanName.given'), patient({ name: [{ family: 'x', _family: { extension: [use()] } }] }), false],
  [at('string'), patient({ name: [{ family: 'x', _family: { extension: [use()] } }] }), true],
  [at('Patient.deceased[x]'), patient({ deceasedBoolean: true, _deceasedBoolean: { extension: [use()] } }), true],
  [at('Patient.deceasedBoolean'), patient({ deceasedBoolean: true, _deceasedBoolean: { extension: [use()] } }), true],
  [at('Patient.deceasedDateTime'), patient({ deceasedBoolean: true, _deceasedBoolean: { extension: [use()] } }), false],
  [at('BackboneElement'), patient({ contact: [{ name: { text: 'x' }, extension: [use()] }] }), true],
  [
    at('http://acme.com/outer', 'extension'),
    patient({ extension: [{ url: 'http://acme.com/outer', extension: [use()] }] }),
    true,
  ],
  [
    at('http://acme.com/other', 'extension'),
    patient({ extension: [{ url: 'http://acme.com/outer', extension: [use()] }] }),
    false,
  ],
  [
    at("Patient.address.where(use = 'home')", 'fhirpath'),
    patient({ address: [{ use: 'home', extension: [use()] }] }),
    true,
  ],
  [
    at("Patient.address.where(use = 'home')", 'fhirpath'),
    patient({ address: [{ use: 'work', extension: [use()] }] }),
    false,
  ],
];

describe('extensions', () => {
  it.each(CONTEXTS)('context %j on %j: %s', (context, resource, allowed) => {
    const held = [extension([context])];
    expect(errors(resource, { held }).filter((line) => line.startsWith('extension-context'))).toHaveLength(
      allowed ? 0 : 1,
    );
  });

  it('context of a profile: the resource must meet it', () => {
    const named = profileOf('Patient', [{ id: 'Patient.name', path: 'Patient.name', min: 1 }], 'named');
    const places = (resource: Json, expression = `${canonical('named')}#Patient`): readonly string[] =>
      errors(resource, { held: [extension([at(expression)]), named] });
    expect(places(patient({ extension: [use()], name: [{ text: 'x' }] }))).toEqual([]);
    expect(places(patient({ extension: [use()] }))).toEqual(['extension-context Patient']);
    expect(places(patient({ extension: [use()] }), `${canonical('not-held')}#Patient`)).toEqual([]);
    const core = 'http://hl7.org/fhir/StructureDefinition/Patient#Patient';
    expect(places(patient({ extension: [use()] }), core)).toEqual([]);
  });

  it.each([
    ['capabilitystatement-expectation', { valueCode: 'SHALL' }, patient({}), []],
    ['structuredefinition-normative-version', { valueCode: '4.0.1' }, patient({}), []],
    ['regex', { valueString: 'x' }, patient({}), ['extension-context Patient']],
  ])('%s stands where R4 itself uses it', (name, value, resource, expected) => {
    const url = `http://hl7.org/fhir/StructureDefinition/${name}`;
    expect(errors({ ...resource, extension: [{ url, ...value }] })).toEqual(expected);
  });

  /** A condition of the definition, a resource that carries the extension, and the places where it is not met. */
  const CONDITIONS: readonly (readonly [string, Json, readonly string[]])[] = [
    ['gender.exists()', patient({ gender: 'other', extension: [use()] }), []],
    ['gender.exists()', patient({ extension: [use()] }), ['Patient']],
    ['gender', patient({ extension: [use()] }), ['Patient']],
    ['family.exists()', patient({ name: [{ family: 'x' }, { text: 'x', extension: [use()] }] }), ['Patient.name[1]']],
    ["%extension.value = 'a'", patient({ extension: [use()] }), []],
    ["%extension.value = 'a'", patient({ extension: [use(), use({ valueCode: 'b' })] }), ['Patient']],
    ['no FHIRPath (', patient({ extension: [use()] }), []],
    ['false', patient({ birthDate: '1970', _birthDate: { extension: [use()] } }), []],
  ];

  it.each(CONDITIONS)('condition %s on %j', (condition, resource, places) => {
    const held = [{ ...extension([at('Element')]), contextInvariant: [condition] }];
    expect(errors(resource, { held })).toEqual(places.map((place) => `extension-context-invariant ${place}`));
  });

  it.each([
    ['5.0/StructureDefinition/extension-Patient.other', 'undecided extension-cross-version'],
    ['3.0/StructureDefinition/extension-Patient.animal.species', 'undecided extension-cross-version'],
    ['4.0/StructureDefinition/extension-Patient.gender', 'error extension-unknown'],
    ['7.0/StructureDefinition/extension-Patient.gender', 'error extension-unknown'],
    ['5.0/StructureDefinition/Patient.gender', 'error extension-unknown'],
  ])('an extension for an element of another version: %s', (url, said) => {
    const resource = patient({ extension: [use({ valueCode: 'a' }, `http://hl7.org/fhir/${url}`)] });
    expect(judge(resource, { unknownExtensions: 'error' })).toEqual([`${said} Patient.extension[0]`]);
  });

  const held = [extension([at('Element')])];
  /** A resource and the errors found with the definition at hand. */
  const CASES: readonly (readonly [string, Json, readonly string[]])[] = [
    ['as defined', patient({ extension: [use()] }), []],
    [
      'without URL',
      patient({ extension: [{ valueCode: 'a' }] }),
      ['cardinality-min Patient.extension[0]', 'extension-url-missing Patient.extension[0]'],
    ],
    [
      'with a relative URL',
      patient({ extension: [use({ valueCode: 'a' }, 'ext')] }),
      ['extension-url-relative Patient.extension[0]'],
    ],
    [
      'with a value and nested extensions',
      patient({ extension: [use({ valueCode: 'a', extension: [use()] })] }),
      ['cardinality-max Patient.extension[0]', 'extension-value-or-nested Patient.extension[0]'],
    ],
    [
      'with neither',
      patient({ extension: [use({})] }),
      ['cardinality-min Patient.extension[0]', 'extension-value-or-nested Patient.extension[0]'],
    ],
    [
      'with another type of value',
      patient({ extension: [use({ valueString: 'a' })] }),
      ['type-not-allowed Patient.extension[0]'],
    ],
    ['as a modifier', patient({ modifierExtension: [use()] }), ['extension-not-modifier Patient.modifierExtension[0]']],
    [
      'with a version in its URL',
      patient({ extension: [use({ valueCode: 'a' }, `${URL}|1`)] }),
      ['extension-url-version Patient.extension[0]', 'fixed Patient.extension[0].url'],
    ],
    [
      'unknown, as a modifier',
      patient({ modifierExtension: [use({ valueCode: 'a' }, 'https://x.nhs.uk/e')] }),
      ['modifier-extension-unknown Patient.modifierExtension[0]'],
    ],
  ];
  it.each(CASES)('%s', (_name, resource, expected) => {
    expect(errors(resource, { held })).toEqual(expected);
  });

  it('asks a modifier extension to stand in modifierExtension', () => {
    const modifier = extension([at('Patient')], [], { isModifier: true, isModifierReason: 'x' });
    expect(errors(patient({ extension: [use()] }), { held: [modifier] })).toEqual([
      'extension-must-be-modifier Patient.extension[0]',
    ]);
    expect(errors(patient({ modifierExtension: [use()] }), { held: [modifier] })).toEqual([]);
  });

  it('knows the parts of a complex extension', () => {
    const complex = extension(
      [at('Patient')],
      [
        { id: 'Extension', path: 'Extension' },
        { id: 'Extension.extension:part', path: 'Extension.extension', sliceName: 'part', min: 1, max: '1' },
        { id: 'Extension.extension:part.url', path: 'Extension.extension.url', fixedUri: 'part' },
        { id: 'Extension.url', path: 'Extension.url', fixedUri: URL },
        { id: 'Extension.value[x]', path: 'Extension.value[x]', max: '0' },
      ],
    );
    const made = (...names: readonly string[]): Json =>
      patient({ extension: [use({ extension: names.map((name) => use({ valueCode: 'a' }, name)) })] });
    const found = (resource: Json): string[] => errors(resource, { held: [complex] });
    expect(found(made('part'))).toEqual([]);
    expect(found(made('other'))).toEqual([
      'extension-nested-unknown Patient.extension[0].extension[0]',
      'slice-min Patient.extension[0]',
    ]);
    expect(found(made('part', 'part'))).toEqual(['slice-max Patient.extension[0]']);
  });

  it('treats unknown extensions as the policy says', () => {
    const unknown = patient({ extension: [use({ valueCode: 'a' }, 'https://x.nhs.uk/e')] });
    const said = (options: Json): string[] => judge(unknown, options);
    expect(said({})).toEqual(['warning extension-unknown Patient.extension[0]']);
    expect(said({ unknownExtensions: 'error' })).toEqual(['error extension-unknown Patient.extension[0]']);
    expect(said({ unknownExtensions: 'ignore' })).toEqual([]);
    expect(said({ unknownExtensions: 'error', allowedExtensionDomains: ['https://x.nhs.uk/'] })).toEqual([]);
    const example = patient({ extension: [use({ valueCode: 'a' }, 'http://example.org/e')] });
    expect(judge(example, { unknownExtensions: 'error' })).toEqual([]);
    expect(errors(example, { unknownExtensions: 'error', examples: false })).toContain(
      'extension-unknown Patient.extension[0]',
    );
  });

  it('requires an extension by a slice of a profile', () => {
    const profile = profileOf('Patient', [
      {
        id: 'Patient.extension:e',
        path: 'Patient.extension',
        sliceName: 'e',
        min: 1,
        type: [{ code: 'Extension', profile: [URL] }],
      },
    ]);
    expect(against(profile, patient({}), { held })).toEqual(['slice-min Patient']);
    expect(against(profile, patient({ extension: [use()] }), { held })).toEqual([]);
  });
});
