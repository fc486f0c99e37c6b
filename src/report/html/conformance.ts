import { shareInterval } from '../../model/index.js';
import type {
  ConformanceFact,
  EndpointAssessment,
  IdentityFact,
  IssueGroup,
  MustSupportFact,
  ReferencesFact,
  Share,
  TypeConformance,
} from '../../model/index.js';
import { count, percent, plural } from '../words.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { pathCode, section, severityTag, shareBar, table } from './parts.js';
import type { Page } from './parts.js';

/** A share as figures, interval and bar. */
export function shareCell({ assessment: { score } }: Page, share: Share): Content {
  if (share.n === 0) return html`<span class="soft">None seen</span>`;
  const { k, n, clusters, population } = share;
  const interval = shareInterval(
    {
      k,
      n,
      clusters: clusters === 0 ? n : clusters,
      ...(population !== undefined && population >= n && { population }),
    },
    score.framework.interval,
  );
  const exact = interval[0] === interval[1];
  return html`${count(k)} of ${count(n)}: <strong>${percent(k / n)}</strong>${shareBar(k / n, interval)}<span
      class="small soft"
      >${exact ? 'all there are' : `${percent(interval[0])} to ${percent(interval[1])}`}</span
    >`;
}

const SHOWN = 8;

function groupList(groups: readonly IssueGroup[]): Content {
  const decided = groups.filter((group) => !group.undecided);
  const open = groups.filter((group) => group.undecided).reduce((sum, group) => sum + group.count, 0);
  if (groups.length === 0) return undefined;
  const item = (group: IssueGroup): Markup =>
    html`<li>
      ${severityTag(group.severity)} ${pathCode(group.path)} ${group.message}
      <span class="soft">(${plural(group.count, 'time')}, ${plural(group.resources, 'record')})</span>
    </li>`;
  return html`<details class="small">
    <summary>
      ${decided.length > 0 && `${plural(decided.length, 'kind')} of issue${open > 0 ? ', ' : ''}`}${open > 0 && `${count(open)} undecided`}
    </summary>
    <ul class="plain">
      ${decided.slice(0, SHOWN).map(item)}
    </ul>
    ${
      decided.length > SHOWN && html`<p>${plural(decided.length - SHOWN, 'more kind')} under Findings.</p>`
    }${open > 0 && html`<p>${plural(open, 'matter')} could not be decided without a terminology server or release.</p>`}
  </details>`;
}

const typeRow = (page: Page, type: TypeConformance): { readonly cells: readonly Content[] } => ({
  cells: [
    html`<strong>${type.type}</strong>`,
    html`${count(type.n)}${type.duplicates > 0 && html`<div class="small soft">${plural(type.duplicates, 'duplicate')} counted once</div>`}`,
    shareCell(page, type.base),
    type.profile === undefined ? html`<span class="soft">No UK Core profile</span>` : shareCell(page, type.profiled),
    html`<span class="small"
      >${count(type.declared.valid)} valid, ${count(type.declared.invalid)} not, ${count(type.declared.unknown)} unknown
      here</span
    >`,
    groupList(type.groups),
  ],
});

const COLUMNS = [
  { title: 'Record type' },
  { title: 'Records' },
  { title: 'Valid FHIR R4', width: 20 },
  { title: 'Follows UK Core', width: 20 },
  { title: 'Declared profiles' },
  { title: 'Issues', width: 20, onScreen: true },
] as const;

const conformanceTable = (page: Page, fact: ConformanceFact): Markup =>
  table(`Share of sampled records without error, ${fact.ukCore}`, COLUMNS, [
    { cells: [html`<strong>All types</strong>`, count(fact.base.n), shareCell(page, fact.base), '', '', ''] },
    ...fact.types.map((type) => typeRow(page, type)),
  ]);

function fullness(fact: MustSupportFact): Markup {
  const rows = fact.types.map(({ type, n, elements }) => {
    const empty = elements.filter(({ present }) => n === 0 || present / n < 0.1);
    return {
      cells: [
        html`<strong>${type}</strong>`,
        count(n),
        html`${count(elements.length - empty.length)} of ${count(elements.length)}`,
        empty.length === 0
          ? 'None'
          : html`<span class="small"
              >${empty.map(({ path }, index) => html`${index > 0 ? ', ' : ''}${pathCode(path)}`)}</span
            >`,
      ],
    };
  });
  return table(
    'Elements that UK Core marks as important, filled in at least one record in ten',
    [{ title: 'Record type' }, { title: 'Records' }, { title: 'Filled' }, { title: 'Hardly ever filled' }],
    rows,
  );
}

const identity = (page: Page, fact: IdentityFact): Markup =>
  table(
    'NHS Numbers on patient records',
    [{ title: 'What', width: 40 }, { title: 'Share' }],
    [
      { cells: ['Patients with an NHS Number', shareCell(page, fact.withNumber)] },
      { cells: ['Numbers that are well-formed', shareCell(page, fact.valid)] },
      { cells: ['Numbers with verification status', shareCell(page, fact.verified)] },
      {
        cells: [
          'What is wrong with the others',
          `${count(fact.malformed)} malformed, ${count(fact.checkDigit)} with a wrong check digit, ${count(fact.testRange)} from the test range, ${count(fact.shared)} on several active records`,
        ],
      },
    ],
  );

const links = (fact: ReferencesFact): Markup =>
  table(
    'Links between records',
    [{ title: 'What', width: 40 }, { title: 'Links' }],
    [
      { cells: ['Lead to a record', count(fact.resolved)] },
      { cells: ['Name a known kind of identifier', count(fact.logicalKnown)] },
      { cells: ['Lead nowhere', count(fact.broken)] },
      { cells: ['Name an unknown kind of identifier', count(fact.logicalUnknown)] },
      { cells: ['Leave this endpoint', count(fact.offOrigin)] },
      { cells: ['Not looked at', count(fact.notLookedAt)] },
      ...fact.brokenBy.map(({ path, target, count: times }) => ({
        cells: [html`${pathCode(path)} to ${target}, broken`, count(times)],
      })),
    ],
  );

function ofEndpoint(page: Page, endpoint: EndpointAssessment): Content {
  const { conformance, mustSupport, identity: numbers, references } = endpoint.evidence;
  const parts: Content[] = [];
  if (conformance?.state === 'seen') parts.push(conformanceTable(page, conformance.value));
  if (mustSupport?.state === 'seen') parts.push(fullness(mustSupport.value));
  if (numbers?.state === 'seen') parts.push(identity(page, numbers.value));
  if (references?.state === 'seen') parts.push(links(references.value));
  return html`<h3>${endpoint.base}</h3>
    ${parts.length === 0 ? html`<p>No records were judged here.</p>` : parts}`;
}

/** How well the sampled records follow the standards, by type, with intervals. */
export const conformance = (page: Page): Markup =>
  section('conformance', 'Records: conformance by type', [
    html`<p>
      Each share is what the sample showed (the line); below it stands the range that holds the share of all records
      with 95 % confidence, given how many records and patients were drawn: filled up to its low end, pale to its high
      end. Where every record was drawn there is no range.
    </p>`,
    page.assessment.endpoints.length === 0
      ? html`<p>There was no endpoint to sample.</p>`
      : page.assessment.endpoints.map((endpoint) => ofEndpoint(page, endpoint)),
  ]);
