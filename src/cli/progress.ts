import type { GatherProgress } from '../probe/index.js';
import type { Terminal } from './terminal.js';

/** One line that is drawn over while the run goes on; silent where standard error is no terminal. */
export function drawProgress(terminal: Terminal): {
  readonly show: (progress: GatherProgress & { readonly endpoint: string }) => void;
  readonly clear: () => void;
} {
  let drawn = 0;
  return {
    show({ endpoint, step, index, of, requests }) {
      if (!terminal.interactive) return;
      const line = `${endpoint}: ${step} (${index}/${of}, ${requests} requests)`;
      terminal.err(`\r${line.padEnd(drawn)}`);
      drawn = line.length;
    },
    clear() {
      if (drawn > 0) terminal.err(`\r${' '.repeat(drawn)}\r`);
      drawn = 0;
    },
  };
}
