import type { Finding } from '../../model/index.js';
import { entriesOf } from '../entries.js';
import type { Entry } from '../entries.js';
import { count, plural } from '../words.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { jump, ownerTag, section, severityTag, tag } from './parts.js';
import type { Page } from './parts.js';

const GROUPS: readonly {
  readonly title: string;
  readonly holds: (entry: Entry) => boolean;
  readonly open: boolean;
}[] = [
  { title: 'Patient safety', holds: ({ finding: { safety } }) => safety, open: true },
  {
    title: 'Errors',
    holds: ({ finding: { safety, severity } }) => !safety && (severity === 'error' || severity === 'fatal'),
    open: true,
  },
  {
    title: 'Warnings',
    holds: ({ finding: { safety, severity } }) => !safety && severity === 'warning',
    open: false,
  },
  { title: 'Notes', holds: ({ finding: { safety, severity } }) => !safety && severity === 'information', open: false },
];

/** The title without the profile, which stands below it. */
const titleOf = ({ title, profile }: Finding): string => title.replace(` (${profile ?? ''})`, '');

const place = ({ anchors }: Page, finding: Finding, titled: boolean): Markup =>
  html`<li id="${anchors.finding(finding) ?? ''}">
    ${titled && `${titleOf(finding)}. `}${finding.what}
    <span class="soft">Fingerprint <code>${finding.fingerprint}</code>.</span>
  </li>`;

const about = ({ assessment }: Page, { profile, endpoint }: Finding): Content => {
  const several = assessment.endpoints.length > 1;
  const words = [
    profile === undefined ? undefined : html`Asked by <code>${profile}</code>`,
    several && endpoint !== undefined ? html`At endpoint ${endpoint}` : undefined,
  ].filter((one) => one !== undefined);
  return words.length > 0 && html`<p class="small soft">${words.map((one, at) => [at > 0 ? '. ' : '', one])}.</p>`;
};

/** A record's note asks for nothing; a check that could be passed better still says how. */
function advice({ severity, path, why, remedy, retest }: Finding): Markup {
  if (severity === 'information' && path !== undefined)
    return html`<p class="small">For information: this does not count as a fault.</p>`;
  return html`<p class="run"><strong>Why it matters:</strong> ${why}</p>
    <p class="run"><strong>${severity === 'information' ? 'What would be better' : 'What to do'}:</strong> ${remedy}</p>
    <p class="small run"><strong>To test again:</strong> ${retest}</p>`;
}

function one(page: Page, { finding, places }: Entry): Markup {
  const { anchors } = page;
  const titles = new Set(places.map(({ title }) => title));
  const bearsOn = [...new Set(places.flatMap(({ criteria }) => criteria))];
  const single = places.length === 1;
  return html`<div
    class="finding${single ? '' : ' many'}"
    ${single ? html` id="${anchors.finding(finding) ?? ''}"` : ''}
  >
    <h4>${titleOf(finding)} <code>${finding.id}</code></h4>
    <p class="tags">
      ${severityTag(finding.severity)}
      ${ownerTag(finding.owner)}${finding.safety && [' ', tag('Patient safety', 'red')]}${
        bearsOn.length > 0 &&
        html` <span class="small"
          >Bears on ${bearsOn.map((id, index) => [index > 0 ? ', ' : '', jump(anchors.criterion(id), id)])}.</span
        >`
      }
    </p>
    ${about(page, finding)}
    ${
      single
        ? html`<p>
            ${finding.what} <span class="small soft">Fingerprint <code>${finding.fingerprint}</code>.</span>
          </p>`
        : html`<p>Seen at ${places.length} places:</p>
            <ul class="small places">
              ${places.map((finding_) => place(page, finding_, titles.size > 1))}
            </ul>`
    }
    ${advice(finding)}
  </div> `;
}

/** What is to be fixed, one entry for each rule and its words, most urgent first. */
export function findings(page: Page): Markup {
  const entries = entriesOf(page.assessment.findings);
  return section(
    'findings',
    'Findings',
    entries.length === 0
      ? html`<p>Nothing was found that needs fixing in what was checked.</p>`
      : [
          html`<p>
            ${plural(entries.length, 'finding')}. One rule is told once, with every place in the records where it was
            seen; notes are for information.
          </p>`,
          GROUPS.map(({ title, holds, open: always }, at) => {
            const own = entries.filter(holds);
            const open = always || !GROUPS.slice(0, at).some((group) => entries.some(group.holds));
            return (
              own.length > 0 &&
              html`<h3>${title}: ${count(own.length)}</h3><details${open ? html` open=""` : ''}><summary>${open ? 'Show or hide' : 'Show'} them</summary>${own.map((entry) => one(page, entry))}</details>`
            );
          }),
        ],
  );
}
