import type { WireResource } from './json.js';
import { isObject, isResource, text } from './json.js';
import { readReference } from './literal-reference.js';
import type { ProbeRun } from './run.js';
import { search } from './search.js';

const AT_ONCE = 20;

/** Medications of this server that sampled records name their medicine by, and the sample does not hold. */
function wantedMedicines(run: ProbeRun): readonly string[] {
  const held = new Set(run.ids('Medication'));
  const wanted = new Set<string>();
  for (const sample of run.samples.values())
    for (const resource of sample.resources) {
      const stated = isObject(resource['medicationReference'])
        ? text(resource['medicationReference'], 'reference')
        : undefined;
      const literal = stated === undefined ? undefined : readReference(stated, run.base);
      if (literal?.type === 'Medication' && !held.has(literal.id) && !run.medicines.has(literal.id))
        wanted.add(literal.id);
    }
  return [...wanted].sort();
}

async function readMedicine(run: ProbeRun, id: string): Promise<readonly WireResource[]> {
  const answer = await run.transport.send({
    method: 'GET',
    path: `Medication/${id}`,
    purpose: 'read',
    provoked: true,
  });
  const held = answer.ok && answer.status === 200 && answer.body.kind === 'json' ? answer.body.value : undefined;
  return isResource(held) ? [held] : [];
}

/**
 * Fetches the Medications that sampled records refer to, so that their medicine can be judged (M09, M14): many ids to a
 * search, one by one where the server does not take that, drawn at random where `budget` does not reach for all.
 */
export async function gatherMedicines(run: ProbeRun, budget: number): Promise<void> {
  const wanted = run.random.draw(wantedMedicines(run), budget * AT_ONCE);
  let left = budget;
  let together = true;
  for (let from = 0; from < wanted.length && left > 0;) {
    const ids = wanted.slice(from, from + (together ? AT_ONCE : 1));
    const [one = ''] = ids;
    left -= 1;
    const found = together
      ? (
          await search(run, {
            type: 'Medication',
            params: [
              ['_id', ids.join(',')],
              ['_count', String(AT_ONCE)],
            ],
            provoked: true,
          })
        ).page?.matches
      : await readMedicine(run, one);
    for (const medicine of found ?? [])
      if (medicine.id !== undefined && ids.includes(medicine.id)) run.medicines.set(medicine.id, medicine);
    const answered = found !== undefined && (!together || ids.some((id) => run.medicines.has(id)));
    if (together && !answered) together = false;
    else from += ids.length;
  }
}
