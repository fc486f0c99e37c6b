import type { Assessment, Score } from '../../model/index.js';
import { entriesOf, tallyOf } from '../entries.js';
import { heldPhrase, nextStage } from '../headline.js';
import { audienceWords, percent, plural, range, subject } from '../words.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { jump, rangeBar, tag } from './parts.js';
import type { Page } from './parts.js';

const RUN = { partial: 'Stopped early', unreachable: 'Could not be reached' } as const;

/** Who was assessed, and where. */
export function whereabouts(assessment: Assessment): Markup {
  const { endpoints } = assessment;
  const named = subject(assessment);
  const places = endpoints.map(
    ({ base, state }, index) =>
      html`${index > 0 ? ', ' : ''}${base === named ? 'as above' : html`<code>${base}</code>`}${state === 'complete' ? '' : [' ', tag(RUN[state], 'red')]}`,
  );
  const at = endpoints.length === 1 ? 'endpoint' : 'endpoints';
  return html`<p class="sub">
    ${audienceWords(assessment)}, ${endpoints.length === 0 ? 'no endpoint was assessed' : html`${at} ${places}`}
  </p>`;
}

/** What stands above everything where patients are at risk. */
export const unsafe = ({ assessment: { score }, anchors }: Page): Content =>
  score.unsafe.length > 0 &&
  html`<div class="unsafe">
    <h2>UNSAFE</h2>
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
        index === sure ? 'Assured' : index === could && could > sure ? 'Could be' : index < sure ? 'Passed' : '';
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
  const could =
    potential !== assured
      ? `Could be ${label.potential ?? potential}: nothing measured so far rules that out.`
      : score.framework.stages.at(-1)?.id === assured
        ? 'This is the highest stage.'
        : 'The evidence rules out any higher stage for now.';
  return html`<p class="kicker">${kicker}</p>
    <p class="stage">${label.assured ?? 'Not placed'}</p>
    <p class="could">${could}</p>`;
}

function inShort({ findings, score, notChecked }: Assessment): Markup {
  const entries = entriesOf(findings);
  const { errors, warnings, notes, safety } = tallyOf(entries);
  const held = heldPhrase(score);
  return html`<p class="short">
    <strong>Held by:</strong> ${held === '' ? 'nothing.' : html`<a href="#held">${held}</a>.`}
    <strong>Findings:</strong>
    ${
      entries.length === 0
        ? 'none.'
        : html`<a href="#findings"
              >${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(notes, 'note')}</a
            >${safety > 0 && html`, <strong>${safety} on patient safety</strong>`}.`
    }
    <strong>Not checked:</strong>
    ${notChecked.length === 0 ? 'nothing was left out.' : html`<a href="#not-checked">${plural(notChecked.length, 'matter')}</a>.`}
  </p>`;
}

function measures(score: Score): Markup {
  const rows = score.framework.dimensions.flatMap(({ id, title, about }) => {
    const interval = score.dimensions[id];
    return interval === undefined ? [] : [{ title, about, interval }];
  });
  return html`<dl class="measures">
      <div>
        <dt>Index</dt>
        <dd>${rangeBar(score.index, 100, { wide: true, need: nextStage(score)?.needs?.index })}</dd>
        <dd>${range(score.index, 1)} of 100</dd>
      </div>
      ${rows.map(
        ({ title, about, interval }) =>
          html`<div>
            <dt><span title="${about}">${title}</span></dt>
            <dd>${rangeBar(interval, 5, { wide: true, ticks: 5 })}</dd>
            <dd>${range(interval, 1)} of 5</dd>
          </div> `,
      )}
      <div>
        <dt>Evidence</dt>
        <dd>${rangeBar([score.coverage * 100, score.coverage * 100], 100, { wide: true })}</dd>
        <dd>covers ${percent(score.coverage, 0)}</dd>
      </div>
    </dl>
    <p class="small soft key">Filled: assured. Pale: still open. Line: needed for the next stage.</p>`;
}

/** The stage, what it could be, what holds it, and the figures beside it. */
export const verdict = ({ assessment }: Page): Markup =>
  html`<section class="card verdict" aria-label="Result">
    <div>${stageName(assessment)} ${steps(assessment.score)} ${inShort(assessment)}</div>
    <div>${measures(assessment.score)}</div>
  </section>`;
