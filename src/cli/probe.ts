import { Option } from 'commander';
import type { Command } from 'commander';
import type { TargetFlags } from './assess-flags.js';
import { addTargetFlags } from './assess-flags.js';

export interface ProbeFlags extends TargetFlags {
  readonly types?: string;
  readonly lens?: 'live' | 'synthetic';
  readonly failOn: 'fail' | 'warn' | 'never';
  readonly format?: string;
}

export function registerProbe(program: Command): void {
  const command = program
    .command('probe')
    .description('Endpoint checks only: no validation, no score')
    .argument('[url]', 'FHIR base URL; default: the endpoints of --config');
  addTargetFlags(command)
    .optionsGroup('What is checked:')
    .option('--types <list>', 'record types to look at, comma separated (default: those of an acute trust)')
    .addOption(new Option('--lens <lens>', 'kind of data (default: live)').choices(['live', 'synthetic']))
    .addOption(new Option('-f, --format <name>', 'text or json').choices(['text', 'json']).default('text'))
    .addOption(
      new Option('--fail-on <outcome>', 'exit 1 from which outcome on')
        .choices(['fail', 'warn', 'never'])
        .default('fail'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ TOKEN=… fhir-readiness probe https://fhir.example.nhs.uk/R4 --token-env TOKEN\n',
    )
    .action(async (url: string | undefined, flags: ProbeFlags) => {
      const { runProbe } = await import('./run-probe.js');
      process.exitCode = await runProbe(url, flags);
    });
}
