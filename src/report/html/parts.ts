import type { Assessment, Finding, Interval, Owner, Severity } from '../../model/index.js';
import { OWNER, SEVERITY, percent, range } from '../words.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';

export type Tone = 'red' | 'amber' | 'green' | 'blue' | 'grey';

/** A word in a coloured box: the word carries the meaning, the colour repeats it. */
export const tag = (words: string, tone: Tone): Markup => html`<strong class="tag ${tone}">${words}</strong>`;

export const ownerTag = (owner: Owner): Markup => tag(OWNER[owner], 'blue');

const SEVERITY_TONE: Readonly<Record<Severity, Tone>> = {
  fatal: 'red',
  error: 'red',
  warning: 'amber',
  information: 'grey',
};

export const severityTag = (severity: Severity): Markup => tag(SEVERITY[severity], SEVERITY_TONE[severity]);

export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
  /** Left out in print, where the same stands elsewhere. */
  readonly onScreen?: boolean;
  /** Per cent of the table's width. */
  readonly width?: 10 | 15 | 20 | 25 | 30 | 35 | 40 | 45 | 50;
}

export interface Row {
  readonly id?: string;
  readonly cells: readonly Content[];
  /** Stands below the cells over the whole width. */
  readonly below?: Content;
}

const isBlank = (content: Content): boolean => content === '' || content === undefined || content === false;

function cell(column: Column | undefined, content: Content, first: boolean): Markup {
  const label = html`<span class="label" aria-hidden="true">${column?.title ?? ''}</span>`;
  const kind = `${column?.numeric === true ? 'num' : ''}${isBlank(content) ? ' blank' : ''}${column?.onScreen === true ? ' screen' : ''}`;
  return first
    ? html`<th scope="row" class="${kind}">${label}${content}</th>`
    : html`<td class="${kind}">${label}${content}</td>`;
}

/** A table with a caption and scoped headings, that turns into labelled blocks on a narrow screen. */
export function table(caption: Content, columns: readonly Column[], rows: readonly Row[]): Markup {
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map(
          ({ title, numeric, width, onScreen }) =>
            html`<th
              scope="col"
              class="${numeric === true ? 'num' : ''} ${width === undefined ? '' : `w${width}`}${onScreen === true ? ' screen' : ''}"
            >
              ${title}
            </th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ id, cells, below }) =>
          html`<tr${below === undefined ? '' : html` class="above"`}${id === undefined ? '' : html` id="${id}"`}>${cells.map((content, index) => cell(columns[index], content, index === 0))}</tr>\n${
            below !== undefined &&
            html`<tr class="below">
              <td colspan="${columns.length}">${below}</td>
            </tr> `
          }`,
      )}
    </tbody>
  </table>`;
}

const WIDE = 200;
const HIGH = 14;
const at = (value: number, top: number): number =>
  Math.round((Math.min(Math.max(value, 0), top) / top) * WIDE * 10) / 10;

const svg = (title: string, wide: boolean, content: Content): Markup =>
  html`<svg class="bar${wide ? ' wide' : ''}" viewBox="0 0 ${WIDE} ${HIGH}" preserveAspectRatio="none" role="img">
    <title>${title}</title>
    ${content}
  </svg>`;

const box = (from: number, to: number, kind: string): Markup | undefined =>
  to > from
    ? html`<rect class="${kind}" x="${from}" y="0" width="${Math.round((to - from) * 10) / 10}" height="${HIGH}" />`
    : undefined;

const line = (x: number, kind: string, from = 0): Markup =>
  html`<line class="${kind}" x1="${x}" x2="${x}" y1="${from}" y2="${HIGH - from}" />`;

/** A path of elements, that may wrap after its dots. */
export const pathCode = (path: string): Markup =>
  html`<code>${path.split('.').map((part, index) => [index > 0 && html`.<wbr />`, part])}</code>`;

/** A range on a scale from 0: filled up to its low end, paler up to its high end; a mark where a gate stands. */
export function rangeBar(
  [low, high]: Interval,
  top: number,
  options: { readonly need?: number | undefined; readonly wide?: boolean; readonly ticks?: number } = {},
): Markup {
  const { need, wide = false, ticks = 0 } = options;
  const digits = Number.isInteger(low) && Number.isInteger(high) ? 0 : 1;
  const gate = need === undefined ? '' : `; ${need} is needed`;
  return svg(`${range([low, high], digits)} of ${top}${gate}`, wide, [
    box(0, WIDE, 'track'),
    box(0, at(low, top), 'sure'),
    box(at(low, top), at(high, top), 'open'),
    Array.from({ length: Math.max(0, ticks - 1) }, (_, index) => line(at(index + 1, ticks), 'tick')),
    need === undefined ? undefined : line(at(need, top), 'need', -3),
  ]);
}

/** A share with its interval: filled up to its low end, paler up to its high end, the line is what was seen. */
export const shareBar = (share: number, [low, high]: Interval): Markup =>
  svg(`${percent(share)}, interval ${percent(low)} to ${percent(high)}`, false, [
    box(0, WIDE, 'track'),
    box(0, at(low, 1), 'sure'),
    box(at(low, 1), at(high, 1), 'open'),
    line(at(share, 1), 'seen', -2),
  ]);

/** Parts of a whole, side by side, each with its own colour and name. */
export function stackBar(title: string, parts: readonly { readonly kind: string; readonly value: number }[]): Markup {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  let from = 0;
  return svg(title, true, [
    box(0, WIDE, 'track'),
    parts.map(({ kind, value }) => {
      const start = from;
      from += value;
      return box(at(start, total), at(from, total), kind);
    }),
  ]);
}

/** Anchors of a report: places are named by their position, never by what stands there. */
export interface Anchors {
  criterion(id: string): string | undefined;
  finding(finding: Finding): string | undefined;
  check(endpoint: number, index: number): string;
}

export function anchorsOf({ score, findings }: Assessment): Anchors {
  const criteria = new Map(score.criteria.map(({ id }, index) => [id, `criterion-${index + 1}`]));
  const found = new Map(findings.map((finding, index) => [finding, `finding-${index + 1}`]));
  return {
    criterion: (id) => criteria.get(id),
    finding: (finding) => found.get(finding),
    check: (endpoint, index) => `check-${endpoint + 1}-${index + 1}`,
  };
}

/** A link within the page; the words alone where there is no such place. */
export const jump = (anchor: string | undefined, words: Content): Markup =>
  anchor === undefined ? html`${words}` : html`<a href="#${anchor}">${words}</a>`;

/** What every section of the page is made of. */
export interface Page {
  readonly assessment: Assessment;
  readonly anchors: Anchors;
}

/** A section of the page with its heading. */
export const section = (id: string, title: string, content: Content): Markup =>
  html`<section class="card" id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </section> `;
