import { styleText } from 'node:util';
import type { Assessment, EndpointAssessment, Fix, Interval, Score } from '../model/index.js';
import { entriesOf, tallyOf } from './entries.js';
import { headline, heldGate, nextStage, otherShortfalls, unsafeLines } from './headline.js';
import { printable } from './printable.js';
import { byReason } from './reasons.js';
import type { Reason } from './reasons.js';
import { GATE, OWNER, audienceWords, count, duration, lensWords, percent, plural, range, subject } from './words.js';

type Style = Parameters<typeof styleText>[0];

/** How to write on this terminal. */
interface Pen {
  readonly width: number;
  readonly paint: (style: Style, text: string) => string;
}

const SHOWN_FIXES = 5;
const SHOWN_GATES = 8;
const SHOWN_REASONS = 3;
const BAR = 20;
const WIDEST = 100;
const NARROWEST = 60;
/** A space, but not within the brackets that name an owner. */
const SPACE = / (?![^[\]]{0,16}\])/;

/** Words wrapped to the width of a terminal, lines after the first indented; the first starts after `from` columns. */
function wrapped(text: string, indent: number, { width }: Pen, from = indent): string {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(SPACE)) {
    const room = width - (lines.length === 0 ? from : indent);
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

function bar([low, high]: Interval, top: number, { paint }: Pen): string {
  const at = (value: number): number => Math.round((Math.min(Math.max(value, 0), top) / top) * BAR);
  const sure = at(low);
  const open = at(high) - sure;
  return paint('cyan', '█'.repeat(sure)) + '▒'.repeat(open) + paint('dim', '░'.repeat(BAR - sure - open));
}

function figures(score: Score, pen: Pen): readonly string[] {
  const row = (name: string, interval: Interval, top: number, digits: number): string =>
    `  ${name.padEnd(16)}${bar(interval, top, pen)}  ${range(interval, digits)} of ${top}`;
  return [
    row('Index', score.index, 100, 1),
    ...score.framework.dimensions.flatMap(({ id, title }) => {
      const interval = score.dimensions[id];
      return interval === undefined ? [] : [row(printable(title), interval, 5, 1)];
    }),
    `  ${'Evidence'.padEnd(16)}${bar([score.coverage, score.coverage], 1, pen)}  covers ${percent(score.coverage, 0)}`,
  ];
}

function holdsBack(score: Score, pen: Pen): readonly string[] {
  const { notMet, undecided } = score.stage.heldBy;
  const gates = [
    ...notMet.map((name) => ({ ...heldGate(score, name), state: 'notMet' as const })),
    ...undecided.map((name) => ({ ...heldGate(score, name), state: 'undecided' as const })),
  ];
  const other = otherShortfalls(score);
  if (gates.length + other.length === 0) return [];
  const rows = gates.slice(0, SHOWN_GATES).map(({ id, need, state, criterion }) => {
    const tag = pen.paint(state === 'notMet' ? 'red' : 'yellow', GATE[state].padEnd(10));
    const words =
      criterion === undefined
        ? `needs level ${need}`
        : `${criterion.statement}: level ${range(criterion.level)}, needs ${need} [${OWNER[criterion.owner]}]`;
    return `  ${tag}${id}  ${wrapped(words, 17, pen)}`;
  });
  return [
    '',
    pen.paint('bold', `What holds back ${printable(nextStage(score)?.label ?? 'the next stage')}`),
    ...rows,
    ...(gates.length > SHOWN_GATES ? [`  … and ${gates.length - SHOWN_GATES} more`] : []),
    ...other.map((words) => `  ${pen.paint('yellow', 'Short'.padEnd(10))}${wrapped(words, 12, pen)}`),
  ];
}

function fixLine(fix: Fix, index: number, pen: Pen): string {
  const title = wrapped(`${fix.criterion} ${fix.title} [${OWNER[fix.owner]}]`, 5, pen);
  return `  ${index + 1}. ${pen.paint('bold', title)}\n     ${wrapped(fix.action, 5, pen)}`;
}

function tally({ findings }: Assessment): string {
  const { errors, warnings, notes, safety } = tallyOf(entriesOf(findings));
  return [
    plural(errors, 'error'),
    plural(warnings, 'warning'),
    plural(notes, 'note'),
    ...(safety > 0 ? [`${count(safety)} on patient safety`] : []),
  ].join(', ');
}

const reasonLine = ({ because, what }: Reason, pen: Pen): string =>
  `  ${wrapped(what.length === 1 ? `${what[0] ?? ''}: ${because}.` : `${because}: ${count(what.length)} matters, such as ${what[0] ?? ''}.`, 4, pen, 2)}`;

function notChecked({ notChecked: left }: Assessment, pen: Pen): readonly string[] {
  if (left.length === 0) return ['Not checked: nothing was left out.'];
  const reasons = byReason(left);
  const rest = reasons.slice(SHOWN_REASONS).reduce((sum, { what }) => sum + what.length, 0);
  return [
    '',
    pen.paint('bold', `Not checked: ${plural(left.length, 'matter')}, neither passed nor failed`),
    ...reasons.slice(0, SHOWN_REASONS).map((reason) => reasonLine(reason, pen)),
    ...(rest > 0 ? [`  … and ${count(rest)} more, in the report`] : []),
    '',
  ];
}

const RUN = { complete: 'complete', partial: 'stopped early', unreachable: 'could not be reached' } as const;

const endpointLine = ({ base, state, requests, stopped }: EndpointAssessment): string =>
  `Endpoint ${base}: ${RUN[state]}, ${plural(requests.total, 'request')}${stopped === undefined ? '' : `. ${stopped.detail}`}.`;

/**
 * The summary for a terminal: where the organisation stands, what holds it back, what to fix, what was not checked.
 * The stage comes first; where patients are at risk, UNSAFE stands above it. No line is longer than the terminal is wide,
 * but for single words that are.
 */
export function renderText(
  assessment: Assessment,
  options: { readonly colour?: boolean; readonly columns?: number } = {},
): string {
  const pen: Pen = {
    width: Math.min(Math.max(options.columns ?? WIDEST, NARROWEST), WIDEST),
    paint: (style, text) => (options.colour === true ? styleText(style, text, { validateStream: false }) : text),
  };
  const { score, endpoints, fixes } = assessment;
  const lines = [
    ...unsafeLines(assessment).map((line) => pen.paint(['bold', 'red'], wrapped(line, 2, pen, 0))),
    pen.paint('bold', wrapped(headline(assessment), 2, pen, 0)),
    wrapped(`${subject(assessment)} · ${audienceWords(assessment)} · ${lensWords(assessment)}`, 2, pen, 0),
    '',
    ...figures(score, pen),
    ...holdsBack(score, pen),
    ...(fixes.length === 0
      ? []
      : [
          '',
          pen.paint('bold', 'What moves it most'),
          ...fixes.slice(0, SHOWN_FIXES).map((fix, index) => fixLine(fix, index, pen)),
        ]),
    ...notChecked(assessment, pen),
    wrapped(`Findings: ${tally(assessment)}.`, 2, pen, 0),
    ...(assessment.remarks ?? []).map((remark) => wrapped(`Note: ${remark.replace(/\.$/, '')}.`, 2, pen, 0)),
    ...endpoints.map((endpoint) => wrapped(endpointLine(endpoint), 2, pen, 0)),
    wrapped(
      `Took ${duration(assessment.startedAt, assessment.finishedAt)}. ${score.framework.notices[0] ?? ''}`,
      0,
      pen,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
