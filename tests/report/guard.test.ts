import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT, ReadinessError } from '../../src/model/index.js';
import type { Assessment } from '../../src/model/index.js';
import { guardAssessment, guardOutput, render } from '../../src/report/index.js';
import { assessment } from './fixture.js';

let sample: Assessment;
beforeAll(async () => {
  sample = await assessment();
});

const withTitle = (title: string): Assessment => ({
  ...sample,
  findings: [{ ...sample.findings[0]!, title }, ...sample.findings.slice(1)],
});

const caught = (act: () => unknown): ReadinessError | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof ReadinessError) return error;
    throw error;
  }
  return undefined;
};

describe('the leak guard', () => {
  it.each([
    ['an NHS Number', '9990000018', 'an NHS Number'],
    ['one among words', 'seen 9990000018, twice', 'an NHS Number'],
    ['one in groups', '999 000 0018', 'an NHS Number'],
    ['one with hyphens', '999-000-0018', 'an NHS Number'],
    ['one in a path', 'Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|9990000018', 'an NHS Number'],
    ['a postcode', 'lives at LS1 4AP', 'a postcode'],
    ['a postcode in one word', 'LS14AP', 'a postcode'],
    ['a token', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhYmMifQ.x', 'a token'],
    ['an e-mail address', 'ask jo.bloggs@trust.example.uk', 'an e-mail address'],
  ])('withholds %s, and does not repeat it', (_name, words, leak) => {
    const error = caught(() => render(withTitle(words), 'json'));
    expect(error).toMatchObject({ code: 'report.leak', exitCode: EXIT.internal });
    expect(error?.message).toContain(`${leak}, at /findings/0/title`);
    expect(`${error?.message ?? ''}${error?.hint ?? ''}`).not.toMatch(/999|LS1|eyJ|bloggs/);
  });

  it.each([
    ['ten digits with a wrong check digit', '9990000019'],
    ['eleven digits', '99900000180'],
    ['nine digits', '999000001'],
    ['digits inside a hash', 'a9990000018b'],
    ['digits of a decimal', '0.9990000018'],
    ['a time', '2026-11-21T09:30:00.000Z'],
    ['check and rule ids', 'CAP08, SCT-002, NHS04, M02>=4'],
    ['a canonical', 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient|2.0.2'],
    ['a package', 'fhir.r4.ukcore.stu3.currentbuild#0.0.10-pre-release'],
    ['an ODS code', 'RR8, Y12345, ZZ901'],
    ['a handle', '@types/fhir@0.0.44'],
    ['what looks like a postcode of no area', 'QQ1 1AA'],
    ['lower-case hex', 'e12ab b11aa'],
  ])('lets %s through', (_name, words) => {
    expect(
      caught(() => {
        guardAssessment(withTitle(words));
      }),
    ).toBeUndefined();
  });

  it('looks at property names and numbers too', () => {
    expect(
      caught(() => {
        guardAssessment({ ...sample, observations: { '9990000018': { state: 'unknown', reason: 'error' } } });
      })?.message,
    ).toContain('a property name under /observations');
    expect(
      caught(() => {
        guardAssessment({ ...sample, answers: { phone: 9_990_000_018 } });
      })?.message,
    ).toContain('/answers/phone');
  });

  it('lets the counters and the seed of the run be any number', () => {
    const lucky = {
      ...sample,
      seed: 9_990_000_018,
      endpoints: [{ ...sample.endpoints[0]!, requests: { total: 4, failed: 0, bytes: 9_990_000_018 } }],
    };
    for (const format of ['json', 'html', 'text']) expect(caught(() => render(lucky, format))).toBeUndefined();
  });

  it('tells a SNOMED CT code of the code lists from a number that only looks like one', () => {
    const coded = (code: string): Assessment => {
      const [endpoint] = sample.endpoints;
      const { coding } = endpoint!.evidence;
      if (coding?.state !== 'seen') throw new Error('the fixture has codes');
      const findings = coding.value.findings.map((finding, index) =>
        index === 0 ? { ...finding, codes: [code] } : finding,
      );
      return {
        ...sample,
        endpoints: [
          {
            ...endpoint!,
            evidence: { ...endpoint!.evidence, coding: { ...coding, value: { ...coding.value, findings } } },
          },
        ],
      };
    };
    const [both] = SCTIDS_THAT_PASS_MODULUS_11;
    expect(
      caught(() => {
        guardAssessment(coded(both));
      }),
    ).toBeUndefined();
    expect(
      caught(() => {
        guardAssessment(withTitle(both));
      }),
    ).toBeDefined();
    expect(
      caught(() => {
        guardAssessment(coded('9990000018'));
      }),
    ).toBeDefined();
  });

  it('looks over the finished text again, and names line and column', () => {
    expect(
      caught(() => {
        guardOutput('fine\nsee 9990000018', sample);
      })?.message,
    ).toContain('line 2, column 5');
    expect(
      caught(() => {
        guardOutput('fine', sample);
      }),
    ).toBeUndefined();
  });

  it('finds nothing in the report of a clean run', () => {
    for (const format of ['json', 'html', 'text']) expect(caught(() => render(sample, format))).toBeUndefined();
  });
});

/** Made for this test by a generator: ten digits, partition 00, right by Verhoeff and by modulus 11. */
const SCTIDS_THAT_PASS_MODULUS_11 = ['9990018006'] as const;
