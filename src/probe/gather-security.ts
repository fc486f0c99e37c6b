import { RunStopped } from '../http/index.js';
import type { Answer, Pairs } from '../http/index.js';
import type { UnauthorisedFact } from '../model/index.js';
import type { ProbeRun } from './run.js';

type OpenProbe = UnauthorisedFact['probes'][number];

const recordsIn = (answer: Answer): number => (answer.ok && answer.body.kind === 'discarded' ? answer.body.records : 0);

const openProbe = (run: ProbeRun, what: OpenProbe['what'], type: string, answer: Answer): OpenProbe => ({
  what,
  type,
  status: answer.ok ? answer.status : null,
  handshakeRefused:
    run.openTransport !== run.transport && !answer.ok && (answer.error.kind === 'tls' || answer.error.kind === 'reset'),
  records: recordsIn(answer),
  challenge: answer.ok && answer.headers['www-authenticate'] !== undefined,
});

/** A sandbox that is open by design may hand out its synthetic records. */
const openByDesign = (run: ProbeRun): boolean =>
  run.options.lens === 'synthetic' &&
  (run.target.auth?.kind ?? 'none') === 'none' &&
  run.target.tls?.cert === undefined;

const publish = (run: ProbeRun, probes: readonly OpenProbe[], earlier: readonly string[] = []): void => {
  const made = run.openTransport.traffic.filter((one) => one.purpose === 'security').map((one) => one.exchange.id);
  run.see('unauthorised', { probes }, [...new Set([...earlier, ...made])]);
  if (!openByDesign(run) && probes.some((one) => one.records > 0))
    throw new RunStopped('unsafe', 'Patient data was returned without authorisation: raise this as an incident now');
};

/**
 * Asks for a patient and a clinical record without a credential; bodies are dropped, only their number of records is kept.
 * @throws RunStopped `unsafe` as soon as data comes back, unless a synthetic sandbox is open by design
 */
export async function gatherUnauthorised(run: ProbeRun): Promise<void> {
  const probes: OpenProbe[] = [];
  const clinical = run.options.types.find((type) => type !== 'Patient') ?? 'Observation';
  for (const [what, type] of [
    ['patient-search', 'Patient'],
    ['clinical-search', clinical],
  ] as const) {
    const answer = await run.openTransport.send({
      method: 'GET',
      path: type,
      query: [['_count', '1'], ...(type === 'Patient' ? [['_elements', 'id'] as const] : [])],
      purpose: 'security',
      credential: 'none',
      provoked: true,
      discard: true,
    });
    probes.push(openProbe(run, what, type, answer));
    publish(run, probes);
  }
}

/**
 * Reads a known record without a credential (SEC02), and searches again by a known patient where the type insists on one:
 * a refusal of the plain search then says nothing about authorisation.
 */
export async function gatherUnauthorisedRead(run: ProbeRun): Promise<void> {
  const before = run.seen('unauthorised');
  const id = run.ids('Patient')[0];
  if (before === undefined || id === undefined) return;
  const earlier = run.evidence.unauthorised?.state === 'seen' ? run.evidence.unauthorised.exchanges : [];
  const ask = (path: string, query: Pairs): Promise<Answer> =>
    run.openTransport.send({
      method: 'GET',
      path,
      query,
      purpose: 'security',
      credential: 'none',
      provoked: true,
      discard: true,
    });
  const probes = [...before.probes, openProbe(run, 'read', 'Patient', await ask(`Patient/${id}`, []))];
  const clinical = before.probes.find((one) => one.what === 'clinical-search')?.type ?? '';
  if (run.required.get(clinical)?.includes('patient') === true)
    probes.push(
      openProbe(
        run,
        'clinical-search',
        clinical,
        await ask(clinical, [
          ['patient', id],
          ['_count', '1'],
        ]),
      ),
    );
  publish(run, probes, earlier);
}

/** Sends a credential that no server can have issued. */
export async function gatherBadToken(run: ProbeRun): Promise<void> {
  const kind = run.target.auth?.kind ?? 'none';
  if (kind === 'none' || kind === 'mtls') {
    run.skip('badToken', 'no-credential', 'No token or key is configured for this endpoint');
    return;
  }
  const answer = await run.transport.send({
    method: 'GET',
    path: 'Patient',
    query: [
      ['_count', '1'],
      ['_elements', 'id'],
    ],
    purpose: 'security',
    credential: 'invalid',
    provoked: true,
    discard: true,
  });
  if (!answer.ok) {
    run.fail('badToken', answer.error);
    return;
  }
  const challenge = answer.headers['www-authenticate'];
  const scheme = challenge === undefined ? undefined : /^[A-Za-z][A-Za-z-]{1,20}/.exec(challenge.trim())?.[0];
  run.see('badToken', {
    status: answer.status,
    records: recordsIn(answer),
    challenge: challenge !== undefined,
    ...(scheme === undefined ? {} : { scheme }),
  });
  if (!openByDesign(run) && recordsIn(answer) > 0)
    throw new RunStopped(
      'unsafe',
      'Patient data was returned for an invalid credential: raise this as an incident now',
    );
}
