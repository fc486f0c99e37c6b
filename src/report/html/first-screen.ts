import { heldGate, nextStage, otherShortfalls } from '../headline.js';
import type { HeldGate } from '../headline.js';
import { GATE, count, range, subject } from '../words.js';
import { fixItem, SHOWN_FIXES } from './fixes.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { notCheckedInShort } from './not-checked.js';
import { jump, ownerTag, section, tag } from './parts.js';
import type { Page } from './parts.js';
import { unsafe, verdict, whereabouts } from './verdict.js';

const SHOWN_GATES = 4;
/** The box that says UNSAFE takes the room of a gate. */
const SHOWN_BELOW_UNSAFE = 3;

type Gate = HeldGate & { readonly state: 'notMet' | 'undecided' };

function gateItem({ anchors }: Page, { id, need, state, criterion }: Gate): Markup {
  const has = criterion === undefined ? '' : `Level ${range(criterion.level)}, needs ${need}`;
  return html`<li>
    ${jump(anchors.criterion(id), html`<strong>${id}</strong> ${criterion?.statement ?? ''}`)}
    <span class="line"
      >${tag(GATE[state], state === 'notMet' ? 'red' : 'amber')}
      ${criterion === undefined ? '' : ownerTag(criterion.owner)} <span class="small nowrap">${has}</span></span
    >
  </li>`;
}

/** What else falls short, in a few words: the other gates by id, and what is no gate. */
function alsoShort({ assessment: { score }, anchors }: Page, gates: readonly Gate[]): Content {
  const names = gates.map(({ id }, index) => [index > 0 && ', ', jump(anchors.criterion(id), id)]);
  const other = otherShortfalls(score);
  return (
    gates.length + other.length > 0 &&
    html`<p class="small">
      ${gates.length > 0 && html`And ${count(gates.length)} more: ${names}. `}${other.length > 0 && `Also short: ${other.join('; ')}.`}
    </p>`
  );
}

function holdsBack(page: Page): Markup {
  const { score } = page.assessment;
  const { notMet, undecided } = score.stage.heldBy;
  const gates: readonly Gate[] = [
    ...notMet.map((name) => ({ ...heldGate(score, name), state: 'notMet' as const })),
    ...undecided.map((name) => ({ ...heldGate(score, name), state: 'undecided' as const })),
  ];
  const shown = score.unsafe.length > 0 ? SHOWN_BELOW_UNSAFE : SHOWN_GATES;
  if (gates.length + otherShortfalls(score).length === 0)
    return section('held', 'What holds it back', html`<p>Nothing: the highest stage is assured.</p>`);
  const way = score.framework.custom
    ? `Levels not reached: ${count(notMet.length)} not met, ${count(undecided.length)} undecided`
    : `Needed for ${nextStage(score)?.label ?? 'the next stage'}: ${count(notMet.length)} not met, ${count(undecided.length)} undecided`;
  return section('held', 'What holds it back', [
    gates.length > 0 &&
      html`<p class="lead">${way}</p>
        <ul class="plain gates">
          ${gates.slice(0, shown).map((gate) => gateItem(page, gate))}
        </ul>`,
    alsoShort(page, gates.slice(shown)),
  ]);
}

function topFixes(page: Page): Markup {
  const { fixes } = page.assessment;
  if (fixes.length === 0) return section('fixes', 'What moves it most', html`<p>Nothing is left to fix.</p>`);
  return section('fixes', 'What moves it most', [
    html`<ol class="fixes">
      ${fixes.slice(0, SHOWN_FIXES).map((fix) => fixItem(page, fix))}
    </ol>`,
    fixes.length > SHOWN_FIXES &&
      html`<p class="small rest"><a href="#more-fixes">${count(fixes.length - SHOWN_FIXES)} more, in order</a></p>`,
  ]);
}

/** What a reader has to know first: where it stands, what holds it back, what to do, what nobody looked at. */
export function firstScreen(page: Page): Markup {
  const { assessment } = page;
  const remarks = assessment.remarks ?? [];
  return html`<div class="title">
      <h1>${subject(assessment)}</h1>
      ${whereabouts(assessment)}
    </div>
    ${unsafe(page)} ${verdict(page)}
    <div class="trio">${holdsBack(page)}${topFixes(page)}${notCheckedInShort(page)}</div>
    ${
      remarks.length > 0 &&
      section(
        'remarks',
        'Please note',
        html`<ul>
          ${remarks.map((remark) => html`<li>${remark.replace(/\.$/, '')}.</li>`)}
        </ul>`,
      )
    }`;
}
