import { Option } from 'commander';
import type { Command } from 'commander';
import { numberWithin, seedNumber } from './numbers.js';

const PORT = numberWithin({ min: 0, max: 65_535, whole: true });

export interface DemoFlags {
  readonly persona: 'exemplar' | 'developing' | 'silo' | 'hapi';
  readonly data?: string;
  readonly serve?: boolean;
  readonly port?: number;
  readonly http?: boolean;
  readonly outDir: string;
  readonly seed: number;
}

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('Start the embedded FHIR server with a synthetic trust, assess it, and write the report')
    .addOption(
      new Option('--persona <name>', 'which synthetic trust')
        .choices(['exemplar', 'developing', 'silo', 'hapi'])
        .default('exemplar'),
    )
    .option('--data <folder>', 'serve the JSON resources of this folder instead')
    .option('--serve', 'only serve, until interrupted')
    .option('--port <n>', 'port to listen on (default: a free one)', PORT)
    .option('--http', 'plain HTTP instead of HTTPS with a throwaway CA')
    .option('--out-dir <folder>', 'where report.html and assessment.json go', '.')
    .option('--seed <n>', 'seed of the sample', seedNumber, 1)
    .addHelpText(
      'after',
      `
Examples:
  $ fhir-readiness demo
  $ fhir-readiness demo --persona developing --out-dir developing
  $ fhir-readiness demo --data my-resources
  $ fhir-readiness demo --serve --http --port 8080

Everything is synthetic and stays on this machine.
`,
    )
    .action(async (flags: DemoFlags) => {
      const { runDemo } = await import('./run-demo.js');
      process.exitCode = await runDemo(flags);
    });
}
