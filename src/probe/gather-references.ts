import { isResource } from './json.js';
import { literalReferences } from './literal-reference.js';
import type { ProbeRun } from './run.js';
import type { FetchedReference } from './target.js';

/** Reads up to `limit` distinct references that the sample itself does not resolve, drawn at random (COH01). */
export async function gatherReferences(run: ProbeRun, limit: number): Promise<void> {
  const held = new Set<string>();
  const wanted = new Set<string>();
  for (const sample of run.samples.values())
    for (const resource of sample.resources) {
      if (resource.id !== undefined) held.add(`${resource.resourceType}/${resource.id}`);
      for (const reference of literalReferences(resource, run.base)) wanted.add(reference);
    }
  const open = [...wanted].filter((reference) => !held.has(reference)).sort();
  for (const reference of run.random.draw(open, limit))
    run.fetchedReferences.set(reference, await fetchReference(run, reference));
}

const fetchReference = async (run: ProbeRun, reference: string): Promise<FetchedReference> => {
  const answer = await run.transport.send({ method: 'GET', path: reference, purpose: 'read', provoked: true });
  if (!answer.ok) return 'undecided';
  if (answer.status === 404 || answer.status === 410) return 'broken';
  if (answer.status !== 200) return 'undecided';
  if (answer.body.kind !== 'json' || !isResource(answer.body.value)) return 'undecided';
  const { resourceType, id } = answer.body.value;
  return `${resourceType}/${id ?? ''}` === reference ? 'resolved' : 'broken';
};
