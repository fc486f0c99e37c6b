import { RunStopped } from '../http/index.js';
import { gatherMedicines } from './gather-medicines.js';
import type { ProbeRun } from './run.js';
import { Quota } from './sampling/draw.js';
import { sampleType } from './sampling/sample-type.js';
import type { Sample, SampleExtension } from './target.js';

/** Requests below which another draw is not worth its while. */
const WORTHWHILE = 8;
const FOR_MEDICINES = 3;

const holdsMore = ({ resources, population }: Sample, wanted: number): boolean =>
  resources.length > 0 && resources.length < Math.min(wanted, population ?? Infinity);

/** Draws the types afresh, larger; a draw that gives no more than the one held does not take its place. */
async function redraw(run: ProbeRun, types: readonly string[], wanted: number): Promise<void> {
  for (const [index, type] of types.entries()) {
    const share = Math.floor(run.transport.remaining / (types.length - index));
    if (share < WORTHWHILE) continue;
    const { sample } = await sampleType(run, type, wanted, new Quota(share));
    const held = run.samples.get(type)?.resources.length ?? 0;
    if (sample.resources.length > held) run.samples.set(type, sample);
  }
}

/**
 * Draws more of the types that a decision still hangs on, with the requests that are left. Running out of them ends the
 * extension and not the run.
 * @throws RunStopped where the run itself is stopped
 */
export async function extendSamples(run: ProbeRun, { upTo, choose }: SampleExtension): Promise<void> {
  const open = [...run.samples.values()].filter((sample) => holdsMore(sample, upTo));
  if (open.length === 0 || run.transport.remaining < WORTHWHILE) return;
  const chosen = choose({
    evidence: run.evidence,
    samples: [...run.samples.values()],
    fetchedReferences: run.fetchedReferences,
    medicines: run.medicines,
  });
  const types = open.map(({ type }) => type).filter((type) => chosen.includes(type));
  if (types.length === 0) return;
  try {
    await redraw(run, types, upTo);
    await gatherMedicines(run, Math.min(FOR_MEDICINES, run.transport.remaining));
  } catch (error) {
    if (!(error instanceof RunStopped) || error.because !== 'budget') throw error;
  }
  const counts = run.seen('counts');
  if (counts === undefined) return;
  const seen = (type: string): number => run.samples.get(type)?.resources.length ?? 0;
  run.see('counts', { types: counts.types.map((one) => ({ ...one, seen: Math.max(one.seen, seen(one.type)) })) });
}
