import { EXIT, ReadinessError, type ExitCode } from '../model/errors.js';
import { printable } from '../report/printable.js';
import type { Terminal } from './terminal.js';

/** Tells a person what went wrong and returns the exit code. An unexpected error's own message is not printed: it could quote a record. */
export function reportFailure(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof ReadinessError) {
    terminal.err(`${terminal.style('red', 'error:')} ${printableLines(error.message)}\n`);
    if (error.hint !== undefined) terminal.err(`  ${printableLines(error.hint)}\n`);
    return error.exitCode;
  }
  const name = error instanceof Error ? error.constructor.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  terminal.err(
    `${terminal.style('red', 'internal error:')} ${name}. This is a fault of fhir-readiness, not of the server or the data.\n`,
  );
  terminal.err(
    `${frames.slice(0, 6).join('\n')}\n  Please report it with the lines above; they hold no patient data.\n`,
  );
  return EXIT.internal;
}

/** Names out of packages and answers may stand in it; some hints have a line for each problem. */
const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');
