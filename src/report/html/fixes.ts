import type { Fix } from '../../model/index.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { jump, ownerTag, section } from './parts.js';
import type { Page } from './parts.js';

/** Fixes on the first screen. */
export const SHOWN_FIXES = 5;

const KIND = { improve: '', answer: '', measure: 'Not measured yet. ' } as const;

/** A fix: what to do, who owns it, which stages it opens the way to. */
export function fixItem({ assessment, anchors }: Page, fix: Fix): Markup {
  const labels = assessment.score.framework.stages.filter(({ id }) =>
    fix.gates.some((gate) => gate.startsWith(`${id} `)),
  );
  const gates =
    labels.length === 0 || assessment.score.framework.custom
      ? ''
      : `Needed for ${labels.map(({ label }) => label).join(', ')}.`;
  return html`<li>
    <div class="fix">
      ${jump(anchors.criterion(fix.criterion), html`<strong>${fix.criterion}</strong> ${fix.title}`)}
      ${ownerTag(fix.owner)}
    </div>
    <p class="small">${KIND[fix.kind]}${fix.action} <span class="soft">${gates}</span></p>
  </li> `;
}

/** The fixes that the first screen has no room for. */
export function moreFixes(page: Page): Content {
  const rest = page.assessment.fixes.slice(SHOWN_FIXES);
  return (
    rest.length > 0 &&
    section('more-fixes', 'More that would move it', [
      html`<p>
        Best first, after the five at the top: those that open the way to a stage or bear on patient safety, set against
        the work they take.
      </p>`,
      html`<ol class="fixes on">
        ${rest.map((fix) => fixItem(page, fix))}
      </ol>`,
    ])
  );
}
