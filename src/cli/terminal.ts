import { styleText } from 'node:util';

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
