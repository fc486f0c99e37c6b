import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCases } from '../../src/dev/conformance-cases.js';
import type { Case } from '../../src/dev/conformance-cases.js';
import { profilesOf, validatorFor } from '../../src/dev/conformance-validators.js';
import { ReadinessError } from '../../src/model/index.js';
import { describeWithShared, sharedPath } from '../support/shared.js';

interface Recorded {
  readonly id: string;
  readonly coreScore: boolean;
  readonly expected: { readonly java: { readonly valid: boolean } };
}

const folder = sharedPath('conformance/fhir-validator-suite');

/** Cases on which our verdict differs from the recorded one, each with its reason. The list may only shrink. */
const known = JSON.parse(readFileSync(new URL('known-differences.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;
const MOST_DIFFERENCES = 1;

/** Whether a case carries no error; a profile that is not held is an error too. */
function isValid(item: Case): boolean {
  const text = readFileSync(join(folder, item.file), 'utf8');
  try {
    const { issues } = validatorFor(item, folder).validate(text, {
      profiles: profilesOf(item, folder),
      format: item.format,
    });
    return !issues.some(({ severity }) => severity === 'error' || severity === 'fatal');
  } catch (error) {
    if (error instanceof ReadinessError) return false;
    throw error;
  }
}

describeWithShared('the core cases of the public validator suite', () => {
  it('agree with the recorded verdict, but for those named with a reason', { timeout: 120_000 }, () => {
    const { cases } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { cases: readonly Recorded[] };
    const recorded = new Map(
      cases.filter(({ coreScore }) => coreScore).map(({ id, expected }) => [id, expected.java.valid]),
    );
    const judged = readCases(folder, undefined).filter(({ id }) => recorded.has(id));
    expect(judged.length).toBe(237);
    const differing = judged.filter((item) => isValid(item) !== recorded.get(item.id)).map(({ id }) => id);
    expect(
      differing.filter((id) => !(id in known)),
      'cases that agreed before',
    ).toEqual([]);
    expect(
      Object.keys(known).filter((id) => !differing.includes(id)),
      'cases that agree now: strike them out of known-differences.json, and lower MOST_DIFFERENCES',
    ).toEqual([]);
  });
});

it('the list of known differences gives a reason for each, and does not grow', () => {
  expect(Object.keys(known).length).toBeLessThanOrEqual(MOST_DIFFERENCES);
  for (const reason of Object.values(known)) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
});
