import type { ExitCode } from '../model/index.js';
import type { OutputFlags } from './assess.js';
import { writeOutputs } from './outputs.js';
import { requestedFormats, thresholdsOf } from './run-assess.js';
import { readAssessment } from './run-score.js';
import { openTerminal } from './terminal.js';
import { exitCodeOf } from './verdict.js';

export async function runReport(path: string, flags: OutputFlags): Promise<ExitCode> {
  const terminal = openTerminal();
  const requests = requestedFormats(flags);
  const thresholds = thresholdsOf(flags);
  const assessment = await readAssessment(path);
  const written = await writeOutputs(assessment, requests, flags.outDir, terminal);
  for (const file of written) terminal.err(`Written: ${file}\n`);
  return exitCodeOf(assessment, thresholds, false);
}
