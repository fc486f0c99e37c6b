/** Exit codes of the command line; see docs/cli.md. */
export const EXIT = {
  met: 0,
  findings: 1,
  usage: 2,
  undetermined: 3,
  stopped: 4,
  internal: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error a person can act on: what happened, where, and what to do. Never carries patient data. */
export class ReadinessError extends Error {
  override readonly name = 'ReadinessError';
  constructor(
    /** Stable id, e.g. `definitions.unknown-package`. */
    readonly code: string,
    message: string,
    readonly exitCode: ExitCode = EXIT.usage,
    /** One sentence: what to do about it. */
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
