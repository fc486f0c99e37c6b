import { writeSync } from 'node:fs';
import { styleText } from 'node:util';
import { EXIT } from '../model/errors.js';

type Style = Parameters<typeof styleText>[0];

/** Where a command writes: data to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Styles text for standard error, or for standard output where `to` is `out`; plain when that is no colour terminal. */
  style(style: Style, text: string, to?: 'out' | 'err'): string;
  /** True where that stream takes colours (a terminal; NO_COLOR and FORCE_COLOR honoured). */
  colour(to: 'out' | 'err'): boolean;
  /** True where progress may be drawn: standard error is a terminal and this is no CI. */
  readonly interactive: boolean;
}

/**
 * Lets a reader go away early (`| head`): what is printed after that is dropped, and the run goes on to its exit code and files.
 * Any other trouble with a stream, such as a full disk, ends the run: a result that nobody can read must not look like one.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      writeSync(2, `error: Cannot write the output (${error.code ?? 'failed'}).\n`);
      process.exit(EXIT.usage);
    });
}

export function openTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    style: (style, text, to = 'err') =>
      styleText(style, text, { stream: to === 'out' ? process.stdout : process.stderr, validateStream: true }),
    colour: (to) => {
      const stream = to === 'out' ? process.stdout : process.stderr;
      return styleText('bold', 'x', { stream, validateStream: true }) !== 'x';
    },
    interactive: process.stderr.isTTY && !process.env['CI'],
  };
}
