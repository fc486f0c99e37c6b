import { judge } from '../assess.js';
import type { Assessment, ExitCode, ScoreContext } from '../model/index.js';
import { parseJson } from './assess-options.js';
import { readStandardInput, readText } from './config.js';
import { openOutputs, writeOutputs } from './outputs.js';
import { conclude, requirePlaceable, summarise, thresholdsOf } from './run-assess.js';
import type { RescoreFlags } from './score.js';
import { openTerminal } from './terminal.js';

/** A saved assessment. Throws ReadinessError (exit 2) for a file that is none, or one of another schema version. */
export async function readAssessment(path: string): Promise<Assessment> {
  const { parseAssessment } = await import('../report/index.js');
  return parseAssessment(path === '-' ? await readStandardInput() : readText(path, 'assessment'));
}

/** Judges the evidence of a saved assessment again; unchanged options give the same result, byte for byte. */
export async function runScore(path: string, flags: RescoreFlags): Promise<ExitCode> {
  const terminal = openTerminal();
  const thresholds = thresholdsOf(flags);
  const saved = await readAssessment(path);
  const audience = flags.audience ?? saved.context.audience;
  const trustType = flags.trustType ?? saved.context.trustType;
  const context: ScoreContext = { ...saved.context, audience, ...(trustType === undefined ? {} : { trustType }) };
  const { loadFramework, parseAnswers, shippedFramework } = await import('../framework/index.js');
  const framework =
    flags.framework === undefined
      ? shippedFramework()
      : await loadFramework(parseJson(readText(flags.framework, 'framework'), flags.framework));
  if (flags.framework === undefined && saved.score.framework.custom)
    terminal.err(
      'The assessment was scored with a custom framework; it is scored with the shipped one now. Use --framework to keep it.\n',
    );
  requirePlaceable(thresholds, context, framework);
  const requests = openOutputs(flags.format, flags.outDir);
  const answers = flags.answers === undefined ? saved.answers : await parseAnswers(readText(flags.answers, 'answers'));
  const sameSetting = context.audience === saved.context.audience && context.trustType === saved.context.trustType;
  const { types, ...rest } = saved;
  const assessment = judge(
    {
      tool: rest.tool,
      startedAt: rest.startedAt,
      finishedAt: rest.finishedAt,
      seed: rest.seed,
      ...(rest.organisation === undefined ? {} : { organisation: rest.organisation }),
      context,
      definitions: rest.definitions,
      ...(answers === undefined ? {} : { answers }),
      ...(types === undefined || !sameSetting ? {} : { types }),
    },
    saved.endpoints,
    framework,
  );
  const written = await writeOutputs(assessment, requests, terminal);
  await summarise(assessment, requests, written, terminal);
  return conclude(assessment, thresholds, terminal);
}
