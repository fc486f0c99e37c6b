import { printable } from '../printable.js';
import type { IssueCounts, IssueGroup, RunSummary } from './items.js';

export type Tone = 'red' | 'yellow' | 'cyan' | 'green' | 'dim' | 'bold';

/** Colours a piece of text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const MAX_FILES = 500;

/** The summary of a run for people: problems grouped, failing files, figures. What records and files are called cannot steer a terminal. */
export function renderOutcomeText(summary: RunSummary, paint: Paint): string {
  const parts = [
    ...summary.groups.map((group) => renderGroup(group, paint)),
    ...(summary.ungrouped > 0 ? [`and ${summary.ungrouped} more issues of other kinds: see --format json\n`] : []),
    renderFailing(summary, paint),
    renderFiles('Skipped, no FHIR resource', summary.skipped, paint),
    renderFiles('Could not be opened', summary.unopened, paint),
    renderFigures(summary, paint),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function renderGroup(group: IssueGroup, paint: Paint): string {
  const word = group.undecided ? 'undecided' : group.severity;
  const tone = toneOf(group);
  const rule = group.rule === undefined ? group.code : `${group.code} ${group.rule}`;
  const head = `${paint(tone, word)} ${paint('bold', printable(group.path))} ${printable(group.message)}`.replace(
    / {2,}/g,
    ' ',
  );
  const origin = group.profile === undefined ? rule : `${rule}, ${group.profile}`;
  const shown = group.places.length;
  const times = group.count === 1 ? '' : `x ${group.count}${group.count > shown ? `, first ${shown} shown` : ''}`;
  const lines = group.places.map((place) => `    ${printable(place)}`);
  return `${[head, `  ${paint('dim', `[${printable(origin)}]`)}${times === '' ? '' : ` ${times}`}`, ...lines].join('\n')}\n`;
}

function toneOf(group: IssueGroup): Tone {
  if (group.undecided) return 'cyan';
  if (group.severity === 'warning') return 'yellow';
  return group.severity === 'information' ? 'cyan' : 'red';
}

function renderFailing({ failing }: RunSummary, paint: Paint): string {
  if (failing.length === 0) return '';
  const lines = failing
    .slice(0, MAX_FILES)
    .map((file) => `  ${printable(file.file)}  ${paint('dim', countWords(file))}`);
  const more = failing.length > MAX_FILES ? [`  and ${failing.length - MAX_FILES} more: see --format json`] : [];
  return `${[`${paint('red', 'Files with errors')} (${failing.length}):`, ...lines, ...more].join('\n')}\n`;
}

function renderFiles(title: string, files: readonly string[], paint: Paint): string {
  if (files.length === 0) return '';
  const more = files.length > MAX_FILES ? [`  and ${files.length - MAX_FILES} more`] : [];
  const lines = files.slice(0, MAX_FILES).map((file) => `  ${printable(file)}`);
  return `${[`${paint('yellow', title)} (${files.length}):`, ...lines, ...more].join('\n')}\n`;
}

function renderFigures(summary: RunSummary, paint: Paint): string {
  const { resources, files, withErrors, withoutErrors, unreadable, faults, counts } = summary;
  const verdict = [
    paint(withErrors === 0 ? 'dim' : 'red', `${withErrors} with errors`),
    paint(withoutErrors === 0 ? 'dim' : 'green', `${withoutErrors} without`),
    ...(faults > 0 ? [paint('red', `${faults} not judged because of a fault of this tool`)] : []),
  ].join(', ');
  const unread = unreadable === 0 ? '' : ` (${unreadable} of them unreadable or no FHIR resource)`;
  return `${plural(resources, 'resource')} in ${plural(files, 'file')}: ${verdict}${unread}\n${countWords(counts)}\n`;
}

function countWords(counts: IssueCounts): string {
  const words = [
    ...(counts.fatal > 0 ? [`${counts.fatal} fatal`] : []),
    plural(counts.error, 'error'),
    plural(counts.warning, 'warning'),
    ...(counts.information > 0 ? [`${counts.information} for information`] : []),
    ...(counts.undecided > 0 ? [`${counts.undecided} undecided`] : []),
  ];
  return words.join(', ');
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
