import { EXIT } from '../model/errors.js';
import type { Terminal } from './terminal.js';

/** Turns the first interrupt into an abort that still writes what was gathered; the second one ends at once. */
export function onInterrupt(terminal: Terminal): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController();
  const listener = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    terminal.err('\nStopping; what was gathered so far is written. Interrupt again to end at once.\n');
    controller.abort();
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}
