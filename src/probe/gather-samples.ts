import type { CountsFact, SampleSummary, TypeSearchesFact } from '../model/index.js';
import { patientOf } from './literal-reference.js';
import type { ProbeRun } from './run.js';
import { Quota } from './sampling/draw.js';
import { sampleType } from './sampling/sample-type.js';
import type { Sample } from './target.js';

const SUPPORTING = 60;

const publish = (run: ProbeRun, searches: readonly TypeSearchesFact['types'][number][]): void => {
  run.see('typeSearches', { types: searches });
  const types = searches.map((one): CountsFact['types'][number] => {
    const sample = run.samples.get(one.type);
    return {
      type: one.type,
      applicable: run.options.types.includes(one.type),
      declared: one.declared,
      refused: one.result === 'forbidden' || (one.result === 'refused' && one.required.length === 0),
      ...(sample?.population === undefined ? {} : { total: sample.population }),
      seen: sample?.resources.length ?? 0,
      method: sample?.method ?? 'none',
    };
  });
  run.see('counts', { types });
};

/** Samples every type of the run, Patient first; `budget` requests are shared between the types. */
export async function gatherSamples(run: ProbeRun, budget: number): Promise<void> {
  const order = ['Patient', ...run.types.filter((type) => type !== 'Patient')];
  const want = run.options.sampleSize ?? 200;
  const searches: TypeSearchesFact['types'][number][] = [];
  let left = budget;
  for (const [index, type] of order.entries()) {
    const applicable = type === 'Patient' || run.options.types.includes(type);
    const share = Math.floor(left / (order.length - index));
    const quota = new Quota(share);
    const outcome = await sampleType(run, type, applicable ? want : Math.min(want, SUPPORTING), quota);
    left -= share - quota.remaining;
    run.samples.set(type, outcome.sample);
    if (outcome.required.length > 0) run.required.set(type, outcome.required);
    searches.push({
      type,
      declared: run.declares(type, 'search-type'),
      status: outcome.first.status,
      result: outcome.first.result,
      required: outcome.required,
    });
    publish(run, searches);
  }
}

/** What a report says of a sample. */
export function summarise(sample: Sample, base: URL): SampleSummary {
  let own = 0;
  const subjects = new Set<string>();
  for (const resource of sample.resources) {
    const patient = patientOf(resource, base);
    if (patient === undefined) own += 1;
    else subjects.add(patient);
  }
  return {
    type: sample.type,
    n: sample.resources.length,
    clusters: subjects.size + own,
    method: sample.method,
    ...(sample.population === undefined ? {} : { population: sample.population }),
    ...(sample.skipped === undefined ? {} : { skipped: sample.skipped }),
  };
}
