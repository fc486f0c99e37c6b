import type { CriterionResult, Finding, StageId } from '../../model/index.js';
import { entriesOf } from '../entries.js';
import type { Entry } from '../entries.js';
import { GATE, percent, plural, range } from '../words.js';
import { nextStage } from '../headline.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { jump, ownerTag, rangeBar, section, severityTag, table, tag } from './parts.js';
import type { Page } from './parts.js';

const GRADE = {
  D0: 'Stated only',
  D1: 'Declared, with document',
  D2: 'Declared, reviewed',
  D3: 'Declared, certified',
} as const;

function evidenceTag(criterion: CriterionResult): Markup {
  if (criterion.state === 'unknown') return tag('Unknown', 'grey');
  if (criterion.state === 'declared')
    return tag(GRADE[criterion.grade ?? 'D0'], criterion.grade === 'D0' ? 'amber' : 'blue');
  return tag('Measured', 'green');
}

const flags = (criterion: CriterionResult): Content => [
  criterion.contradicted && [' ', tag('Contradicts the answers', 'red')],
  criterion.indicative && [' ', tag('Indicative', 'amber')],
  criterion.safety && [' ', tag('Patient safety', 'blue')],
];

const GATE_TONE = { met: 'green', notMet: 'red', undecided: 'amber' } as const;

function gates({ assessment: { score } }: Page, criterion: CriterionResult): Content {
  const label = (id: StageId): string => score.framework.stages.find((stage) => stage.id === id)?.label ?? id;
  if (criterion.gates.length === 0) return html`<span class="soft">No gate</span>`;
  return (['notMet', 'undecided', 'met'] as const).map((state) => {
    const own = criterion.gates.filter((gate) => gate.state === state);
    const words = own.map(({ stage, need }) => `${label(stage)} ${need}`).join(', ');
    return own.length > 0 && html`<div class="small">${tag(GATE[state], GATE_TONE[state])} ${words}</div>`;
  });
}

const SHOWN = 3;
const LONG = 80;

/** The words of a link, cut where they grow long: the finding it leads to has them all. */
const clipped = (words: string): string => (words.length > LONG ? `${words.slice(0, LONG).trimEnd()}…` : words);

function because(page: Page, made: readonly Finding[]): Content {
  const findings = entriesOf(made);
  if (findings.length === 0) return undefined;
  const item = ({ finding, places }: Entry): Markup =>
    html`<li>
      ${severityTag(finding.severity)}
      ${jump(page.anchors.finding(finding), clipped(`${finding.id} ${finding.title}`))}${places.length > 1 && ` (${places.length} places)`}
    </li>`;
  return [
    html`<ul class="plain small">
      ${findings.slice(0, SHOWN).map(item)}
    </ul>`,
    findings.length > SHOWN &&
      html`<details class="small more">
        <summary>${plural(findings.length - SHOWN, 'more finding')}</summary>
        <ul class="plain">
          ${findings.slice(SHOWN).map(item)}
        </ul>
      </details>`,
  ];
}

const about = (criterion: CriterionResult): Markup =>
  html`<details class="small aside">
    <summary>Why, and how it is measured</summary>
    <p>${criterion.why}</p>
    <p>${criterion.measure}</p>
    <p class="soft">
      Weight ${criterion.weight}. What Good Looks Like: ${criterion.pillar}. Evidence: ${criterion.evidence.join(', ')}.
    </p>
  </details>`;

function level(page: Page, criterion: CriterionResult): Content {
  const next = nextStage(page.assessment.score)?.id;
  const need = criterion.gates.find(({ stage }) => stage === next)?.need;
  return [
    html`<span class="nowrap">${range(criterion.level)} of 5</span>`,
    rangeBar(criterion.level, 5, { need, ticks: 5 }),
    criterion.share === undefined
      ? undefined
      : html`<span class="small soft"
          >${percent(criterion.share[0])}${criterion.share[0] === criterion.share[1] ? '' : ` to ${percent(criterion.share[1])}`}</span
        >`,
  ];
}

const COLUMNS = [
  { title: 'Criterion', width: 25 },
  { title: 'Level', width: 15 },
  { title: 'Evidence and owner', width: 15 },
  { title: 'Gates and level needed', width: 15 },
  { title: 'What it rests on', width: 30 },
] as const;

/** Criteria by dimension: level as a range, evidence, gates, and the findings that made it. */
export function criteria(page: Page): Markup {
  const { score, findings } = page.assessment;
  return section('criteria', 'Criteria by dimension', [
    html`<p>
      A level is a range: from what the evidence assures to what it leaves open. A gate is met when the low end reaches
      it, and not met when the high end stays below.
    </p>`,
    score.framework.dimensions.map(({ id, title, about: words, weight }) => {
      const own = score.criteria.filter((criterion) => criterion.dimension === id);
      if (own.length === 0) return undefined;
      const mean = score.dimensions[id];
      const rows = own.map((criterion) => {
        const made = findings.filter((finding) => finding.criteria.includes(criterion.id));
        return {
          id: page.anchors.criterion(criterion.id) ?? '',
          below: about(criterion),
          cells: [
            html`<strong>${criterion.id}</strong> ${criterion.statement}`,
            level(page, criterion),
            html`${evidenceTag(criterion)}${flags(criterion)}
              <div>${ownerTag(criterion.owner)}</div>`,
            gates(page, criterion),
            html`${criterion.basis}${criterion.settles === undefined ? '' : html` <strong>To settle it:</strong> ${criterion.settles}`}${because(page, made)}`,
          ],
        };
      });
      return html`<h3>${title}</h3>
        <p class="soft">
          ${words}. ${mean === undefined ? '' : `Mean ${range(mean, 1)} of 5.`} Weight ${weight} of 100.
        </p>
        ${table(html`<span class="hide">${title} criteria</span>`, COLUMNS, rows)}`;
    }),
    score.notApplicable.length > 0 && [
      html`<h3>Not applicable</h3>
        <p>
          ${percent(score.notApplicableShare, 0)} of the
          weight${score.notApplicableShare > score.framework.notApplicableFlag ? html` ${tag('More than is usual', 'amber')}` : ''}.
        </p>`,
      html`<ul>
        ${score.notApplicable.map(({ id, reason }) => html`<li>${id}: ${reason}</li>`)}
      </ul>`,
    ],
  ]);
}
