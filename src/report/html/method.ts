import type { EndpointAssessment } from '../../model/index.js';
import { audienceWords, count, duration, lensWords, moment, plural } from '../words.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { section, table } from './parts.js';
import type { Page } from './parts.js';

const STATE = { complete: 'Complete', partial: 'Partial', unreachable: 'Could not be reached' } as const;

const SKIPPED: Readonly<Record<string, string>> = {
  'no-data': 'none held',
  'no-credential': 'no credential',
  budget: 'budget used up',
  'opt-in': 'not asked for',
  depends: 'could not be searched',
  'unlearned-params': 'no values to search for',
};

const endpointRow = (endpoint: EndpointAssessment): { readonly cells: readonly Content[] } => ({
  cells: [
    html`<code>${endpoint.base}</code>`,
    endpoint.role === 'core' ? 'Core' : 'Other',
    html`${STATE[endpoint.state]}${endpoint.stopped === undefined ? '' : html`: ${endpoint.stopped.detail}`}`,
    html`${plural(endpoint.requests.total, 'request')}, ${count(endpoint.requests.failed)} failed,
    ${count(Math.round(endpoint.requests.bytes / 1024))} kB`,
  ],
});

const sampleRows = (endpoint: EndpointAssessment): readonly { readonly cells: readonly Content[] }[] =>
  endpoint.samples.map((sample) => ({
    cells: [
      html`<strong>${sample.type}</strong>`,
      count(sample.n),
      count(sample.clusters),
      sample.population === undefined ? 'Not given' : count(sample.population),
      sample.skipped === undefined ? sample.method : `Not sampled: ${SKIPPED[sample.skipped] ?? sample.skipped}`,
    ],
  }));

const SAMPLE_COLUMNS = [
  { title: 'Record type' },
  { title: 'Drawn' },
  { title: 'Distinct subjects' },
  { title: 'The server holds' },
  { title: 'How' },
];

/** How the result came about: endpoints, samples, method, definitions, notices. */
export function method({ assessment }: Page): Markup {
  const { score, endpoints, definitions, tool } = assessment;
  return section('method', 'How this was assessed', [
    html`<dl class="facts">
      <dt>Lens</dt>
      <dd>${lensWords(assessment)}</dd>
      <dt>Asked as</dt>
      <dd>
        ${audienceWords(assessment)}${assessment.context.noEndpoint === true ? '; the organisation declares that it has no endpoint' : ''}
      </dd>
      <dt>Started</dt>
      <dd>${moment(assessment.startedAt)}, took ${duration(assessment.startedAt, assessment.finishedAt)}</dd>
      <dt>Profile</dt>
      <dd>
        ${score.framework.title}, ${score.framework.id}
        ${score.framework.version}${score.framework.custom ? ' (custom)' : ''}
      </dd>
      <dt>Definitions used</dt>
      <dd>
        ${
          definitions.length === 0
            ? 'None'
            : html`<ul class="plain">
                ${definitions.map(({ name, version }) => html`<li>${name} ${version}</li>`)}
              </ul>`
        }
      </dd>
      <dt>Tool</dt>
      <dd>${tool.name} ${tool.version}, seed <code>${assessment.seed}</code></dd>
    </dl>`,
    endpoints.length > 0 &&
      table(
        'Endpoints',
        [{ title: 'Address' }, { title: 'Role' }, { title: 'Run' }, { title: 'Traffic' }],
        endpoints.map(endpointRow),
      ),
    endpoints.map(
      (endpoint) =>
        endpoint.samples.length > 0 && table(html`Samples of ${endpoint.base}`, SAMPLE_COLUMNS, sampleRows(endpoint)),
    ),
    html`<h3>How levels and stages come about</h3>
      <ul>
        ${score.framework.method.map((words) => html`<li>${words}</li>`)}
      </ul>`,
    html`<h3>Notices</h3>
      <ul>
        ${score.framework.notices.map((notice) => html`<li>${notice}</li>`)}
      </ul>`,
  ]);
}
