import type { Command } from 'commander';
import { addOutputFlags } from './assess.js';
import type { OutputFlags } from './assess.js';

export function registerReport(program: Command): void {
  const command = program
    .command('report')
    .description('Render a saved assessment again, without a network')
    .argument('<assessment>', 'assessment.json of an earlier run; - for standard input');
  addOutputFlags(command)
    .addHelpText('after', '\nExample:\n  $ fhir-readiness report report/assessment.json --format html=report.html\n')
    .action(async (path: string, flags: OutputFlags) => {
      const { runReport } = await import('./run-report.js');
      process.exitCode = await runReport(path, flags);
    });
}
