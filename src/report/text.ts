import { styleText } from 'node:util';
import type { Assessment, Fix, Interval, Score } from '../model/index.js';
import { headline, heldGate, nextStage, otherShortfalls, unsafeLines } from './headline.js';
import { printable } from './printable.js';
import { GATE, OWNER, audienceWords, count, duration, lensWords, percent, plural, range, subject } from './words.js';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const SHOWN_FIXES = 5;
const SHOWN_GATES = 8;
const BAR = 20;
const WIDTH = 100;

/** Words wrapped to the width of a terminal, lines after the first indented. */
function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH - indent) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

function bar([low, high]: Interval, top: number, paint: Paint): string {
  const at = (value: number): number => Math.round((Math.min(Math.max(value, 0), top) / top) * BAR);
  const sure = at(low);
  const open = at(high) - sure;
  return paint('cyan', '█'.repeat(sure)) + '▒'.repeat(open) + paint('dim', '░'.repeat(BAR - sure - open));
}

function figures(score: Score, paint: Paint): readonly string[] {
  const row = (name: string, interval: Interval, top: number, digits: number): string =>
    `  ${name.padEnd(16)}${bar(interval, top, paint)}  ${range(interval, digits)} of ${top}`;
  return [
    row('Index', score.index, 100, 1),
    ...score.framework.dimensions.flatMap(({ id, title }) => {
      const interval = score.dimensions[id];
      return interval === undefined ? [] : [row(printable(title), interval, 5, 1)];
    }),
    `  ${'Coverage'.padEnd(16)}${bar([score.coverage, score.coverage], 1, paint)}  ${percent(score.coverage, 0)} of the weight is covered by evidence`,
  ];
}

function holdsBack(score: Score, paint: Paint): readonly string[] {
  const { notMet, undecided } = score.stage.heldBy;
  const gates = [
    ...notMet.map((name) => ({ ...heldGate(score, name), state: 'notMet' as const })),
    ...undecided.map((name) => ({ ...heldGate(score, name), state: 'undecided' as const })),
  ];
  const other = otherShortfalls(score);
  if (gates.length + other.length === 0) return [];
  const rows = gates.slice(0, SHOWN_GATES).map(({ id, need, state, criterion }) => {
    const has = criterion === undefined ? '?' : range(criterion.level);
    const tag = GATE[state].padEnd(10);
    return `  ${paint(state === 'notMet' ? 'red' : 'yellow', tag)}${id}  needs level ${need}, has ${has.padEnd(7)} ${printable(criterion?.statement ?? '')}`;
  });
  return [
    '',
    paint('bold', `What holds back ${printable(nextStage(score)?.label ?? 'the next stage')}`),
    ...rows,
    ...(gates.length > SHOWN_GATES ? [`  … and ${gates.length - SHOWN_GATES} more`] : []),
    ...other.map((words) => `  ${paint('yellow', 'Short'.padEnd(10))}${printable(words)}`),
  ];
}

const fixLine = (fix: Fix, index: number, paint: Paint): string =>
  `  ${index + 1}. ${paint('bold', `${fix.criterion} ${printable(fix.title)}`)} [${OWNER[fix.owner]}]\n     ${wrapped(fix.action, 5)}`;

const tally = ({ findings }: Assessment): string => {
  const of = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  const safety = findings.filter((finding) => finding.safety).length;
  return [
    plural(of('fatal') + of('error'), 'error'),
    plural(of('warning'), 'warning'),
    plural(of('information'), 'note'),
    ...(safety > 0 ? [`${count(safety)} of them bear on patient safety`] : []),
  ].join(', ');
};

/**
 * The summary for a terminal: where the organisation stands, what holds it back, what to fix, what was not checked.
 * The first line is the stage; where patients are at risk, UNSAFE stands above it.
 */
export function renderText(assessment: Assessment, options: { readonly colour?: boolean } = {}): string {
  const paint: Paint = (style, text) =>
    options.colour === true ? styleText(style, text, { validateStream: false }) : text;
  const { score, endpoints, fixes, notChecked } = assessment;
  const lines = [
    ...unsafeLines(assessment).map((line) => paint(['bold', 'red'], printable(line))),
    paint('bold', printable(headline(assessment))),
    `${printable(subject(assessment))} · ${audienceWords(assessment)} · ${lensWords(assessment)}`,
    '',
    ...figures(score, paint),
    ...holdsBack(score, paint),
    ...(fixes.length === 0
      ? []
      : [
          '',
          paint('bold', 'What moves it most'),
          ...fixes.slice(0, SHOWN_FIXES).map((fix, index) => fixLine(fix, index, paint)),
        ]),
    '',
    `Findings: ${tally(assessment)}.`,
    ...(assessment.remarks ?? []).map((remark) => wrapped(`Note: ${remark}.`, 2)),
    ...(notChecked.length === 0
      ? ['Not checked: nothing was left out.']
      : [`Not checked: ${plural(notChecked.length, 'matter')}, the report lists them all.`]),
    ...endpoints.map(
      (endpoint) =>
        `Endpoint ${printable(endpoint.base)}: ${endpoint.state}, ${plural(endpoint.requests.total, 'request')}` +
        (endpoint.stopped === undefined ? '' : `; stopped: ${printable(endpoint.stopped.detail)}`),
    ),
    `Took ${duration(assessment.startedAt, assessment.finishedAt)}. ${wrapped(score.framework.notices[0] ?? '', 0)}`,
  ];
  return `${lines.join('\n')}\n`;
}
