import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { openJudge } from '../../src/records/index.js';

const judge = openJudge(openDefinitions(), ({ code }) => code);

const number = (value: string) => ({ system: 'https://fhir.nhs.uk/Id/nhs-number', value });
const twoNumbers = { resourceType: 'Patient', identifier: [number('9990000018'), number('9990000026')] };
const UNKNOWN = 'https://example.org/StructureDefinition/nobody-knows';
const UK_PATIENT = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient';

const errors = ({ issues }: ReturnType<typeof judge.base>): readonly string[] =>
  issues.filter(({ severity }) => severity === 'error' || severity === 'fatal').map(({ code }) => code);
const codes = ({ issues }: ReturnType<typeof judge.base>): readonly string[] => issues.map(({ code }) => code);

describe('how records are judged', () => {
  it('holds base R4 and UK Core apart', () => {
    expect(errors(judge.base(twoNumbers))).toEqual([]);
    expect(errors(judge.profiles(twoNumbers))).not.toEqual([]);
  });

  it('applies UK Core by type though the record declares another profile', () => {
    const declaring = { ...twoNumbers, meta: { profile: [UNKNOWN] } };
    expect(errors(judge.profiles(declaring))).toEqual(errors(judge.profiles(twoNumbers)));
  });

  it('takes the declared profile for base R4 as little as an empty meta', () => {
    for (const profile of [UNKNOWN, UK_PATIENT]) {
      const declaring = { ...twoNumbers, meta: { profile: [profile] } };
      expect(codes(judge.base(declaring))).toEqual(codes(judge.base(twoNumbers)));
    }
  });

  it('judges a declaration by what is declared alone', () => {
    expect(errors(judge.declared(twoNumbers))).toEqual([]);
    expect(errors(judge.declared({ ...twoNumbers, meta: { profile: [UK_PATIENT] } }))).not.toEqual([]);
  });

  it('finds base faults in every light', () => {
    const bad = { resourceType: 'Patient', birthDate: 'yesterday' };
    for (const verdict of [judge.base(bad), judge.profiles(bad), judge.declared(bad)]) {
      expect(errors(verdict)).not.toEqual([]);
    }
  });

  it('survives what is no resource', () => {
    for (const odd of [null, 7, 'x', [], {}, { resourceType: 7 }]) {
      expect(errors(judge.base(odd)).length + errors(judge.profiles(odd)).length).toBeGreaterThan(0);
    }
  });
});
