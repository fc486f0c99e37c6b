import type { Assessment, EndpointAssessment, ExitCode, StageId } from '../model/index.js';
import { EXIT } from '../model/index.js';

export interface Thresholds {
  readonly stage?: Exclude<StageId, 'initial'>;
  /** 0-100 */
  readonly score?: number;
}

/** An exit code, and why it is not 0. */
export interface Verdict {
  readonly exitCode: ExitCode;
  readonly reasons: readonly string[];
}

const ORDER: readonly StageId[] = ['initial', 'developing', 'established', 'advanced'];

/** Records were asked for, and each type was refused for want of permission. */
const sawNothing = ({ samples }: EndpointAssessment): boolean =>
  samples.some(({ skipped }) => skipped === 'no-credential') && samples.every(({ n }) => n === 0);

/** Something answered at the address, but nothing of it was FHIR. */
const isNoFhir = ({ state, evidence, samples }: EndpointAssessment): boolean =>
  state === 'complete' && evidence.capability?.state !== 'seen' && samples.every(({ n }) => n === 0);

const stopped = ({ endpoints }: Assessment, ...why: readonly string[]): readonly EndpointAssessment[] =>
  endpoints.filter((endpoint) => endpoint.stopped !== undefined && why.includes(endpoint.stopped.because));

/** Safety comes before everything. */
function unsafe(assessment: Assessment): readonly string[] {
  const { unsafe: criteria } = assessment.score;
  return [
    ...(criteria.length === 0 ? [] : [`UNSAFE: ${criteria.join(', ')} failed`]),
    ...stopped(assessment, 'unsafe', 'server-distress').map(
      ({ id, stopped: stop }) => `${id} was left alone: ${stop?.detail ?? ''}`,
    ),
  ];
}

/** Endpoints about which nothing can be said. */
function outOfReach(assessment: Assessment): readonly string[] {
  return [
    ...assessment.endpoints
      .filter(({ state }) => state === 'unreachable')
      .map(({ id }) => `${id} could not be reached, so nothing was judged there`),
    ...stopped(assessment, 'credential').map(({ id, stopped: stop }) => `${id}: ${stop?.detail ?? ''}`),
    ...assessment.endpoints
      .filter(isNoFhir)
      .map(({ id }) => `nothing that ${id} answered is FHIR: is its base URL right?`),
    ...assessment.endpoints
      .filter((endpoint) => sawNothing(endpoint) && !isNoFhir(endpoint))
      .map(
        ({ id }) => `${id} showed no record without permission: name a credential with --token-env, or a better one`,
      ),
  ];
}

function stageVerdict({ score }: Assessment, wanted: StageId): Verdict {
  const { assured, potential } = score.stage;
  const need = ORDER.indexOf(wanted);
  if (assured !== 'notPlaced' && ORDER.indexOf(assured) >= need) return { exitCode: EXIT.met, reasons: [] };
  if (ORDER.indexOf(potential) < need)
    return { exitCode: EXIT.findings, reasons: [`the stage ${wanted} is ruled out: ${potential} at best`] };
  return { exitCode: EXIT.undetermined, reasons: [`the stage ${wanted} is neither reached nor ruled out`] };
}

function scoreVerdict({ score }: Assessment, wanted: number): Verdict {
  const [low, high] = score.index;
  if (low >= wanted) return { exitCode: EXIT.met, reasons: [] };
  if (high < wanted)
    return { exitCode: EXIT.findings, reasons: [`the index is ${high.toFixed(1)} at best, below ${wanted}`] };
  return {
    exitCode: EXIT.undetermined,
    reasons: [`the index is assured at ${low.toFixed(1)}, and ${wanted} is not ruled out`],
  };
}

/**
 * The exit code of an assessment. What was asked for is judged on the lower bound; it is missed only where even the upper bound falls
 * short, and "could not tell" between the two. A safety stop or an unsafe finding comes before everything but an interrupt.
 */
export function verdictOf(assessment: Assessment, thresholds: Thresholds, interrupted: boolean): Verdict {
  if (interrupted) return { exitCode: EXIT.interrupted, reasons: ['interrupted'] };
  const danger = unsafe(assessment);
  if (danger.length > 0) return { exitCode: EXIT.stopped, reasons: danger };
  const unknown = outOfReach(assessment);
  if (unknown.length > 0) return { exitCode: EXIT.undetermined, reasons: unknown };
  const verdicts = [
    ...(thresholds.stage === undefined ? [] : [stageVerdict(assessment, thresholds.stage)]),
    ...(thresholds.score === undefined ? [] : [scoreVerdict(assessment, thresholds.score)]),
  ];
  const reasons = verdicts.flatMap((one) => one.reasons);
  for (const exitCode of [EXIT.findings, EXIT.undetermined])
    if (verdicts.some((one) => one.exitCode === exitCode)) return { exitCode, reasons };
  return { exitCode: EXIT.met, reasons };
}
