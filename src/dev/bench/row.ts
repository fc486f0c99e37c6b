import type { Measured, Spread } from './measure.js';

/** A row of the benchmark table. */
export interface Row {
  /** What was measured, over what. */
  readonly what: string;
  /** What the contender checks, in words. */
  readonly checks: string;
  /** How the figure reads: `2.04x`, `31 ms`. Undefined: not measured, and `why` says why. */
  readonly figure?: string;
  readonly range?: string;
  /** The bound and whether it is kept. */
  readonly target?: { readonly words: string; readonly met: boolean };
  /** Other figures of interest. */
  readonly also?: string;
  readonly why?: string;
}

interface Subject {
  readonly what: string;
  readonly checks: string;
}

/** A row for a time (CPU) as a multiple of another. */
export function timesRow(subject: Subject, measured: Measured, most?: number, bytesPerItem?: number): Row {
  const { ratio, clockRatio, itemsPerSecond } = measured;
  const speed = bytesPerItem === undefined ? '' : `, ${((itemsPerSecond * bytesPerItem) / 1e6).toFixed(1)} MB/s`;
  return {
    ...subject,
    figure: `${ratio.median.toFixed(2)}x`,
    range: range(ratio, 2),
    ...(most === undefined ? {} : { target: { words: `<= ${most}x`, met: ratio.median <= most } }),
    also: `${clockRatio.toFixed(2)}x by the clock, ${Math.round(itemsPerSecond)}/s${speed}`,
  };
}

/** A row for how many times faster we are. */
export function fasterRow(subject: Subject, { ratio, clockRatio }: Measured, least: number): Row {
  return {
    ...subject,
    figure: `${ratio.median.toFixed(1)}x`,
    range: range(ratio, 1),
    target: { words: `>= ${least}x`, met: ratio.median >= least },
    also: `${clockRatio.toFixed(1)}x by the clock`,
  };
}

export const range = ({ low, high }: Spread, digits: number): string =>
  `${low.toFixed(digits)}-${high.toFixed(digits)}`;

const HEADINGS = ['figure', 'low-high', 'target', 'what', 'also'] as const;

/** The table, figures first, and under it what each contender checks. */
export function renderRows(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.figure ?? 'NOT MEASURED',
    row.range ?? '',
    row.target === undefined ? '' : `${row.target.words} ${row.target.met ? 'met' : 'MISSED'}`,
    row.what,
    row.also ?? row.why ?? '',
  ]);
  const widths = HEADINGS.map((name, at) => Math.max(name.length, ...cells.map((line) => line[at]?.length ?? 0)));
  const draw = (line: readonly string[]): string =>
    line
      .map((cell, at) => (at < 3 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  const checks = new Map(rows.map(({ what, checks: words }) => [what, words]));
  return [
    draw(HEADINGS),
    draw(widths.map((width) => '-'.repeat(width))),
    ...cells.map(draw),
    '',
    'What each one checks',
    ...[...checks].map(([what, words]) => `  ${what}: ${words}`),
    '',
  ].join('\n');
}
