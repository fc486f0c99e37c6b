import type { Assessment, EndpointAssessment, Score, SkipReason } from '../model/index.js';

type NotChecked = Assessment['notChecked'][number];

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  'no-data': 'the endpoint holds none',
  'no-credential': 'no credential was given',
  budget: 'the budget of requests was used up',
  'opt-in': 'it has to be asked for',
  depends: 'something it builds on could not be done',
  'unlearned-params': 'no values to search for were seen',
};

const ofEndpoint = (endpoint: EndpointAssessment): readonly NotChecked[] => [
  ...(endpoint.state === 'unreachable'
    ? [{ what: `Everything at ${endpoint.id}`, because: 'the endpoint could not be reached' }]
    : []),
  ...(endpoint.stopped === undefined
    ? []
    : [{ what: `The rest of ${endpoint.id}`, because: `the run stopped: ${endpoint.stopped.detail}` }]),
  ...endpoint.checks
    .filter(({ outcome }) => outcome === 'unknown' || outcome === 'manual')
    .map((check) => ({
      what: `${check.id} ${check.title}`,
      because: check.outcome === 'manual' ? 'a person has to judge it' : (check.reason ?? check.summary),
    })),
  ...endpoint.samples.flatMap(({ type, skipped }) =>
    skipped === undefined ? [] : [{ what: `${type} records`, because: SKIPPED[skipped] }],
  ),
  ...undecided(endpoint),
];

function undecided({ evidence }: EndpointAssessment): readonly NotChecked[] {
  if (evidence.conformance?.state !== 'seen') return [];
  const groups = evidence.conformance.value.types.flatMap((type) => type.groups.filter((group) => group.undecided));
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return count === 0
    ? []
    : [
        {
          what: `${count} matters in the sampled records`,
          because: 'they take a terminology server or release to decide',
        },
      ];
}

/** What a run did not check, and why: endpoints, checks, records, and criteria that stay unknown. */
export function listNotChecked(endpoints: readonly EndpointAssessment[], score: Score): readonly NotChecked[] {
  return [
    ...endpoints.flatMap(ofEndpoint),
    ...score.criteria
      .filter(({ state }) => state === 'unknown')
      .map(({ id, statement, basis }) => ({ what: `${id} ${statement}`, because: basis })),
  ];
}
