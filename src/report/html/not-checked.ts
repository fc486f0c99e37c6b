import { byReason } from '../reasons.js';
import type { Reason } from '../reasons.js';
import { count, plural } from '../words.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { section } from './parts.js';
import type { Page } from './parts.js';

const SHOWN = 3;

const shortItem = ({ because, what }: Reason): Markup =>
  what.length === 1
    ? html`<li><strong>${what[0]}</strong>: ${because}.</li>`
    : html`<li><strong>${because}</strong>: ${count(what.length)} matters, such as ${what[0]}.</li>`;

/** What was not checked, in a few lines. */
export function notCheckedInShort({ assessment: { notChecked: left } }: Page): Markup {
  if (left.length === 0) return section('not-checked', 'What was not checked', html`<p>Nothing was left out.</p>`);
  const reasons = byReason(left);
  const rest = reasons.slice(SHOWN).reduce((sum, { what }) => sum + what.length, 0);
  return section('not-checked', 'What was not checked', [
    html`<p class="lead">${plural(left.length, 'matter')}: neither passed nor failed</p>
      <ul class="plain small">
        ${reasons.slice(0, SHOWN).map(shortItem)}
      </ul>
      <p class="small rest">
        <a href="#all-not-checked"
          >${rest > 0 ? `${count(rest)} more, and all of them by reason` : 'All of them by reason'}</a
        >
      </p>`,
  ]);
}

/** Everything that was not checked, by the reason why. */
export function allNotChecked({ assessment: { notChecked: left } }: Page): Content {
  const reasons = byReason(left);
  const single = reasons.filter(({ what }) => what.length === 1);
  return (
    left.length > 0 &&
    section('all-not-checked', 'Everything that was not checked', [
      html`<p>
        What was not checked is neither passed nor failed: it stays open in the score, between the lowest and the
        highest it could be.
      </p>`,
      reasons
        .filter(({ what }) => what.length > 1)
        .map(
          ({ because, what }) =>
            html`<h3>${because}</h3>
              <ul class="columns">
                ${what.map((words) => html`<li>${words}</li>`)}
              </ul>`,
        ),
      single.length > 0 &&
        html`${single.length < reasons.length && html`<h3>Each for a reason of its own</h3>`}
          <ul class="columns">
            ${single.map(({ because, what }) => html`<li>${what[0]}: ${because}.</li>`)}
          </ul>`,
    ])
  );
}
