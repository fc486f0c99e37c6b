import type { CheckResult, EndpointAssessment, Outcome } from '../../model/index.js';
import { OUTCOME, count, plural } from '../words.js';
import { html, link } from './markup.js';
import type { Content, Markup } from './markup.js';
import { ownerTag, section, table, tag } from './parts.js';
import type { Page, Tone } from './parts.js';

const TONE: Readonly<Record<Outcome, Tone>> = {
  pass: 'green',
  warn: 'amber',
  fail: 'red',
  notApplicable: 'grey',
  manual: 'blue',
  unknown: 'grey',
};

const TOPIC: Readonly<Record<string, string>> = {
  NET: 'Reaching the endpoint',
  TLS: 'Encryption',
  CAP: 'Self-description',
  FMT: 'Formats',
  SEC: 'Access without permission',
  AUTH: 'Sign-in',
  READ: 'Reading records',
  SRCH: 'Searching',
  NHS: 'NHS Number and organisations',
  PAGE: 'Paging',
  ERR: 'Errors',
  COH: 'Links between records',
  PROF: 'Profiles',
  PERF: 'Speed',
  BULK: 'Export',
  WRT: 'Writing',
  OPS: 'Operations',
};

const topicOf = ({ id }: CheckResult): string => {
  const prefix = /^[A-Z]+/.exec(id)?.[0] ?? id;
  return TOPIC[prefix] ?? prefix;
};

const ORDER: readonly Outcome[] = ['fail', 'warn', 'unknown', 'manual', 'pass', 'notApplicable'];

function more(check: CheckResult): Content {
  const references = check.references.map(({ title, url }) => html`<li>${link(url, title)}</li>`);
  return html`<details class="small aside">
    <summary>Why, and what to do</summary>
    <p>${check.why}</p>
    ${
      check.expected === undefined ? undefined : html`<p>Expected: ${check.expected}</p>`
    }${check.actual === undefined ? undefined : html`<p>Seen: ${check.actual}</p>`}
    <p>${check.remedy}</p>
    ${
      references.length > 0 &&
      html`<ul>
        ${references}
      </ul>`
    }
  </details>`;
}

const COLUMNS = [
  { title: 'Check', width: 35 },
  { title: 'Outcome', width: 15 },
  { title: 'What was seen', width: 50 },
] as const;

function topic(page: Page, at: number, name: string, checks: readonly (readonly [CheckResult, number])[]): Markup {
  const rows = checks.map(([check, index]) => ({
    id: page.anchors.check(at, index),
    cells: [
      html`<strong>${check.id}</strong> ${check.title}`,
      html`${tag(OUTCOME[check.outcome], TONE[check.outcome])}${check.unsafe === true ? [' ', tag('Unsafe', 'red')] : ''}${
        check.outcome === 'fail' || check.outcome === 'warn' ? html`<div>${ownerTag(check.owner)}</div>` : ''
      }`,
      html`${check.summary}${check.reason === undefined || check.reason === check.summary ? '' : ` ${check.reason}`}${more(check)}`,
    ],
  }));
  const bad = checks.filter(([{ outcome }]) => outcome === 'fail' || outcome === 'warn').length;
  const words =
    bad === 0 ? plural(checks.length, 'check') : `${count(bad)} of ${plural(checks.length, 'check')} to look at`;
  return html`<details${bad > 0 ? html` open=""` : ''}><summary>${name}: ${words}</summary>${table(html`<span class="hide">${name}</span>`, COLUMNS, rows)}</details>`;
}

function endpointChecks(page: Page, endpoint: EndpointAssessment, at: number): Markup {
  const numbered = endpoint.checks.map((check, index) => [check, index] as const);
  const topics = [...new Set(endpoint.checks.map(topicOf))];
  const totals = ORDER.map((outcome) => ({
    outcome,
    of: endpoint.checks.filter((check) => check.outcome === outcome).length,
  })).filter(({ of }) => of > 0);
  return html`<h3>${endpoint.base}</h3>
    <p>${totals.map(({ outcome, of }) => html`${tag(`${OUTCOME[outcome]}: ${count(of)}`, TONE[outcome])} `)}</p>
    ${topics.map((name) =>
      topic(
        page,
        at,
        name,
        numbered
          .filter(([check]) => topicOf(check) === name)
          .sort(([a], [b]) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome)),
      ),
    )}`;
}

/** The checks of each endpoint, by topic, outcomes in words. */
export const checks = (page: Page): Markup =>
  section(
    'checks',
    'Checks of the interface',
    page.assessment.endpoints.length === 0
      ? html`<p>There was no endpoint to check.</p>`
      : page.assessment.endpoints.map((endpoint, at) => endpointChecks(page, endpoint, at)),
  );
