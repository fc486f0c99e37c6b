import { describe, expect, it } from 'vitest';
import { json, outcome } from '../http/rig.js';
import { gather, observations, patients, serveFake } from './fake.js';

const MEDICINES = ['m-1', 'm-2', 'm-3'];

/** Observations that name a medicine, so that the fake serves them; what is looked at is the reference alone. */
const referring = observations(40, 10).map((one, index) => ({
  ...one,
  medicationReference: { reference: `Medication/${MEDICINES[index % 3] ?? ''}` },
}));

const fetching = async (answers: 'lists' | 'single ids' | 'nothing') => {
  const asked: string[] = [];
  const rig = await serveFake({
    records: [...patients(10), ...referring],
    before: (request, response, url) => {
      const path = url.pathname.split('/Medication')[1];
      if (path === undefined || (request.headers.authorization ?? '') === '') return false;
      asked.push(`${path}${url.search}`);
      const ids = (url.searchParams.get('_id') ?? '').split(',').filter((id) => MEDICINES.includes(id));
      const entry = ids.map((id) => ({ resource: { resourceType: 'Medication', id } }));
      if (path === '' && answers === 'lists')
        json(response, { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry });
      else if (path !== '' && answers === 'single ids')
        json(response, { resourceType: 'Medication', id: path.slice(1) });
      else json(response, outcome('not-supported'), 404);
      return true;
    },
  });
  const { medicines } = await gather(rig.url, { only: ['samples', 'medicines'] });
  return { asked, ids: [...medicines.keys()].sort() };
};

describe('medicines that records refer to', () => {
  it('are fetched many at once', async () => {
    const { asked, ids } = await fetching('lists');
    expect(ids).toEqual(MEDICINES);
    expect(asked).toHaveLength(1);
  });

  it('are read one by one where the server takes no list of ids', async () => {
    const { asked, ids } = await fetching('single ids');
    expect(ids).toEqual(MEDICINES);
    expect(asked).toHaveLength(4);
  });

  it('are left alone where the server does not give them', async () => {
    const { asked, ids } = await fetching('nothing');
    expect(ids).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(4);
  });
});
