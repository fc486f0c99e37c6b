import type { Command } from 'commander';
import type { JudgeFlags } from './assess-flags.js';
import { audienceOption, trustTypeOption } from './assess-flags.js';
import { addOutputFlags } from './assess.js';
import type { OutputFlags } from './assess.js';

export type RescoreFlags = OutputFlags & Pick<JudgeFlags, 'framework' | 'answers' | 'trustType' | 'audience'>;

export function registerScore(program: Command): void {
  const command = program
    .command('score')
    .description('Score a saved assessment again, without a network')
    .argument('<assessment>', 'assessment.json of an earlier run; - for standard input')
    .option('--framework <file>', 'a framework in place of the shipped one; gives no stage label')
    .option('--answers <file>', 'answers file in place of the one the assessment was made with')
    .addOption(audienceOption('whose readiness (default: as assessed)'))
    .addOption(trustTypeOption('type of the trust (default: as assessed)'));
  addOutputFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  $ fhir-readiness score report/assessment.json
  $ fhir-readiness score report/assessment.json --answers answers.yaml --out-dir rescored
`,
    )
    .action(async (path: string, flags: RescoreFlags) => {
      const { runScore } = await import('./run-score.js');
      process.exitCode = await runScore(path, flags);
    });
}
