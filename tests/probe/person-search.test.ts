import { describe, expect, it } from 'vitest';
import { gather, patients, serveFake } from './fake.js';

const [, second] = patients(2);

/** Searches by number whose answer holds somebody else beside the right patient. */
const searchedWith = async (intruder: object) => {
  const rig = await serveFake({
    records: patients(12),
    change: (bundle) => {
      const entry = bundle['entry'] as { resource: { id: string } }[];
      if (entry.length === 1 && entry[0]?.resource.id !== second?.id)
        bundle['entry'] = [...entry, { resource: { ...second, ...intruder }, search: { mode: 'match' } }];
    },
  });
  const { evidence } = await gather(rig.url, { only: ['samples', 'persons'] });
  if (evidence.personSearch?.state !== 'seen') throw new Error('no search by number');
  return evidence.personSearch.value;
};

describe('searching again by sampled numbers', () => {
  it('tells a search that returns another patient', async () => {
    expect(await searchedWith({})).toMatchObject({ searched: 12, wrong: 11, one: 1 });
  });

  it('takes no record that another was merged into for a wrong patient', async () => {
    const link = [{ other: { reference: 'Patient/x' }, type: 'replaces' }];
    expect(await searchedWith({ link })).toMatchObject({ searched: 12, wrong: 0, one: 12 });
  });

  it('takes no record whose numbers are withheld for a wrong patient', async () => {
    expect(await searchedWith({ identifier: [{ system: 'urn:local', value: 'x' }] })).toMatchObject({ wrong: 0 });
  });
});
