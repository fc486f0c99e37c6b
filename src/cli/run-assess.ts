import { assess } from '../assess.js';
import type { AssessOptions } from '../assess.js';
import type { Assessment, ExitCode, ScoreContext } from '../model/index.js';
import { EXIT, ReadinessError } from '../model/index.js';
import type { AssessFlags, OutputFlags } from './assess.js';
import { LocalIndex } from './local-index.js';
import { assessOptions } from './assess-options.js';
import type { JudgeFlags, TargetFlags } from './assess-flags.js';
import { onInterrupt } from './interruption.js';
import { openOutputs, writeOutputs } from './outputs.js';
import type { OutputRequest } from './outputs.js';
import { drawProgress } from './progress.js';
import { openTerminal } from './terminal.js';
import type { Terminal } from './terminal.js';
import { verdictOf } from './verdict.js';
import type { Thresholds } from './verdict.js';

export function thresholdsOf(flags: OutputFlags, configured: Thresholds = {}): Thresholds {
  const stage = flags.minStage ?? configured.stage;
  const score = flags.minScore ?? configured.score;
  return { ...(stage === undefined ? {} : { stage }), ...(score === undefined ? {} : { score }) };
}

/** Refuses to judge by a stage where there can be none. Throws ReadinessError (exit 2). */
export function requirePlaceable(
  { stage }: Thresholds,
  { audience, trustType }: ScoreContext,
  { custom }: { readonly custom: boolean },
): void {
  if (stage === undefined) return;
  if (custom)
    throw new ReadinessError(
      'cli.custom-stage',
      'A custom framework gives no stage, so --min-stage cannot be judged.',
      EXIT.usage,
      'Use --min-score.',
    );
  if (audience === 'trust' && trustType === undefined)
    throw new ReadinessError(
      'cli.no-trust-type',
      'The stage of a trust depends on its type, which is not given.',
      EXIT.usage,
      'Give --trust-type acute, mental-health, community or ambulance.',
    );
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
  requests: readonly OutputRequest[],
  written: readonly string[],
  terminal: Terminal,
): Promise<void> {
  if (requests.some(({ name, file }) => name === 'text' && file === undefined)) return;
  const { render } = await import('../report/index.js');
  terminal.err(`${render(assessment, 'text', { colour: terminal.colour('err') }).trimEnd()}\n`);
  for (const path of written) terminal.err(`Written: ${path}\n`);
}

/** The exit code of a result; where it is not 0, standard error says why. */
export function conclude(
  assessment: Assessment,
  thresholds: Thresholds,
  terminal: Terminal,
  interrupted = false,
): ExitCode {
  const { exitCode, reasons } = verdictOf(assessment, thresholds, interrupted);
  for (const reason of reasons) terminal.err(`Exit code ${exitCode}: ${reason}.\n`);
  return exitCode;
}

export async function runAssess(
  urls: readonly string[],
  flags: TargetFlags & JudgeFlags & OutputFlags & AssessFlags,
): Promise<ExitCode> {
  const terminal = openTerminal();
  const { options, config } = await assessOptions(urls, flags);
  const thresholds = thresholdsOf(flags, config.thresholds);
  requirePlaceable(thresholds, options.context, options.framework);
  const requests = openOutputs(flags.format, flags.outDir);
  const index = flags.localIndex === undefined ? undefined : new LocalIndex(flags.localIndex);
  const { assessment, interrupted } = await runPipeline(
    { ...options, ...(index === undefined ? {} : { onRecord: index.add }) },
    terminal,
  );
  index?.save(assessment);
  const written = await writeOutputs(assessment, requests, terminal);
  await summarise(assessment, requests, written, terminal);
  return conclude(assessment, thresholds, terminal, interrupted);
}
