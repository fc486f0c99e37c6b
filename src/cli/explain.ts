import type { Command } from 'commander';

export function registerExplain(program: Command): void {
  program
    .command('explain')
    .description('What a check, a criterion or an issue code means, why it matters and how to fix it')
    .argument('[id]', 'e.g. CAP01, M05, SCT-002, cardinality-min; without one, all ids are listed')
    .addHelpText(
      'after',
      '\nExamples:\n  $ fhir-readiness explain CAP01\n  $ fhir-readiness explain M05\n  $ fhir-readiness explain\n',
    )
    .action(async (id: string | undefined) => {
      const { runExplain } = await import('./run-explain.js');
      process.exitCode = runExplain(id);
    });
}
