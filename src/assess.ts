import { runChecks } from './checks/index.js';
import { openDefinitions } from './definitions/index.js';
import type { Definitions, LoadedPackage, UkCoreVersion } from './definitions/definitions.js';
import { applicableTypes, conclude, fingerprint, isAsked, typesToExtend } from './framework/index.js';
import type { Answers, Framework } from './framework/index.js';
import { observeDocumentation } from './framework/observe/documentation.js';
import { observeProbe } from './framework/observe/probe.js';
import { observeRecords } from './framework/observe/records.js';
import type { Environment, Limits } from './http/index.js';
import { ASSESSMENT_SCHEMA_VERSION } from './model/index.js';
import type { Assessment, EndpointAssessment, Evidence, ScoreContext } from './model/index.js';
import { gatherDocumentation, gatherEndpoint } from './probe/index.js';
import type { EndpointTarget, GatheredSoFar, GatherProgress, GatherResult } from './probe/index.js';
import { deriveRecordFacts, openJudge } from './records/index.js';
import { message } from './validator/messages/index.js';
import { toolVersion } from './version.js';

export interface AssessOptions {
  readonly endpoints: readonly EndpointTarget[];
  readonly context: ScoreContext;
  readonly framework: Framework;
  readonly answers?: Answers;
  readonly organisation?: { readonly name?: string; readonly ods?: string };
  /** Default `2.0.2`. */
  readonly ukCore?: UkCoreVersion;
  readonly packages?: readonly LoadedPackage[];
  /** Types to sample, in place of those of the setting. */
  readonly types?: readonly string[];
  /** Records wanted per type; default as the framework says. */
  readonly sampleSize?: number;
  /** NHS Numbers of test patients that the run may search for. */
  readonly testPatients?: readonly string[];
  readonly limits?: Limits;
  readonly seed?: number;
  /** Told which records a finding stands on, by the finding's fingerprint: for the engineer on the spot, never part of a result. */
  readonly onRecord?: (fingerprint: string, record: string) => void;
  /** Where credentials and proxies are named; default `process.env`. */
  readonly environment?: Environment;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: GatherProgress & { readonly endpoint: string }) => void;
  /** Default the system's clock. */
  readonly now?: () => Date;
}

/** What one run found out, before it is judged: all of it is kept in the assessment, so judging can be done again. */
type Gathered = Omit<EndpointAssessment, 'checks' | 'observations'>;

/** What judging needs beside the endpoints; part of every assessment. */
export type Run = Pick<
  Assessment,
  'tool' | 'startedAt' | 'finishedAt' | 'seed' | 'organisation' | 'context' | 'definitions' | 'answers'
> & { readonly types?: readonly string[] };

/**
 * Probes the endpoints, samples and validates their records, checks coding, scores: the whole pipeline.
 * The network is used only to gather; patient data stays in memory and leaves as counts.
 * @throws ReadinessError for options that cannot be used; trouble with an endpoint is part of the result
 */
