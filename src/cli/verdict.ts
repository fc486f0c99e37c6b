import type { Assessment, ExitCode, StageId } from '../model/index.js';
import { EXIT } from '../model/index.js';

export interface Thresholds {
  readonly stage?: Exclude<StageId, 'initial'>;
  /** 0-100 */
  readonly score?: number;
}

const ORDER: readonly StageId[] = ['initial', 'developing', 'established', 'advanced'];

/**
 * The exit code of an assessment. What was asked for is judged on the lower bound; it is missed only where even the upper bound falls
 * short, and "could not tell" between the two. A safety stop or an unsafe finding comes before everything.
 */
export function exitCodeOf(assessment: Assessment, thresholds: Thresholds, interrupted: boolean): ExitCode {
  const { endpoints, score } = assessment;
  if (interrupted) return EXIT.interrupted;
  if (
    score.unsafe.length > 0 ||
    endpoints.some(({ stopped }) => stopped?.because === 'unsafe' || stopped?.because === 'server-distress')
  )
    return EXIT.stopped;
  if (endpoints.some(({ state }) => state === 'unreachable')) return EXIT.undetermined;
  if (endpoints.some(({ stopped }) => stopped?.because === 'credential')) return EXIT.undetermined;
  const verdicts: ExitCode[] = [];
  if (thresholds.stage !== undefined) {
    const need = ORDER.indexOf(thresholds.stage);
    const { assured, potential } = score.stage;
    if (assured !== 'notPlaced' && ORDER.indexOf(assured) >= need) verdicts.push(EXIT.met);
    else verdicts.push(ORDER.indexOf(potential) < need ? EXIT.findings : EXIT.undetermined);
  }
  if (thresholds.score !== undefined) {
    const [low, high] = score.index;
    if (low >= thresholds.score) verdicts.push(EXIT.met);
    else verdicts.push(high < thresholds.score ? EXIT.findings : EXIT.undetermined);
  }
  if (verdicts.includes(EXIT.findings)) return EXIT.findings;
  return verdicts.includes(EXIT.undetermined) ? EXIT.undetermined : EXIT.met;
}
