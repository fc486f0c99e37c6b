import { EXIT, type ExitCode } from '../model/index.js';
import type { IssueCounts, RunSummary } from '../report/outcome/items.js';
import type { FailOn } from './validate.js';

/**
 * The exit code of a run: a fault of our own comes first, then files that could not be opened and runs that looked at nothing, then
 * what `--fail-on` says.
 */
export function exitCodeOf(summary: RunSummary, failOn: FailOn): ExitCode {
  if (summary.faults > 0) return EXIT.internal;
  if (summary.unopened.length > 0 || summary.resources === 0) return EXIT.usage;
  return fails(summary.counts, failOn) ? EXIT.findings : EXIT.met;
}

function fails({ fatal, error, warning, information, undecided }: IssueCounts, failOn: FailOn): boolean {
  switch (failOn) {
    case 'never':
      return false;
    case 'fatal':
      return fatal > 0;
    case 'error':
      return fatal + error > 0;
    case 'warning':
      return fatal + error + warning > 0;
    case 'information':
      return fatal + error + warning + information > 0;
    case 'undecided':
      return fatal + error + undecided > 0;
  }
}
