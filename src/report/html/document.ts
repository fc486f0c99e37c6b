import { createHash } from 'node:crypto';
import type { Assessment } from '../../model/index.js';
import { lensWords, moment, subject } from '../words.js';
import { checks } from './checks.js';
import { coding } from './coding.js';
import { conformance } from './conformance.js';
import { criteria } from './criteria.js';
import { findings } from './findings.js';
import { firstScreen } from './first-screen.js';
import { Markup, html } from './markup.js';
import { method } from './method.js';
import { anchorsOf } from './parts.js';
import { styleSheet } from './style.js';

const CONTENTS = [
  ['held', 'What holds it back'],
  ['fixes', 'What moves it most'],
  ['not-checked', 'What was not checked'],
  ['criteria', 'Criteria'],
  ['checks', 'Checks'],
  ['conformance', 'Records'],
  ['coding', 'Codes'],
  ['findings', 'Findings'],
  ['method', 'Method and notices'],
] as const;

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
              ${CONTENTS.map(([id, words]) => html`<li><a href="#${id}">${words}</a></li>`)}
            </ul>
          </nav>
          ${criteria(page)}${checks(page)}${conformance(page)}${coding(page)}${findings(page)}${method(page)}
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
