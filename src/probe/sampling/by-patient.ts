import type { Pairs } from '../../http/index.js';
import { NHS_NUMBER_SYSTEM } from '../nhs-number.js';
import type { ProbeRun } from '../run.js';
import { learnPostSearch, search } from '../search.js';
import type { Draw, Quota } from './draw.js';

export interface PatientDraw {
  readonly how: 'patients' | 'configured' | 'months';
  /** Parameters that made the search acceptable; empty when none did. */
  readonly required: readonly string[];
}

const FEW = 5;

/** Searches that a server may insist on beside the patient, broadest first. */
const extras = (run: ProbeRun, type: string): readonly Pairs[] => {
  const date = run.ruleset.dateParameters(type)[0];
  return [
    [],
    ...(date === undefined ? [] : [[[date, 'ge1900-01-01']] as const]),
    ...(type === 'Observation' ? [[['category', 'vital-signs,laboratory,social-history,survey']] as const] : []),
    ...(type === 'Condition' ? [[['category', 'problem-list-item,encounter-diagnosis']] as const] : []),
    [['status', 'active,completed,final,finished,current,in-progress']],
  ];
};

const withKnown = (known: readonly string[], patient: string, options: readonly Pairs[]): readonly Pairs[] => {
  const wanted = options.filter((extra) => extra.every(([name]) => known.includes(name)));
  const all = wanted.flat();
  return all.length > 0 ? [[['patient', patient], ...all]] : [[['patient', patient]]];
};

/** Draws records of sampled patients, few of each, learning what the server wants beside the patient. */
export async function drawByPatient(
  run: ProbeRun,
  draw: Draw,
  quota: Quota,
  known?: readonly string[],
): Promise<PatientDraw> {
  const patients = run.random.draw(run.ids('Patient'), run.ids('Patient').length);
  const perPatient = Math.max(FEW, Math.ceil(draw.want / Math.max(1, quota.remaining)));
  let learnt: Pairs | undefined;
  for (const patient of patients) {
    if (!quota.has() || draw.enough) break;
    const options = extras(run, draw.type);
    const attempts: readonly Pairs[] =
      learnt !== undefined
        ? [[['patient', patient], ...learnt]]
        : known === undefined
          ? options.map((extra): Pairs => [['patient', patient], ...extra])
          : withKnown(known, patient, options);
    for (const params of attempts) {
      if (!quota.has()) break;
      quota.spend();
      const answer = await search(run, { type: draw.type, params: [...params, ['_count', '20']] });
      if (answer.result === 'forbidden') return { how: 'patients', required: [] };
      if (answer.page === undefined) continue;
      learnt = params.slice(1);
      draw.take(answer.page, perPatient);
      break;
    }
    if (learnt === undefined) break;
  }
  return { how: 'patients', required: learnt === undefined ? [] : ['patient', ...learnt.map(([name]) => name)] };
}

/** Patients where a plain search is refused: the configured ones, else those born in random months. */
export async function drawPatients(run: ProbeRun, draw: Draw, quota: Quota): Promise<PatientDraw> {
  const configured = run.options.testPatients ?? [];
  if (configured.length > 0) {
    quota.spend();
    await learnPostSearch(run);
    for (const number of configured) {
      if (!quota.has()) break;
      quota.spend();
      const answer = await search(run, {
        type: 'Patient',
        params: [['identifier', `${NHS_NUMBER_SYSTEM}|${number}`]],
        sensitive: true,
      });
      if (answer.page !== undefined) draw.take(answer.page);
    }
    return { how: 'configured', required: draw.size > 0 ? ['identifier'] : [] };
  }
  let accepted = false;
  for (let draws = 0; draws < 6 && quota.has() && !draw.enough; draws += 1) {
    const month = new Date(Date.UTC(1930 + run.random.below(85), run.random.below(12), 1));
    const end = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
    quota.spend();
    const answer = await search(run, {
      type: 'Patient',
      params: [
        ['birthdate', `ge${month.toISOString().slice(0, 10)}`],
        ['birthdate', `lt${end.toISOString().slice(0, 10)}`],
        ['_count', '20'],
      ],
    });
    if (answer.page === undefined) break;
    accepted = true;
    draw.take(answer.page);
  }
  return { how: 'months', required: accepted ? ['birthdate'] : [] };
}
