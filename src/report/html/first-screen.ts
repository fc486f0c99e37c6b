import type { Assessment, Fix, Score } from '../../model/index.js';
import { heldGate, heldPhrase, nextStage, otherShortfalls } from '../headline.js';
import { GATE, audienceWords, count, moment, percent, plural, range, subject } from '../words.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { jump, ownerTag, rangeBar, section, table, tag } from './parts.js';
import type { Page } from './parts.js';

const SHOWN_FIXES = 5;
const SHOWN_GATES = 6;
const SHOWN_NOT_CHECKED = 5;

const unsafe = ({ assessment: { score }, anchors }: Page): Content =>
  score.unsafe.length > 0 &&
  html`<div class="unsafe">
    <h2>Unsafe</h2>
    <p>Patients are at risk now. Act on this before anything else below.</p>
    <ul>
      ${score.unsafe.map((id) => {
        const criterion = score.criteria.find((one) => one.id === id);
        return html`<li>
          ${jump(anchors.criterion(id), `${id} ${criterion?.statement ?? ''}`)}: failed. ${criterion?.basis ?? ''}
        </li>`;
      })}
    </ul>
  </div>`;

function steps({ framework, stage }: Score): Content {
  if (framework.custom) return undefined;
  const order = framework.stages.map(({ id }) => id);
  const sure = stage.assured === 'notPlaced' ? -1 : order.indexOf(stage.assured);
  const could = order.indexOf(stage.potential);
  return html`<ol class="steps">
    ${framework.stages.map(({ label, meaning }, index) => {
      const kind = index <= sure ? 'sure' : index <= could ? 'open' : '';
      const words =
        index === sure
          ? 'Assured'
          : index === could && could > sure
            ? 'Could be, with more evidence'
            : index < sure
              ? 'Passed'
              : '';
      return html`<li class="${kind}" title="${meaning}"><b>${label}</b>${words}</li>`;
    })}
  </ol>`;
}

function stageName(assessment: Assessment): Markup {
  const { score, context } = assessment;
  const { assured, potential, label } = score.stage;
  const kicker =
    context.lens === 'synthetic'
      ? 'Capability stage (synthetic data)'
      : context.audience === 'supplier'
        ? 'Stage the product would support'
        : 'Assured stage';
  if (score.framework.custom)
    return html`<p class="kicker">Custom profile</p>
      <p class="stage">No stage</p>
      <p>A profile that was edited names no stage. Index and levels below follow the edited profile.</p>`;
  const name = label.assured ?? 'Not placed';
  const could =
    potential === assured
      ? 'The evidence rules out any higher stage for now.'
      : `Could be ${label.potential ?? potential}: nothing measured so far rules that out.`;
  return html`<p class="kicker">${kicker}</p>
    <p class="stage">${name}</p>
    <p>${could}</p>`;
}

function measures(score: Score): Markup {
  const rows = score.framework.dimensions.flatMap(({ id, title, about }) => {
    const interval = score.dimensions[id];
    return interval === undefined ? [] : [{ title, about, interval }];
  });
  return html`<dl class="measures">
      <div>
        <dt>Index <span>${range(score.index, 1)} of 100</span></dt>
        <dd>${rangeBar(score.index, 100, { wide: true, need: nextStage(score)?.needs?.index })}</dd>
      </div>
      ${rows.map(
        ({ title, about, interval }) =>
          html`<div>
            <dt><span title="${about}">${title}</span> <span>${range(interval, 1)} of 5</span></dt>
            <dd>${rangeBar(interval, 5, { wide: true, ticks: 5 })}</dd>
          </div> `,
      )}
      <div>
        <dt>Covered by evidence <span>${percent(score.coverage, 0)}</span></dt>
        <dd>${rangeBar([score.coverage * 100, score.coverage * 100], 100, { wide: true })}</dd>
      </div>
    </dl>
    <p class="small soft">Filled: assured by the evidence. Pale: still open. Line: what the next stage needs.</p>`;
}

function holdsBack({ assessment: { score }, anchors }: Page): Markup {
  const { notMet, undecided } = score.stage.heldBy;
  const gates = [
    ...notMet.map((name) => ({ ...heldGate(score, name), state: 'notMet' as const })),
    ...undecided.map((name) => ({ ...heldGate(score, name), state: 'undecided' as const })),
  ];
  const other = otherShortfalls(score);
  const next = nextStage(score);
  if (gates.length + other.length === 0)
    return section('held', 'What holds it back', html`<p>Nothing: the highest stage is assured.</p>`);
  const row = ({ id, need, state, criterion }: (typeof gates)[number]): { readonly cells: readonly Content[] } => ({
    cells: [
      jump(anchors.criterion(id), `${id} ${criterion?.statement ?? ''}`),
      html`${criterion === undefined ? '' : range(criterion.level)}, needs ${need}`,
      [
        tag(GATE[state], state === 'notMet' ? 'red' : 'amber'),
        ' ',
        criterion === undefined ? '' : ownerTag(criterion.owner),
      ],
    ],
  });
  const columns = [{ title: 'Criterion' }, { title: 'Level' }, { title: 'Gate and owner' }];
  const caption = score.framework.custom
    ? 'Gates not passed'
    : `On the way to ${next?.label ?? 'the next stage'}: ${plural(notMet.length, 'gate')} not met, ${count(undecided.length)} undecided`;
  return section('held', 'What holds it back', [
    gates.length > 0 && table(caption, columns, gates.slice(0, SHOWN_GATES).map(row)),
    gates.length > SHOWN_GATES &&
      html`<details>
        <summary>${plural(gates.length - SHOWN_GATES, 'more gate')}</summary>
        ${table('More gates', columns, gates.slice(SHOWN_GATES).map(row))}
      </details>`,
    other.length > 0 && html`<p>Beside the gates: ${other.join('; ')}.</p>`,
  ]);
}

