import type { Finding } from '../../model/index.js';
import { count, plural } from '../words.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { jump, ownerTag, pathCode, section, severityTag, tag } from './parts.js';
import type { Page } from './parts.js';

const GROUPS: readonly {
  readonly title: string;
  readonly holds: (finding: Finding) => boolean;
  readonly open: boolean;
}[] = [
  { title: 'Patient safety', holds: ({ safety }) => safety, open: true },
  {
    title: 'Errors',
    holds: ({ safety, severity }) => !safety && (severity === 'error' || severity === 'fatal'),
    open: true,
  },
  { title: 'Warnings', holds: ({ safety, severity }) => !safety && severity === 'warning', open: false },
  { title: 'Notes', holds: ({ safety, severity }) => !safety && severity === 'information', open: false },
];

const where = ({ path, profile, endpoint }: Finding, several: boolean): Content => {
  const places = [
    path === undefined ? undefined : html`at ${pathCode(path)}`,
    profile === undefined ? undefined : html`asked by <code>${profile}</code>`,
    several && endpoint !== undefined ? html`at endpoint ${endpoint}` : undefined,
  ].filter((place) => place !== undefined);
  return (
    places.length > 0 && html`<p class="small soft">${places.map((place, index) => [index > 0 ? ', ' : '', place])}</p>`
  );
};

function one({ assessment, anchors }: Page, finding: Finding): Markup {
  return html`<div class="finding" id="${anchors.finding(finding) ?? ''}">
    <h4>${finding.title} <code>${finding.id}</code></h4>
    <p>
      ${severityTag(finding.severity)}
      ${ownerTag(finding.owner)}${finding.safety && [' ', tag('Patient safety', 'red')]}
      ${finding.path !== undefined && html`<span class="soft">${plural(finding.count, 'time')}</span>`}
    </p>
    ${where(finding, assessment.endpoints.length > 1)}
    <p>${finding.what}</p>
    <p><strong>Why it matters:</strong> ${finding.why}</p>
    <p><strong>What to do:</strong> ${finding.remedy}</p>
    <p class="small">
      <strong>To test again:</strong> ${finding.retest}
      <span class="soft">Fingerprint <code>${finding.fingerprint}</code>.</span>
    </p>
    ${
      finding.criteria.length > 0 &&
      html`<p class="small">
        Bears on ${finding.criteria.map((id, index) => [index > 0 ? ', ' : '', jump(anchors.criterion(id), id)])}.
      </p>`
    }
  </div> `;
}

/** What is to be fixed, one entry for each signature, most urgent first. */
export function findings(page: Page): Markup {
  const all = page.assessment.findings;
  return section(
    'findings',
    'Findings',
    all.length === 0
      ? html`<p>Nothing was found that needs fixing in what was checked.</p>`
      : [
          html`<p>
            ${plural(all.length, 'finding')}: the same rule at the same place is one finding, however often it was seen.
          </p>`,
          GROUPS.map(({ title, holds, open: always }, at) => {
            const own = all.filter(holds);
            const open = always || !GROUPS.slice(0, at).some((group) => all.some(group.holds));
            return (
              own.length > 0 &&
              html`<h3>${title}: ${count(own.length)}</h3><details${open ? html` open=""` : ''}><summary>${open ? 'Show or hide' : 'Show'} them</summary>${own.map((finding) => one(page, finding))}</details>`
            );
          }),
        ],
  );
}
