import { assess } from '../assess.js';
import type { AssessOptions } from '../assess.js';
import type { Assessment, ExitCode } from '../model/index.js';
import { ReadinessError } from '../model/index.js';
import type { AssessFlags, OutputFlags } from './assess.js';
import { LocalIndex } from './local-index.js';
import { assessOptions } from './assess-options.js';
import type { JudgeFlags, TargetFlags } from './assess-options.js';
import { onInterrupt } from './interruption.js';
import { parseFormat, writeOutputs } from './outputs.js';
import type { FormatRequest } from './outputs.js';
import { drawProgress } from './progress.js';
import { openTerminal } from './terminal.js';
import type { Terminal } from './terminal.js';
import { exitCodeOf } from './verdict.js';
import type { Thresholds } from './verdict.js';

/** The formats asked for: with a folder the report and the data beside the summary, else the summary alone. */
export function requestedFormats(flags: OutputFlags): readonly FormatRequest[] {
  const named = (flags.format ?? []).map(parseFormat);
  if (flags.outDir !== undefined && named.length === 0) return [{ name: 'json' }, { name: 'html' }];
  return named.length === 0 ? [{ name: 'text' }] : named;
}

export function thresholdsOf(flags: OutputFlags, configured: Thresholds = {}): Thresholds {
  if (flags.minScore !== undefined && !(flags.minScore >= 0 && flags.minScore <= 100))
    throw new ReadinessError('cli.min-score', '--min-score takes a number from 0 to 100.');
  const stage = flags.minStage ?? configured.stage;
  const score = flags.minScore ?? configured.score;
  return { ...(stage === undefined ? {} : { stage }), ...(score === undefined ? {} : { score }) };
}

/** Runs the pipeline with progress and interruption; what was gathered before an interrupt is still judged. */
export async function runPipeline(
  options: AssessOptions,
  terminal: Terminal,
): Promise<{ readonly assessment: Assessment; readonly interrupted: boolean }> {
  const progress = drawProgress(terminal);
  const { signal, dispose } = onInterrupt(terminal);
  try {
    const assessment = await assess({
      ...options,
      signal,
      onProgress: (step) => {
        progress.show(step);
      },
    });
    return { assessment, interrupted: signal.aborted };
  } finally {
    progress.clear();
    dispose();
  }
}

/** Prints the summary beside files that were written, so that a person need not open them to know the result. */
export async function summarise(
  assessment: Assessment,
  requests: readonly FormatRequest[],
  written: readonly string[],
  terminal: Terminal,
): Promise<void> {
  if (requests.some(({ name, file }) => name === 'text' && file === undefined)) return;
  const { render } = await import('../report/index.js');
  terminal.err(`${render(assessment, 'text', { colour: terminal.colour('err') }).trimEnd()}\n`);
  for (const path of written) terminal.err(`Written: ${path}\n`);
}

export async function runAssess(
  urls: readonly string[],
  flags: TargetFlags & JudgeFlags & OutputFlags & AssessFlags,
): Promise<ExitCode> {
  const terminal = openTerminal();
  const requests = requestedFormats(flags);
  const { options, config } = await assessOptions(urls, flags);
  const thresholds = thresholdsOf(flags, config.thresholds);
  if (thresholds.stage !== undefined && options.framework.custom)
    throw new ReadinessError(
      'cli.custom-stage',
      'A custom framework gives no stage, so --min-stage cannot be judged; use --min-score.',
    );
  if (thresholds.stage !== undefined && options.context.audience === 'trust' && options.context.trustType === undefined)
    throw new ReadinessError('cli.no-trust-type', 'The stage of a trust needs its --trust-type.');
  const index = flags.localIndex === undefined ? undefined : new LocalIndex(flags.localIndex);
  const { assessment, interrupted } = await runPipeline(
    { ...options, ...(index === undefined ? {} : { onRecord: index.add }) },
    terminal,
  );
  index?.save(assessment);
  const written = await writeOutputs(assessment, requests, flags.outDir, terminal);
  await summarise(assessment, requests, written, terminal);
  return exitCodeOf(assessment, thresholds, interrupted);
}