const KIND = { improve: 'Improve', answer: 'Answer', measure: 'Let it be measured' } as const;

function fixItem({ assessment, anchors }: Page, fix: Fix): Markup {
  const labels = assessment.score.framework.stages.filter(({ id }) =>
    fix.gates.some((gate) => gate.startsWith(`${id} `)),
  );
  const gates = labels.length === 0 ? '' : `Unlocks a gate of ${labels.map(({ label }) => label).join(', ')}.`;
  return html`<li>
    ${jump(anchors.criterion(fix.criterion), html`<strong>${fix.criterion} ${fix.title}</strong>`)}
    ${ownerTag(fix.owner)}
    <p class="small">${KIND[fix.kind]}: ${fix.action} <span class="soft">${gates}</span></p>
  </li> `;
}

const fixes = (page: Page): Markup =>
  section(
    'fixes',
    'What moves it most',
    page.assessment.fixes.length === 0
      ? html`<p>Nothing is left to fix.</p>`
      : [
          html`<ol class="fixes">
            ${page.assessment.fixes.slice(0, SHOWN_FIXES).map((fix) => fixItem(page, fix))}
          </ol>`,
          page.assessment.fixes.length > SHOWN_FIXES &&
            html`<details>
              <summary>${count(page.assessment.fixes.length - SHOWN_FIXES)} more, in order</summary>
              <ul class="plain">
                ${page.assessment.fixes.slice(SHOWN_FIXES).map((fix) => fixItem(page, fix))}
              </ul>
            </details>`,
        ],
  );

function notChecked({ assessment: { notChecked: left } }: Page): Markup {
  const item = ({ what, because }: Assessment['notChecked'][number]): Markup =>
    html`<li><strong>${what}</strong>: ${because.replace(/\.$/, '')}.</li>`;
  return section(
    'not-checked',
    'What was not checked',
    left.length === 0
      ? html`<p>Nothing was left out.</p>`
      : [
          html`<p>${plural(left.length, 'matter')}: neither passed nor failed.</p>
            <ul class="plain">
              ${left.slice(0, SHOWN_NOT_CHECKED).map(item)}
            </ul>`,
          left.length > SHOWN_NOT_CHECKED &&
            html`<details>
              <summary>${count(left.length - SHOWN_NOT_CHECKED)} more</summary>
              <ul class="plain">
                ${left.slice(SHOWN_NOT_CHECKED).map(item)}
              </ul>
            </details>`,
        ],
  );
}

const NAMED = 3;

function inShort({ assessment }: Page): Markup {
  const { findings, notChecked: left, endpoints } = assessment;
  const held = heldPhrase(assessment.score);
  const errors = findings.filter(({ severity }) => severity === 'error' || severity === 'fatal').length;
  const safety = findings.filter((finding) => finding.safety).length;
  const names = left.slice(0, NAMED).map(({ what }) => what);
  return html`<dl class="facts short">
    <dt>Held by</dt>
    <dd>${held === '' ? 'Nothing' : html`<a href="#held">${held}</a>`}</dd>
    <dt>Not checked</dt>
    <dd>
      ${
        left.length === 0
          ? 'Nothing was left out'
          : html`<a href="#not-checked">${plural(left.length, 'matter')}</a>:
              ${names.join('; ')}${left.length > NAMED ? '; …' : ''}`
      }
    </dd>
    <dt>Findings</dt>
    <dd>
      <a href="#findings">${plural(findings.length, 'finding')}</a>, ${plural(errors, 'error')} among
      them${safety > 0 && html`, <strong>${count(safety)} on patient safety</strong>`}
    </dd>
    <dt>${endpoints.length === 1 ? 'Endpoint' : 'Endpoints'}</dt>
    <dd>
      ${
        endpoints.length === 0
          ? 'None was assessed'
          : endpoints.map(
              ({ base, state }, index) =>
                html`${index > 0 ? html`<br />` : ''}<code>${base}</code>${state === 'complete' ? '' : ` (${RUN[state]})`}`,
            )
      }
    </dd>
  </dl>`;
}

const RUN = { partial: 'stopped early', unreachable: 'could not be reached' } as const;

/** What a reader has to know first: where it stands, what holds it back, what to do, what nobody looked at. */
export function firstScreen(page: Page): Markup {
  const { assessment } = page;
  const { score } = assessment;
  return html`<h1>${subject(assessment)}</h1>
    <p class="sub">${audienceWords(assessment)}, assessed ${moment(assessment.startedAt)}</p>
    ${unsafe(page)}
    <section class="card verdict" aria-label="Result">
      <div>${stageName(assessment)} ${steps(score)} ${inShort(page)}</div>
      <div>${measures(score)}</div>
    </section>
    <div class="pair">${holdsBack(page)}${fixes(page)}</div>
    ${notChecked(page)}
    ${
      (assessment.remarks ?? []).length > 0 &&
      section(
        'remarks',
        'Please note',
        html`<ul>
          ${(assessment.remarks ?? []).map((remark) => html`<li>${remark}</li>`)}
        </ul>`,
      )
    }`;
}
