import { Option } from 'commander';
import type { Command } from 'commander';
import type { JudgeFlags, TargetFlags } from './assess-flags.js';
import { addJudgeFlags, addTargetFlags } from './assess-flags.js';
import { numberWithin } from './numbers.js';

export interface AssessFlags {
  readonly localIndex?: string;
}

export interface OutputFlags {
  readonly minStage?: 'developing' | 'established' | 'advanced';
  readonly minScore?: number;
  readonly outDir?: string;
  readonly format?: readonly string[];
}

const EXAMPLES = `
Examples:
  $ TOKEN=… fhir-readiness assess https://fhir.example.nhs.uk/R4 --token-env TOKEN --trust-type acute --out-dir report
  $ fhir-readiness assess --config fhir-readiness.yaml --answers answers.yaml --min-stage developing
  $ fhir-readiness assess --no-endpoint --trust-type community --answers answers.yaml

Reads only, one request a second by default. Patient data stays in memory; results hold counts, paths and codes.
Exit codes: 0 met, 1 below --min-stage or --min-score, 2 usage, 3 could not tell, 4 stopped for safety, 5 internal, 130 interrupted.
`;

const SCORE = numberWithin({ min: 0, max: 100 });

/** Options about results, shared by the commands that print a score. */
export function addOutputFlags(command: Command): Command {
  return command
    .optionsGroup('Results:')
    .option('--out-dir <folder>', 'write report.html and assessment.json there')
    .option(
      '-f, --format <name[=file]>',
      'text, json or html; repeatable',
      (value: string, earlier?: readonly string[]) => [...(earlier ?? []), value],
    )
    .addOption(
      new Option('--min-stage <stage>', 'exit 1 below that assured stage').choices([
        'developing',
        'established',
        'advanced',
      ]),
    )
    .option('--min-score <n>', 'exit 1 below that index, 0 to 100', SCORE);
}

export function registerAssess(program: Command): void {
  const command = program
    .command('assess')
    .description('Probe, sample, validate, check SNOMED CT, score, and write reports')
    .argument('[url...]', 'FHIR base URL of each endpoint; default: those of --config');
  addOutputFlags(addJudgeFlags(addTargetFlags(command)))
    .option(
      '--local-index <file>',
      'also write which records each finding stands on; holds record ids, keep it on this machine',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (urls: readonly string[], flags: TargetFlags & JudgeFlags & OutputFlags & AssessFlags) => {
      const { runAssess } = await import('./run-assess.js');
      process.exitCode = await runAssess(urls, flags);
    });
}
