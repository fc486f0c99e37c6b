import { createHash } from 'node:crypto';
import type { Assessment } from '../../model/index.js';
import { lensWords, moment, subject } from '../words.js';
import { checks } from './checks.js';
import { coding } from './coding.js';
import { conformance } from './conformance.js';
import { criteria } from './criteria.js';
import { findings } from './findings.js';
import { firstScreen } from './first-screen.js';
import { SHOWN_FIXES, moreFixes } from './fixes.js';
import { Markup, html } from './markup.js';
import { method } from './method.js';
import { allNotChecked } from './not-checked.js';
import { anchorsOf } from './parts.js';
import { styleSheet } from './style.js';

/** Sections below the first screen, with the words that lead to them. */
const contents = ({ fixes, notChecked }: Assessment): readonly (readonly [string, string])[] => [
  ['findings', 'Findings'],
  ['criteria', 'Criteria'],
  ['checks', 'Checks of the interface'],
  ['conformance', 'Records'],
  ['coding', 'Codes'],
  ...(fixes.length > SHOWN_FIXES ? [['more-fixes', 'More to fix'] as const] : []),
  ...(notChecked.length > 0 ? [['all-not-checked', 'Not checked'] as const] : []),
  ['method', 'Method and notices'],
];

/** The report as one static page: no script, no request, readable in print; every value escaped. */
export function renderHtml(assessment: Assessment): string {
  const page = { assessment, anchors: anchorsOf(assessment) };
  const { score, context } = assessment;
  const style = styleSheet(context.lens);
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>Interoperability readiness: ${subject(assessment)}</title>
        ${new Markup(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the result</a>
        <header>
          <div class="band">
            <div class="wrap">
              <p><strong>Interoperability readiness</strong></p>
              <p>${moment(assessment.startedAt)}</p>
            </div>
          </div>
          <div class="lens ${context.lens}">
            <div class="wrap"><p>${lensWords(assessment)}</p></div>
          </div>
        </header>
        <main id="main" class="wrap">
          ${firstScreen(page)}
          <nav class="card" aria-label="Contents">
            <ul>
              ${contents(assessment).map(([id, words]) => html`<li><a href="#${id}">${words}</a></li>`)}
            </ul>
          </nav>
          ${findings(page)}${criteria(page)}${checks(page)}${conformance(page)}${coding(page)}${moreFixes(page)}
          ${allNotChecked(page)}${method(page)}
        </main>
        <footer class="wrap">
          <p>
            ${score.framework.notices[0]} Made by ${assessment.tool.name} ${assessment.tool.version}.
            ${lensWords(assessment)}.
          </p>
        </footer>
      </body>
    </html> `.toString();
}
