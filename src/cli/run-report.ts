import type { ExitCode } from '../model/index.js';
import type { OutputFlags } from './assess.js';
import { openOutputs, writeOutputs } from './outputs.js';
import { conclude, requirePlaceable, thresholdsOf } from './run-assess.js';
import { readAssessment } from './run-score.js';
import { openTerminal } from './terminal.js';

export async function runReport(path: string, flags: OutputFlags): Promise<ExitCode> {
  const terminal = openTerminal();
  const thresholds = thresholdsOf(flags);
  const assessment = await readAssessment(path);
  requirePlaceable(thresholds, assessment.context, assessment.score.framework);
  const requests = openOutputs(flags.format, flags.outDir);
  const written = await writeOutputs(assessment, requests, terminal);
  for (const file of written) terminal.err(`Written: ${file}\n`);
  return conclude(assessment, thresholds, terminal);
}
