import type { CodingClass, CodingFact, ElementCoding, EndpointAssessment } from '../../model/index.js';
import { count, percent, plural } from '../words.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { pathCode, section, stackBar, table } from './parts.js';
import type { Page } from './parts.js';

const CLASSES: readonly { readonly id: CodingClass; readonly words: string; readonly kind: string }[] = [
  { id: 'S', words: 'SNOMED CT or dm+d', kind: 'k1' },
  { id: 'M', words: 'SNOMED CT and another', kind: 'k2' },
  { id: 'O', words: 'LOINC', kind: 'k5' },
  { id: 'I', words: 'ICD-10 or OPCS-4', kind: 'k3' },
  { id: 'L', words: 'Read codes', kind: 'k4' },
  { id: 'X', words: 'Local codes', kind: 'k6' },
  { id: 'T', words: 'Text only', kind: 'k7' },
  { id: 'Z', words: 'Empty', kind: 'k8' },
];

const LEVEL = {
  L0: 'Without a SNOMED CT release: form, system and use of codes were checked, not whether they are in force.',
  L1: 'With a SNOMED CT release on this machine.',
  L2: 'With a terminology server.',
} as const;

const ratio = (share: number | null): string => (share === null ? 'None seen' : percent(share));

function row(element: ElementCoding): { readonly cells: readonly Content[] } {
  const parts = CLASSES.map(({ id, words, kind }) => ({ kind, words, value: element.classes[id] })).filter(
    ({ value }) => value > 0,
  );
  const title = parts.map(({ words, value }) => `${words}: ${value}`).join(', ');
  return {
    cells: [
      pathCode(element.path),
      html`${count(element.concepts)}`,
      element.concepts === 0
        ? html`<span class="soft">None seen</span>`
        : html`${stackBar(title, parts)}<span class="small">${title}</span>`,
      ratio(element.coverage),
      element.decidable === 0
        ? html`<span class="soft">None decidable</span>`
        : html`${ratio(element.bound)}
            <div class="small soft">of ${count(element.decidable)} decidable</div>`,
      ratio(element.displayPresent),
      element.readiness === null ? 'None' : `${element.readiness.toFixed(0)} of 100 (${element.level})`,
    ],
  };
}

const COLUMNS = [
  { title: 'Element', width: 20 },
  { title: 'Concepts' },
  { title: 'How they are coded', width: 30 },
  { title: 'SNOMED CT' },
  { title: 'In the bound value set' },
  { title: 'With display' },
  { title: 'Readiness' },
] as const;

const local = ({ topLocal }: CodingFact): Content =>
  topLocal.length > 0 &&
  html`<details>
    <summary>${plural(topLocal.length, 'local code')} seen most</summary>
    ${table(
      'Local codes to map first',
      [{ title: 'Code' }, { title: 'System' }, { title: 'Times', numeric: true }],
      topLocal.map(({ system, code, count: times }) => ({
        cells: [html`<code>${code}</code>`, html`<code>${system === '' ? 'none' : system}</code>`, count(times)],
      })),
    )}
  </details>`;

function unseen({ elements }: CodingFact): Content {
  const empty = elements.filter(({ concepts }) => concepts === 0);
  return (
    empty.length > 0 &&
    html`<p class="small">
      Not seen in the sample: ${empty.map(({ path }, index) => [index > 0 && ', ', pathCode(path)])}.
    </p>`
  );
}

const issuers = ({ namespaces }: CodingFact): Markup =>
  html`<p class="small">
    Well-formed SNOMED CT and dm+d codes by issuer: ${count(namespaces.international)} international,
    ${count(namespaces['uk-clinical'])} UK clinical, ${count(namespaces['uk-drug'])} UK drug, ${count(namespaces.other)}
    other.
  </p>`;

function ofEndpoint(endpoint: EndpointAssessment): Content {
  const { coding } = endpoint.evidence;
  if (coding?.state !== 'seen')
    return html`<h3>${endpoint.base}</h3>
      <p>No codes were judged here.</p>`;
  const fact = coding.value;
  return html`<h3>${endpoint.base}</h3>
    <p>
      ${LEVEL[fact.level]}${
        fact.readiness === null ? '' : ` Readiness over all elements: ${fact.readiness.toFixed(0)} of 100.`
      }
    </p>
    ${table('Coded elements', COLUMNS, fact.elements.filter(({ concepts }) => concepts > 0).map(row))}${unseen(fact)}${issuers(fact)}${local(fact)}`;
}

/** How codes are used, by element, with what could be decided beside each ratio. */
export const coding = (page: Page): Markup =>
  section('coding', 'Codes: SNOMED CT and dm+d by element', [
    html`<ul class="legend">
      ${CLASSES.map(
        ({ words, kind }) =>
          html`<li>
            <svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${kind}" width="10" height="10" /></svg>${words}
          </li>`,
      )}
    </ul>`,
    page.assessment.endpoints.length === 0
      ? html`<p>There was no endpoint to sample.</p>`
      : page.assessment.endpoints.map(ofEndpoint),
  ]);
