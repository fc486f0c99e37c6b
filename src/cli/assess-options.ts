import type { AssessOptions } from '../assess.js';
import { openDefinitions } from '../definitions/index.js';
import type { JudgeFlags, TargetFlags } from './assess-flags.js';
import type { ScoreContext } from '../model/index.js';
import { EXIT, ReadinessError } from '../model/index.js';
import { loadPackages } from './load-packages.js';
import { openTerminal } from './terminal.js';
import { readConfig, readText } from './config.js';
import type { Config } from './config.js';
import { limitsOf, targetsOf, testPatientsOf } from './targets.js';
import { requireTypes } from './types.js';

export function contextOf(flags: JudgeFlags, config: Config): ScoreContext {
  const trustType = flags.trustType ?? config.trustType;
  return {
    audience: flags.audience ?? config.audience ?? 'trust',
    ...(trustType === undefined ? {} : { trustType }),
    lens: flags.lens ?? config.lens ?? 'live',
    ...(flags.endpoint ? {} : { noEndpoint: true }),
  };
}

/** Options, configuration file and answers put together. Throws ReadinessError (exit 2) for what cannot be used. */
export async function assessOptions(
  urls: readonly string[],
  flags: TargetFlags & JudgeFlags,
): Promise<{ readonly options: AssessOptions; readonly config: Config }> {
  const config = flags.config === undefined ? {} : await readConfig(flags.config);
  const context = contextOf(flags, config);
  if (!flags.endpoint && (urls.length > 0 || config.endpoints !== undefined))
    throw new ReadinessError(
      'cli.endpoint-and-none',
      `--no-endpoint declares that there is no endpoint, but ${urls.length > 0 ? 'one is given' : 'the configuration names one'}.`,
      EXIT.usage,
      'Leave out one of the two.',
    );
  const endpoints = flags.endpoint ? targetsOf(urls, flags, config) : [];
  if (flags.endpoint && endpoints.length === 0)
    throw new ReadinessError(
      'cli.no-endpoint',
      'No endpoint to assess.',
      2,
      'Give a FHIR base URL, or a --config that names endpoints, or --no-endpoint where the organisation has none.',
    );
  const { loadFramework, parseAnswers, shippedFramework } = await import('../framework/index.js');
  const frameworkFile = flags.framework ?? config.framework;
  const framework =
    frameworkFile === undefined
      ? shippedFramework()
      : await loadFramework(parseJson(readText(frameworkFile, 'framework'), frameworkFile));
  const answersFile = flags.answers ?? config.answers;
  const answers = answersFile === undefined ? undefined : await parseAnswers(readText(answersFile, 'answers'));
  const organisation = config.organisation ?? answers?.organisation;
  const ukCore = flags.ukCore ?? config.ukCore;
  const packages = await loadPackages(flags.package ?? config.packages ?? [], openTerminal());
  const named = flags.types ?? config.sampling?.types;
  const types =
    named === undefined ? undefined : requireTypes(named, openDefinitions({ ukCore: ukCore ?? '2.0.2', packages }));
  const sampleSize = flags.sampleSize ?? config.sampling?.size;
  const seed = flags.seed ?? config.sampling?.seed;
  return {
    config,
    options: {
      endpoints,
      context,
      framework,
      limits: limitsOf(flags, config),
      testPatients: testPatientsOf(flags, config),
      packages,
      ...(answers === undefined ? {} : { answers }),
      ...(organisation === undefined ? {} : { organisation }),
      ...(ukCore === undefined ? {} : { ukCore }),
      ...(types === undefined ? {} : { types }),
      ...(sampleSize === undefined ? {} : { sampleSize }),
      ...(seed === undefined ? {} : { seed }),
    },
  };
}

export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ReadinessError('input.malformed', `${path} is not JSON.`);
  }
}