export async function assess(options: AssessOptions): Promise<Assessment> {
  const now = options.now ?? ((): Date => new Date());
  const startedAt = now().toISOString();
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  const definitions = openDefinitions({ ukCore: options.ukCore ?? '2.0.2', packages: options.packages ?? [] });
  const types = options.types ?? applicableTypes(options.framework, options.context, options.answers?.scope?.types);
  const endpoints: Gathered[] = [];
  const run = (): Run => ({
    tool: { name: 'fhir-readiness', version: toolVersion() },
    startedAt,
    finishedAt: now().toISOString(),
    seed,
    ...(options.organisation === undefined ? {} : { organisation: options.organisation }),
    context: options.context,
    definitions: definitions.packages,
    ...(options.answers === undefined ? {} : { answers: options.answers }),
    types,
  });
  for (const target of options.endpoints) {
    const undecided = (soFar: GatheredSoFar): readonly string[] => {
      const evidence = recordEvidence(target, soFar, definitions, options.context, startedAt);
      const { id, base } = target;
      const requests = { total: 0, bytes: 0, failed: 0 };
      const only: Gathered = { id, base, role: 'core', state: 'partial', requests, evidence, samples: [] };
      return typesToExtend(judge(run(), [only], options.framework).score, types);
    };
    const gathered = await gatherEndpoint(target, {
      definitions,
      lens: options.context.lens,
      types,
      seed,
      sampleSize: options.sampleSize ?? options.framework.sampling.target,
      version: toolVersion(),
      ...(options.sampleSize === undefined
        ? { extend: { upTo: options.framework.sampling.extendTo, choose: undecided } }
        : {}),
      ...(options.testPatients === undefined ? {} : { testPatients: options.testPatients }),
      ...(options.organisation?.ods === undefined ? {} : { ods: options.organisation.ods }),
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      ...(options.environment === undefined ? {} : { environment: options.environment }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onProgress: (progress) => options.onProgress?.({ ...progress, endpoint: target.id }),
    });
    const page = options.answers?.api?.url;
    const documentation =
      page === undefined || gathered.stopped !== undefined ? undefined : await gatherDocumentation(page, target);
    const facts = withRecordFacts(target, gathered, definitions, options, startedAt);
    endpoints.push(documentation === undefined ? facts : { ...facts, evidence: { ...facts.evidence, documentation } });
  }
  return judge(run(), endpoints, options.framework);
}

/** The step where resources become counts: nothing of a record goes further. */
function recordEvidence(
  target: EndpointTarget,
  gathered: GatheredSoFar,
  definitions: Definitions,
  context: ScoreContext,
  startedAt: string,
  onRecord?: AssessOptions['onRecord'],
): Evidence {
  const facts = deriveRecordFacts({
    samples: gathered.samples,
    fetched: gathered.fetchedReferences,
    medicines: gathered.medicines,
    base: target.base,
    lens: context.lens,
    today: startedAt.slice(0, 10),
    definitions,
    judge: openJudge(definitions, message),
    ...(onRecord === undefined
      ? {}
      : {
          trace: ({ id, rule, path }, record) => {
            onRecord(fingerprint(id, rule, path), record);
          },
        }),
  });
  return { ...gathered.evidence, ...facts };
}

function withRecordFacts(
  target: EndpointTarget,
  gathered: GatherResult,
  definitions: Definitions,
  { context, onRecord }: AssessOptions,
  startedAt: string,
): Gathered {
  return {
    id: target.id,
    base: target.base,
    role: target.role ?? 'core',
    state: gathered.state,
    ...(gathered.stopped === undefined ? {} : { stopped: gathered.stopped }),
    requests: gathered.requests,
    evidence: recordEvidence(target, gathered, definitions, context, startedAt, onRecord),
    samples: gathered.sampleSummaries,
  };
}

/** Checks, observations, score, findings and fixes from what was gathered: pure, so a saved assessment can be judged again. */
export function judge(given: Run, gathered: readonly Gathered[], framework: Framework): Assessment {
  const { context } = given;
  const { answers: declared, ...run } = given;
  const answers = declared as Answers | undefined;
  const types = run.types ?? applicableTypes(framework, context, answers?.scope?.types);
  const endpoints = gathered.map((endpoint): EndpointAssessment => {
    const checks = runChecks(endpoint.evidence);
    const observations = {
      ...observeProbe(endpoint.evidence, checks, context, framework),
      ...observeRecords(endpoint.evidence, context, types),
      ...observeDocumentation(endpoint.evidence, context, framework, answers, given.startedAt.slice(0, 10)),
    };
    const asked = framework.criteria.filter((criterion) => isAsked(criterion, context) && criterion.id in observations);
    return {
      ...endpoint,
      checks,
      observations: Object.fromEntries(asked.flatMap(({ id }) => (observations[id] ? [[id, observations[id]]] : []))),
    };
  });
  return conclude(framework, { schemaVersion: ASSESSMENT_SCHEMA_VERSION, ...run, endpoints }, answers);
}
