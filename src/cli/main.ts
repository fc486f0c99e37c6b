import { Command, CommanderError } from 'commander';
import { EXIT } from '../model/errors.js';
import { registerAssess } from './assess.js';
import { registerDemo } from './demo.js';
import { registerExplain } from './explain.js';
import { reportFailure } from './failure.js';
import { registerPackages } from './packages.js';
import { registerProbe } from './probe.js';
import { registerReport } from './report.js';
import { registerScore } from './score.js';
import { openTerminal, outliveReaders } from './terminal.js';
import { registerValidate } from './validate.js';
import { toolVersion } from '../version.js';

/** The command line as data: commands load what they need only when they run. */
export function createProgram(): Command {
  const program = new Command('fhir-readiness')
    .description('Tells how ready an NHS organisation is to exchange records, with evidence.')
    .version(toolVersion(), '-V, --version')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(run with --help for usage and examples)')
    .exitOverride();
  for (const register of [
    registerAssess,
    registerProbe,
    registerValidate,
    registerScore,
    registerReport,
    registerDemo,
    registerPackages,
    registerExplain,
  ]) {
    register(program);
  }
  return program;
}

/**
 * Runs one command line and returns its exit code (docs/cli.md): 0 met, 1 findings, 2 usage, 3 could not tell, 4 stopped for safety,
 * 5 internal error, 130 interrupted.
 */
export async function run(argv: readonly string[]): Promise<number> {
  outliveReaders();
  try {
    await createProgram().parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? EXIT.met);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.met : EXIT.usage;
    return reportFailure(error, openTerminal());
  }
}
