import { FhirTransport, RunStopped } from '../http/index.js';
import type { Evidence, ProbeFacts } from '../model/index.js';
import { extendSamples } from './extend-samples.js';
import { gatherCapability } from './gather-capability.js';
import { summarise } from './gather-samples.js';
import { gatherTls } from './gather-tls.js';
import { gatherReach } from './gather-transport.js';
import { planSteps, steps } from './plan.js';
import type { PlanShape } from './plan.js';
import { Random } from './random.js';
import { ProbeRun } from './run.js';
import { loadRuleset } from './ruleset.js';
import type { EndpointTarget, GatherOptions, GatherResult } from './target.js';
import { trafficFact } from './traffic.js';

/** Types that others refer to, sampled beside those of the setting. */
const SUPPORTING = ['Organization', 'Practitioner', 'Location'] as const;

const allFacts: readonly (keyof ProbeFacts)[] = [
  'reach',
  'metadata',
  'capability',
  'profileClaims',
  'tls',
  ...steps.flatMap((one) => one.facts),
  'hits',
  'bundles',
  'traffic',
];

/** The types a run looks at: those of the setting, Patient, and those they refer to. */
export const runTypes = (applicable: readonly string[]): readonly string[] => [
  ...new Set([...applicable, 'Patient', ...SUPPORTING]),
];

export const planShape = (applicable: readonly string[]): PlanShape => ({
  types: runTypes(applicable).length,
  applicable: applicable.length,
});

/** A client certificate is the only credential: requests without authorisation must go without it. */
const certificateOnly = (target: EndpointTarget): boolean =>
  target.tls?.cert !== undefined &&
  (target.auth === undefined || target.auth.kind === 'none' || target.auth.kind === 'mtls');

const openTransport = (target: EndpointTarget, options: GatherOptions, prefix: string): FhirTransport => {
  const random = new Random(options.seed);
  return new FhirTransport({
    base: target.base,
    prefix,
    random: () => random.next(),
    ...(target.auth === undefined ? {} : { auth: target.auth }),
    ...(target.tls === undefined ? {} : { tls: target.tls }),
    ...(target.proxy === undefined ? {} : { proxy: target.proxy }),
    ...(target.headers === undefined ? {} : { headers: target.headers }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    ...(options.version === undefined ? {} : { version: options.version }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
};

const withoutCertificate = (target: EndpointTarget): EndpointTarget => {
  const { cert: _cert, key: _key, passphraseEnv: _passphrase, ...tls } = target.tls ?? {};
  return { ...target, tls };
};

const openRun = (target: EndpointTarget, options: GatherOptions): ProbeRun => {
  const transport = openTransport(target, options, 'x');
  const open = certificateOnly(target) ? openTransport(withoutCertificate(target), options, 'y') : transport;
  const pinned = options.definitions.packages.find((one) => /ukcore|uk-core/i.test(one.name))?.version;
  const ruleset = loadRuleset(options.rulesets ?? ['core', 'ukcore'], options.types, pinned);
  return new ProbeRun(target, options, transport, open, new Random(options.seed), ruleset, runTypes(options.types));
};

const reached = (run: ProbeRun): boolean => run.seen('reach')?.answered === true;

const describeTarget = (run: ProbeRun): void => {
  const { target, options } = run;
  run.see('target', {
    scheme: run.base.protocol === 'https:' ? 'https' : 'http',
    loopback: run.transport.loopback,
    auth: target.auth?.kind ?? 'none',
    clientCertificate: target.tls?.cert !== undefined,
    insecure: target.tls?.insecure === true,
    lens: options.lens,
    types: options.types,
    testPatient: (options.testPatients ?? []).length > 0,
  });
  run.see('ruleset', run.ruleset.fact);
};

const gatherAll = async (run: ProbeRun): Promise<void> => {
  const { options } = run;
  const plan = planSteps(planShape(options.types), options.limits?.maxRequests ?? 500, options.only);
  const progress = (step: string, index: number): void => {
    options.onProgress?.({ step, index, of: plan.length, requests: run.transport.requests.total });
  };
  progress('reach', 0);
  run.begin();
  const statement = await gatherReach(run);
  progress('tls', 1);
  run.begin();
  await gatherTls(run);
  if (!reached(run)) return;
  gatherCapability(run, statement);
  for (const [index, planned] of plan.entries()) {
    const step = steps.find((one) => one.id === planned.id);
    if (step === undefined) continue;
    if (planned.granted === 0) {
      for (const fact of step.facts) run.skip(fact, 'budget', 'Dropped to stay within the number of requests allowed');
      continue;
    }
    progress(step.id, index);
    run.begin();
    await step.gather(run, planned.granted);
  }
  if (options.extend === undefined) return;
  progress('extend', plan.length);
  run.begin();
  await extendSamples(run, options.extend);
};

const leftOut = (run: ProbeRun, stopped: RunStopped | undefined): void => {
  const unreachable = !reached(run);
  const [because, detail] =
    stopped !== undefined
      ? ([stopped.because === 'budget' ? 'budget' : 'depends', stopped.detail] as const)
      : unreachable
        ? (['depends', 'The endpoint was not reached'] as const)
        : (['opt-in', 'Not part of this run'] as const);
  for (const fact of allFacts) run.skip(fact, because, detail);
};

/**
 * Probes one endpoint, read-only, and returns what was found as facts free of patient data, beside the sampled records,
 * which stay in memory. Never throws for what the server does: a stopped or interrupted run gives what it has.
 * @throws ReadinessError for a missing credential or a wrong configuration, before anything is sent
 */
export async function gatherEndpoint(target: EndpointTarget, options: GatherOptions): Promise<GatherResult> {
  const run = openRun(target, options);
  let stopped: RunStopped | undefined;
  try {
    describeTarget(run);
    await gatherAll(run);
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    stopped = error;
  } finally {
    run.transport.close();
    run.openTransport.close();
  }
  run.begin();
  if (reached(run)) {
    run.see('hits', run.ledger.hits);
    run.see('bundles', run.ledger.bundles);
  }
  const traffic = [...run.transport.traffic, ...(run.openTransport === run.transport ? [] : run.openTransport.traffic)];
  // A handshake refused for want of a certificate is what was asked for.
  if (reached(run)) run.see('traffic', trafficFact(traffic.filter((one) => !(one.provoked && one.failure === 'tls'))));
  leftOut(run, stopped);
  const samples = [...run.samples.values()];
  const evidence: Evidence = run.evidence;
  return {
    evidence,
    exchanges: traffic.map((one) => one.exchange),
    requests: {
      total: traffic.length,
      bytes: traffic.reduce((sum, one) => sum + one.exchange.bytes, 0),
      failed: traffic.filter((one) => one.failure !== undefined).length,
    },
    state: !reached(run) && stopped === undefined ? 'unreachable' : stopped === undefined ? 'complete' : 'partial',
    samples,
    sampleSummaries: samples.map((one) => summarise(one, run.base)),
    fetchedReferences: run.fetchedReferences,
    medicines: run.medicines,
    ...(stopped === undefined ? {} : { stopped: { because: stopped.because, detail: stopped.detail } }),
  };
}
