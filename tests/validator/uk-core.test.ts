import { describe, expect, it } from 'vitest';
import { createValidator, type ValidatorOptions } from '../../src/validator/index.js';
import { judge, type Json } from './support/judge.js';

const NHS = 'https://fhir.nhs.uk/Id/nhs-number';
const LOINC = 'http://loinc.org';
const verified = {
  extension: [
    {
      url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
      valueCodeableConcept: {
        coding: [
          {
            system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland',
            code: 'number-present-and-verified',
          },
        ],
      },
    },
  ],
};
const numbered = (value: unknown, system = NHS, more: Json = verified): Json => ({
  resourceType: 'Patient',
  identifier: [{ ...more, system, value }],
});

/** A resource and what the rules of the UK say. */
const RULES: readonly (readonly [string, Json, readonly string[]])[] = [
  ['a sound NHS Number', numbered('9990000018'), []],
  ['spaces in it', numbered('999 000 0018'), ['warning NHS-NUMBER-FORMAT Patient.identifier[0].value']],
  ['a wrong check digit', numbered('9990000019'), ['warning NHS-NUMBER-CHECK-DIGIT Patient.identifier[0].value']],
  [
    'no verification status',
    numbered('9990000018', NHS, {}),
    ['information NHS-NUMBER-VERIFICATION Patient.identifier[0]'],
  ],
  [
    'a misspelt system',
    numbered('9990000018', 'http://fhir.nhs.uk/Id/nhs-number'),
    ['warning NHS-NUMBER-SYSTEM Patient.identifier[0].system'],
  ],
  [
    'an ODS code',
    {
      resourceType: 'Organization',
      identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'RX8' }],
    },
    [],
  ],
  [
    'no ODS code',
    {
      resourceType: 'Organization',
      identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'rx 8' }],
    },
    ['warning ODS-CODE-FORMAT Organization.identifier[0].value'],
  ],
  [
    'an SCTID with a wrong check digit',
    {
      resourceType: 'Condition',
      subject: { reference: 'Patient/1' },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '22298007' }] },
    },
    ['warning SCTID-CHECK-DIGIT Condition.code.coding[0].code'],
  ],
  [
    'an SCTID that is none',
    {
      resourceType: 'Condition',
      subject: { reference: 'Patient/1' },
      code: { coding: [{ system: 'http://snomed.info/sct', code: 'mL/h' }] },
    },
    ['warning SCTID-CHECK-DIGIT Condition.code.coding[0].code'],
  ],
  [
    'a SNOMED CT expression',
    {
      resourceType: 'Condition',
      subject: { reference: 'Patient/1' },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '=== 22298006' }] },
    },
    [],
  ],
  [
    'an extension that UK Core does not have',
    {
      resourceType: 'Patient',
      extension: [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-Nothing', valueCode: 'a' }],
    },
    ['warning UKCORE-EXTENSION-UNKNOWN Patient.extension[0]'],
  ],
];

describe('rules of the UK', () => {
  it.each(RULES)('%s', (_name, resource, expected) => {
    const said = judge(resource, { ukCore: '2.0.2', unknownExtensions: 'ignore' }).filter((line) =>
      /[A-Z]{3}/.test(line),
    );
    expect(said).toEqual(expected);
  });

  it('can be left out, and never print the number', () => {
    const bad = numbered('9990000019');
    expect(judge(bad, { ukCore: '2.0.2', ukRules: false }).join()).not.toContain('NHS-NUMBER');
    expect(JSON.stringify(createValidator().validate(bad))).not.toContain('9990000019');
  });
});

describe('profiles that apply by themselves', () => {
  const condition: Json = { resourceType: 'Condition', subject: { reference: 'Patient/1' } };
  const profiles = (resource: unknown, options: ValidatorOptions = {}): string[] => [
    ...new Set(
      createValidator(options)
        .validate(resource)
        .issues.flatMap(({ profile }) => profile?.split('/').at(-1) ?? []),
    ),
  ];

  it('takes the UK Core profile of the type where nothing is declared', () => {
    expect(profiles({ resourceType: 'Medication' })).toContain('UKCore-Medication');
    expect(profiles({ resourceType: 'Medication' }, { defaultProfiles: 'none' })).toEqual([]);
    expect(profiles({ resourceType: 'Medication' }, { ukCore: 'none' })).toEqual([]);
  });

  it('takes it for entries of a Bundle too, unless the root alone is meant', () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ fullUrl: 'urn:uuid:0a000000-0000-4000-8000-00000000000a', resource: { resourceType: 'Medication' } }],
    };
    expect(profiles(bundle)).toContain('UKCore-Medication');
    expect(profiles(bundle, { defaultProfiles: 'root' })).not.toContain('UKCore-Medication');
  });

  it('judges by what is declared instead, each of several, and says what it does not hold', () => {
    const declare = (...profile: readonly string[]): Json => ({ ...condition, meta: { profile } });
    const known = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-Condition';
    expect(judge(declare(known), { ukCore: '2.0.2' })).toEqual([]);
    expect(judge(declare(known, 'https://x.nhs.uk/p'), { ukCore: '2.0.2' })).toEqual([
      'undecided profile-undecided Condition.meta.profile[1]',
      'warning profile-unknown Condition.meta.profile[1]',
    ]);
  });

  const vital = (code: string, more: Json = {}): Json => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: LOINC, code }] },
    ...more,
  });

  it("takes R4's vital signs profile by code where UK Core is not in use", () => {
    expect(judge(vital('8867-4'))).toContain('error cardinality-min Observation');
    expect(judge(vital('718-7'))).toEqual([]);
  });

  it('takes the one of UK Core where it is', () => {
    const names = profiles(vital('8867-4'), { ukCore: 'stu3-preview' });
    expect(names).toContain('UKCore-Observation-VitalSigns-HeartRate');
    expect(names).not.toContain('heartrate');
  });
});
