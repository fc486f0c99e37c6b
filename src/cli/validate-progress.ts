import type { Terminal } from './terminal.js';

const EVERY = 100;

/** One line on standard error that says how far a run is; silent where standard error is no terminal. */
export function drawCount(
  terminal: Terminal,
  files: number,
): { show(file: number, line?: number): void; clear(): void } {
  let drawn = 0;
  let next = 0;
  return {
    show(file, line) {
      if (!terminal.interactive) return;
      const now = performance.now();
      if (now < next) return;
      next = now + EVERY;
      const text = `${file + 1} of ${files} files${line === undefined ? '' : `, line ${line}`}`;
      terminal.err(`\r${text.padEnd(drawn)}`);
      drawn = text.length;
    },
    clear() {
      if (drawn > 0) terminal.err(`\r${' '.repeat(drawn)}\r`);
      drawn = 0;
    },
  };
}
