import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AssessOptions } from '../assess.js';
import type { DemoServer } from '../demo/index.js';
import type { Answers } from '../framework/index.js';
import type { AuthConfig } from '../http/index.js';
import type { ExitCode } from '../model/index.js';
import { EXIT } from '../model/index.js';
import type { DemoFlags } from './demo.js';
import { readText } from './config.js';
import { onInterrupt } from './interruption.js';
import { openOutputs, writeOutputs } from './outputs.js';
import { conclude, runPipeline } from './run-assess.js';
import { openTerminal } from './terminal.js';
import type { Terminal } from './terminal.js';

const TOKEN_NAME = 'FHIR_READINESS_DEMO_TOKEN';
const answersFile = (persona: string): string =>
  fileURLToPath(new URL(`../../samples/answers/acute-${persona}.json`, import.meta.url));

function describe(server: DemoServer, flags: DemoFlags, terminal: Terminal): void {
  const held = Object.entries(server.counts).map(([type, count]) => `${count} ${type}`);
  terminal.err(`Serving ${flags.data ?? `the synthetic trust "${server.persona}"`} at ${server.url}\n`);
  terminal.err(`  ${held.join(', ')}\n`);
  for (const problem of server.problems.slice(0, 10)) terminal.err(`  left out: ${problem}\n`);
  if (server.problems.length > 10) terminal.err(`  and ${server.problems.length - 10} more left out\n`);
}

async function serve(server: DemoServer, terminal: Terminal): Promise<ExitCode> {
  if (server.token !== undefined) terminal.err(`  Authorization: Bearer ${server.token}\n`);
  if (server.ca !== undefined) terminal.err(`  The throwaway CA to trust:\n${server.ca}`);
  terminal.err('Press Ctrl-C to stop.\n');
  const { signal, dispose } = onInterrupt({ ...terminal, err: () => undefined });
  await new Promise<void>((resolved) => {
    signal.addEventListener(
      'abort',
      () => {
        resolved();
      },
      { once: true },
    );
  });
  dispose();
  await server.close();
  return EXIT.met;
}

/** The demo trust's documentation is served by the demo server itself. */
const documentedAt = (answers: Answers, base: string): Answers =>
  answers.api === undefined ? answers : { ...answers, api: { ...answers.api, url: new URL('/docs', base).href } };

async function optionsFor(server: DemoServer, flags: DemoFlags): Promise<AssessOptions> {
  const { parseAnswers, shippedFramework } = await import('../framework/index.js');
  const auth: AuthConfig = server.token === undefined ? { kind: 'none' } : { kind: 'bearer', tokenEnv: TOKEN_NAME };
  const path = answersFile(server.persona);
  const answers =
    flags.data === undefined && existsSync(path) ? await parseAnswers(readText(path, 'answers')) : undefined;
  return {
    endpoints: [
      {
        id: 'demo',
        base: server.url,
        auth,
        proxy: false,
        ...(server.ca === undefined ? {} : { tls: { ca: [server.ca] } }),
      },
    ],
    context: { audience: 'trust', trustType: 'acute', lens: 'synthetic' },
    framework: shippedFramework(),
    seed: flags.seed,
    environment: { ...process.env, [TOKEN_NAME]: server.token },
    testPatients: server.testPatient === undefined ? [] : [server.testPatient],
    ...(answers === undefined
      ? {}
      : {
          answers: documentedAt(answers, server.url),
          ...(answers.organisation === undefined ? {} : { organisation: answers.organisation }),
        }),
  };
}

/** The embedded server and the real pipeline against it, over HTTPS with a CA made for this run. */
export async function runDemo(flags: DemoFlags): Promise<ExitCode> {
  const terminal = openTerminal();
  const requests = flags.serve === true ? [] : openOutputs(['html', 'json'], flags.outDir);
  const { startDemoServer } = await import('../demo/index.js');
  const server = await startDemoServer({
    persona: flags.persona,
    https: flags.http !== true,
    ...(flags.data === undefined ? {} : { data: flags.data }),
    ...(flags.port === undefined ? {} : { port: flags.port }),
  });
  describe(server, flags, terminal);
  if (flags.serve === true) return serve(server, terminal);
  try {
    const { assessment, interrupted } = await runPipeline(await optionsFor(server, flags), terminal);
    const written = await writeOutputs(assessment, requests, terminal);
    await writeOutputs(assessment, [{ name: 'text' }], terminal);
    for (const path of written) terminal.out(`${path.endsWith('.html') ? 'Report' : 'Assessment'}: ${resolve(path)}\n`);
    return conclude(assessment, {}, terminal, interrupted);
  } finally {
    await server.close();
  }
}
