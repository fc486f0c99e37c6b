import { checks, runChecks } from '../checks/index.js';
import { openDefinitions } from '../definitions/index.js';
import { applicableTypes, shippedFramework } from '../framework/index.js';
import type { CheckResult, ExitCode, Outcome } from '../model/index.js';
import { EXIT, ReadinessError } from '../model/index.js';
import { gatherEndpoint } from '../probe/index.js';
import type { EndpointTarget, GatherResult } from '../probe/index.js';
import { guardOutput } from '../report/index.js';
import { toolVersion } from '../version.js';
import { limitsOf, targetsOf, testPatientsOf } from './targets.js';
import { readConfig } from './config.js';
import { onInterrupt } from './interruption.js';
import type { ProbeFlags } from './probe.js';
import { drawProgress } from './progress.js';
import { openTerminal } from './terminal.js';
import type { Terminal } from './terminal.js';
import { requireTypes } from './types.js';

/** Facts that only validating sampled records gives; checks that need them belong to `assess`. */
const RECORD_FACTS = new Set([
  'conformance',
  'mustSupport',
  'extensions',
  'references',
  'identity',
  'organisations',
  'coding',
]);
const WORDS: Readonly<Record<Outcome, string>> = {
  pass: 'pass',
  warn: 'warn',
  fail: 'FAIL',
  unknown: 'unknown',
  notApplicable: 'n/a',
  manual: 'manual',
};
const COLOURS = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
  unknown: 'dim',
  notApplicable: 'dim',
  manual: 'cyan',
} as const;

interface Probed {
  readonly target: EndpointTarget;
  readonly gathered: GatherResult;
  readonly results: readonly CheckResult[];
}

export async function runProbe(url: string | undefined, flags: ProbeFlags): Promise<ExitCode> {
  const terminal = openTerminal();
  const config = flags.config === undefined ? {} : await readConfig(flags.config);
  const targets = targetsOf(url === undefined ? [] : [url], flags, config);
  if (targets.length === 0)
    throw new ReadinessError(
      'cli.no-endpoint',
      'No endpoint to probe.',
      EXIT.usage,
      'Give a FHIR base URL, or a --config that names endpoints.',
    );
  const definitions = openDefinitions({ ukCore: config.ukCore ?? '2.0.2' });
  const lens = flags.lens ?? config.lens ?? 'live';
  const named = flags.types ?? config.sampling?.types;
  const types =
    named === undefined
      ? applicableTypes(shippedFramework(), { audience: 'trust', trustType: config.trustType ?? 'acute', lens })
      : requireTypes(named, definitions);
  const own = checks.filter(({ needs }) => !needs.some((need) => RECORD_FACTS.has(need)));
  const progress = drawProgress(terminal);
  const { signal, dispose } = onInterrupt(terminal);
  const probed: Probed[] = [];
  try {
    for (const target of targets) {
      const gathered = await gatherEndpoint(target, {
        definitions,
        lens,
        types,
        seed: flags.seed ?? config.sampling?.seed ?? 1,
        sampleSize: 20,
        version: toolVersion(),
        testPatients: testPatientsOf(flags, config),
        limits: limitsOf(flags, config),
        signal,
        onProgress: (step) => {
          progress.show({ ...step, endpoint: target.id });
        },
      });
      probed.push({ target, gathered, results: runChecks(gathered.evidence, own) });
    }
  } finally {
    progress.clear();
    dispose();
  }
  const text = flags.format === 'json' ? asJson(probed) : probed.map((one) => asText(one, terminal)).join('\n');
  guardOutput(text);
  terminal.out(text);
  return exitCode(probed, flags.failOn, signal.aborted);
}

function asText({ target, gathered, results }: Probed, terminal: Terminal): string {
  const lines = results.map((result) => {
    const word = terminal.style(COLOURS[result.outcome], WORDS[result.outcome].padEnd(8), 'out');
    return `${word}${result.id.padEnd(8)}${result.title}\n        ${' '.repeat(8)}${result.summary}`;
  });
  const tally = (['pass', 'warn', 'fail', 'unknown', 'notApplicable'] as const)
    .map((outcome) => `${results.filter((result) => result.outcome === outcome).length} ${WORDS[outcome]}`)
    .join(', ');
  const stopped = gathered.stopped === undefined ? '' : `Stopped early: ${gathered.stopped.detail}\n`;
  return `${target.base}\n\n${lines.join('\n')}\n\n${stopped}${tally}; ${gathered.requests.total} requests\n`;
}

const asJson = (probed: readonly Probed[]): string =>
  `${JSON.stringify(
    {
      schemaVersion: '1.0',
      tool: { name: 'fhir-readiness', version: toolVersion() },
      endpoints: probed.map(({ target, gathered, results }) => ({
        id: target.id,
        base: target.base,
        state: gathered.state,
        ...(gathered.stopped === undefined ? {} : { stopped: gathered.stopped }),
        requests: gathered.requests,
        checks: results,
      })),
    },
    null,
    2,
  )}\n`;

function exitCode(probed: readonly Probed[], failOn: ProbeFlags['failOn'], interrupted: boolean): ExitCode {
  if (interrupted) return EXIT.interrupted;
  const results = probed.flatMap((one) => one.results);
  const stopped = probed.map(({ gathered }) => gathered.stopped?.because);
  if (
    results.some(({ unsafe }) => unsafe === true) ||
    stopped.includes('unsafe') ||
    stopped.includes('server-distress')
  )
    return EXIT.stopped;
  if (probed.some(({ gathered }) => gathered.state === 'unreachable') || stopped.includes('credential'))
    return EXIT.undetermined;
  if (failOn === 'never') return EXIT.met;
  const bad = results.some(({ outcome }) => outcome === 'fail' || (failOn === 'warn' && outcome === 'warn'));
  return bad ? EXIT.findings : EXIT.met;
}
