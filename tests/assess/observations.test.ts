import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../src/assess.js';
import { startDemoServer } from '../../src/demo/index.js';
import { shippedFramework } from '../../src/framework/index.js';
import type { Assessment } from '../../src/model/index.js';

interface Fault {
  readonly type: string;
  readonly ids: readonly string[];
  readonly path: string;
  readonly expects: string;
}

const folder = new URL('../../samples/trusts/developing/', import.meta.url);
const faults = JSON.parse(readFileSync(new URL('faults.json', folder), 'utf8')) as readonly Fault[];

/** Records of a type with any of the faults named. */
const faulty = (type: string, ...expected: readonly string[]): number =>
  new Set(faults.filter((one) => one.type === type && expected.includes(one.expects)).flatMap(({ ids }) => ids)).size;

/** Records of a type as they stand: versions and deleted records are not more of them. */
const held = (type: string): number =>
  new Set(
    readFileSync(new URL(`${type}.ndjson`, folder), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { id: string }).id)
      .filter((id) => !id.endsWith('-deleted')),
  ).size;

describe('observations of a trust whose faults are known', { timeout: 60_000 }, () => {
  let result: Assessment;
  let close = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    const server = await startDemoServer({ persona: 'developing' });
    close = () => server.close();
    result = await assess({
      framework: shippedFramework(),
      context: { audience: 'trust', trustType: 'acute', lens: 'synthetic' },
      endpoints: [{ id: 'only', base: server.url, auth: { kind: 'bearer', tokenEnv: 'TOKEN' } }],
      environment: { TOKEN: server.token ?? '' },
      ...(server.testPatient === undefined ? {} : { testPatients: [server.testPatient] }),
      seed: 11,
      now: () => new Date('2026-03-01T09:00:00Z'),
    });
  });
  afterAll(() => close());

  const patients = held('Patient');
  const numbers = patients - faulty('Patient', 'M01');
  it.each<[string, number, number]>([
    ['M01', numbers, patients],
    ['M02', numbers - faulty('Patient', 'NHS-NUMBER-CHECK-DIGIT', 'NHS-NUMBER-FORMAT'), numbers],
    [
      'M03',
      numbers - (faults.find(({ path }) => path === 'Patient.identifier[0].extension')?.ids.length ?? Number.NaN),
      numbers,
    ],
    [
      'M05',
      held('Condition') - faulty('Condition', 'SCT-064', 'M05', 'SCT-002', 'SCT-003', 'SCT-010', 'SCT-062'),
      held('Condition'),
    ],
    ['M09', held('MedicationRequest') - faulty('MedicationRequest', 'M09', 'SCT-012'), held('MedicationRequest')],
    ['M10', held('MedicationRequest') - faulty('MedicationRequest', 'M10'), held('MedicationRequest')],
    [
      'M11',
      held('AllergyIntolerance') - faulty('AllergyIntolerance', 'cardinality-min', 'invariant:ait-1'),
      held('AllergyIntolerance'),
    ],
    ['M15', held('Organization') - faulty('Organization', 'ODS-CODE-FORMAT', 'M15'), held('Organization')],
    ['S02', patients - faulty('Patient', 'date-invalid', 'binding-required'), patients],
  ])('%s: %i of %i', (id, k, n) => {
    expect(result.observations[id]).toMatchObject({ state: 'measured', k, n, population: n });
  });

  it('has a part for each type that applies, complete types as a census', () => {
    const { S03, M14 } = result.observations;
    const part = (of: typeof S03, label: string) =>
      of?.state === 'measured' ? of.parts?.find((one) => one.label === label) : undefined;
    const conditions = held('Condition');
    expect(part(S03, 'Condition')).toMatchObject({
      k: conditions - faulty('Condition', 'cardinality-min', 'invariant:con-4'),
      n: conditions,
      population: conditions,
    });
    expect(part(M14, 'Condition')).toMatchObject({
      k: conditions - faulty('Condition', 'SCT-064', 'SCT-010', 'SCT-062'),
      n: conditions,
    });
    expect(part(M14, 'Procedure')).toMatchObject({ k: held('Procedure') - faulty('Procedure', 'M14') });
    expect(part(S03, 'Patient')).toBeUndefined();
  });
});
