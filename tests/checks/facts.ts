import type {
  ConformanceFact,
  Evidence,
  Facts,
  NegativeAnswer,
  NegativeCall,
  Observed,
} from '../../src/model/index.js';

const calls: readonly NegativeCall[] = [
  'unknown-type',
  'unknown-operation',
  'unknown-id',
  'malformed-id',
  'wrong-case-type',
  'unknown-modifier',
  'unknown-query',
  'malformed-date',
  'malformed-count',
  'unknown-version',
  'unsupported-accept',
  'garbled-page-token',
];

const statusOf: Partial<Record<NegativeCall, number>> = {
  'unknown-type': 404,
  'unknown-operation': 404,
  'unknown-id': 404,
  'wrong-case-type': 404,
  'unsupported-accept': 406,
  'garbled-page-token': 410,
};

const refused = (call: NegativeCall): NegativeAnswer => ({
  call,
  status: statusOf[call] ?? 400,
  body: 'json',
  outcome: true,
  outcomeError: true,
  records: 0,
});

/** The pack of malformed calls, all refused properly but for those given. */
export const negatives = (
  ...different: readonly (Partial<NegativeAnswer> & { readonly call: NegativeCall })[]
): Facts['negatives'] => ({
  calls: calls.map((call) => ({ ...refused(call), ...different.find((one) => one.call === call) })),
  notApplicable: [],
});

const share = (k: number, n: number) => ({ k, n, clusters: n, population: n });

export const conformance = (type: Partial<ConformanceFact['types'][number]> = {}): ConformanceFact => ({
  ukCore: '2.0.2',
  base: type.base ?? share(60, 60),
  types: [
    {
      type: 'Patient',
      profile: 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient',
      n: 60,
      duplicates: 0,
      base: share(60, 60),
      profiled: share(60, 60),
      declared: { valid: 60, invalid: 0, unknown: 0 },
      groups: [],
      ...type,
    },
  ],
});

/** Facts of an endpoint that does everything right. */
export const good: Facts = {
  target: {
    scheme: 'https',
    loopback: false,
    auth: 'bearer',
    clientCertificate: false,
    insecure: false,
    lens: 'live',
    types: ['Observation'],
    testPatient: true,
  },
  ruleset: {
    ids: ['core', 'ukcore'],
    expectations: [
      { ruleset: 'core', type: 'Patient', strength: 'SHALL', interactions: ['read', 'search-type'], searchParams: [] },
      { ruleset: 'ukcore', type: 'Patient', strength: 'SHALL', interactions: [], searchParams: ['identifier'] },
      { ruleset: 'ukcore', type: 'Observation', strength: 'SHOULD', interactions: ['read'], searchParams: ['patient'] },
    ],
    profiles: [
      { ruleset: 'ukcore', minimum: 2, required: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient'] },
    ],
    releases: [
      { package: 'fhir.r4.ukcore.stu1', version: '1' },
      { package: 'fhir.r4.ukcore.stu2', version: '2.0.1' },
      { package: 'fhir.r4.ukcore.stu2', version: '2.0.2' },
      { package: 'fhir.r4.ukcore.stu3', version: '3' },
    ],
    pinned: '2.0.2',
  },
  reach: { answered: true, status: 200, tries: 1, duration: 40 },
  baseUrl: { plain: { status: 200 }, slash: { status: 200 } },
  plainHttp: { outcome: 'refused' },
  tls: {
    secured: true,
    protocol: 'TLSv1.3',
    trusted: true,
    privateAuthority: false,
    certificate: { daysLeft: 80, daysOld: 10, key: 'rsa', bits: 2048, digest: 'sha256' },
    tls10: 'refused',
    tls11: 'refused',
  },
  metadata: {
    open: { status: 200, body: 'json', contentType: 'application/fhir+json', resourceType: 'CapabilityStatement' },
  },
  capability: {
    fhirVersion: '4.0.1',
    kind: 'instance',
    status: 'active',
    date: true,
    implementation: true,
    implementationUrl: 'same',
    formats: ['json'],
    implementationGuides: [],
    serverRest: true,
    types: [
      {
        type: 'Patient',
        interactions: ['read', 'search-type'],
        searchParams: [{ name: 'identifier', type: 'token' }],
        supportedProfiles: [],
      },
      {
        type: 'Observation',
        interactions: ['read', 'search-type'],
        searchParams: [{ name: 'patient', type: 'reference' }],
        supportedProfiles: [],
      },
    ],
    duplicateTypes: [],
    faults: [],
    security: { declared: true, services: ['SMART-on-FHIR'], oauthUris: true },
  },
  profileClaims: {
    claims: ['Patient', 'Observation'].map((type) => ({
      type,
      canonical: `https://fhir.hl7.org.uk/StructureDefinition/UKCore-${type}`,
      version: '2.5.0',
      via: 'supportedProfile' as const,
      ukCore: true,
      known: true,
      pinnedVersion: '2.5.0',
    })),
  },
  formats: {
    answers: [{ accept: 'application/fhir+json', status: 200, contentType: 'application/fhir+json', body: 'json' }],
  },
  smart: {
    status: 200,
    body: 'json',
    contentType: 'application/json',
    fields: ['token_endpoint', 'capabilities', 'grant_types_supported'],
    capabilities: [],
    grantTypes: ['client_credentials'],
    codeChallengeMethods: ['S256'],
    tokenAuthMethods: [],
    signingAlgorithms: [],
  },
  unauthorised: {
    probes: (['patient-search', 'clinical-search', 'read'] as const).map((what) => ({
      what,
      type: 'Patient',
      status: 401,
      handshakeRefused: false,
      records: 0,
      challenge: true,
    })),
  },
  badToken: { status: 401, records: 0, challenge: true, scheme: 'Bearer' },
  typeSearches: {
    types: [
      { type: 'Patient', declared: true, status: 200, result: 'searchset', required: [] },
      { type: 'Observation', declared: true, status: 200, result: 'searchset', required: [] },
    ],
  },
  reads: {
    types: [
      {
        type: 'Patient',
        declared: true,
        status: 200,
        typeEqual: true,
        idEqual: true,
        etag: 'agrees',
        lastModified: 'agrees',
        vread: { declared: true, status: 200, equal: true },
      },
    ],
  },
  idSearches: { types: [{ type: 'Patient', status: 200, matches: 1, right: true }] },
  claims: {
    testable: 12,
    untestable: 1,
    exercised: [
      {
        type: 'Observation',
        claim: 'code',
        kind: 'parameter',
        outcome: 'works',
        status: 200,
        drawn: true,
        declared: true,
      },
    ],
    expected: [{ type: 'Observation', parameter: 'patient', outcome: 'works' }],
  },
  noMatch: { status: 200, body: 'json', bundle: true, matches: 0 },
  nhsNumber: {
    known: { status: 200, method: 'POST', result: 'searchset', patients: 1, others: 0 },
    unknown: { status: 200, method: 'POST', result: 'searchset', patients: 0, others: 0 },
    invalid: { status: 400, method: 'POST', result: 'outcome', patients: 0, others: 0 },
    wrongSystem: { status: 200, method: 'POST', result: 'searchset', patients: 0, others: 0 },
    noSystem: { status: 200, method: 'POST', result: 'searchset', patients: 1, others: 0 },
  },
  personSearch: { searched: 60, one: 60, linked: 0, several: 0, none: 0, failed: 0, population: 72 },
  odsSearch: { status: 200, matches: 1, right: true },
  counts: {
    types: [
      { type: 'Patient', applicable: false, declared: true, refused: false, total: 72, seen: 72, method: 'census' },
      {
        type: 'Observation',
        applicable: true,
        declared: true,
        refused: false,
        total: 200,
        seen: 200,
        method: 'census',
      },
    ],
  },
  paging: {
    counted: { pages: 20, over: 0 },
    followed: { links: 6, broken: 0, offOrigin: 0 },
    walk: {
      type: 'Observation',
      scope: 'type',
      sizes: [40, 67],
      pages: 8,
      total: 200,
      unique: 200,
      repeats: 0,
      newer: 0,
      lost: 0,
      orderChanged: false,
      end: 'last-page',
      backLinks: true,
    },
  },
  negatives: negatives(),
  datePrefixes: {
    type: 'Observation',
    parameter: 'date',
    prefixes: (['ge', 'gt', 'le', 'lt', 'eq'] as const).map((prefix) => ({
      prefix,
      status: 200,
      hits: 5,
      breaches: 0,
      undecided: 1,
      source: true,
    })),
  },
  referenceForms: {
    type: 'Observation',
    forms: (['id', 'relative', 'absolute'] as const).map((form) => ({ form, status: 200, equal: true, hits: 3 })),
  },
  hits: { searches: 60, hits: 300, undecided: 2, breaches: [], otherPatient: [] },
  bundles: {
    bundles: 90,
    entries: 900,
    withoutResource: 0,
    withResponse: 0,
    wrongFullUrl: 0,
    duplicateFullUrl: 0,
    withoutMode: 0,
    selfMissing: 0,
  },
  traffic: {
    requests: 290,
    timeouts: 0,
    failures: 0,
    serverErrors: 0,
    provokedServerErrors: 0,
    errors: { total: 12, outcomes: 12, html: 0 },
    pushedBack: { total: 0, withRetryAfter: 0 },
    latency: [{ purpose: 'search', n: 120, p50: 60, p95: 200, p99: 400 }],
    clinical: { purpose: 'clinical', n: 80, p50: 60, p95: 240, p99: 400 },
  },
  documentation: { status: 200, open: true },
  conformance: conformance(),
  mustSupport: { types: [{ type: 'Patient', profile: 'p', n: 60, elements: [{ path: 'Patient.name', present: 60 }] }] },
  extensions: { instances: share(5, 5), unknownUrls: [], unknownModifiers: 0 },
  references: {
    literal: 100,
    resolved: 100,
    broken: 0,
    notLookedAt: 0,
    logicalKnown: 0,
    logicalUnknown: 0,
    offOrigin: 0,
    clusters: 60,
    brokenBy: [],
  },
  identity: {
    withNumber: share(60, 60),
    valid: share(60, 60),
    verified: share(60, 60),
    malformed: 0,
    checkDigit: 0,
    testRange: 0,
    shared: 0,
  },
  organisations: { wellFormed: share(10, 10) },
  coding: {
    level: 'L0',
    namespaces: { international: 0, 'uk-clinical': 0, 'uk-drug': 0, other: 0 },
    elements: [],
    findings: [],
    readiness: null,
    topLocal: [],
    criteria: {
      conditionsSnomed: share(1, 1),
      wellFormedCodings: share(1, 1),
      inBoundValueSet: share(1, 1),
      medicationsDmd: share(1, 1),
      structuredDoses: share(1, 1),
      allergiesClear: share(1, 1),
      quantitiesUcum: share(1, 1),
      laboratory: share(1, 1),
      standardCoded: [],
    },
  },
};

/** Evidence of the good endpoint with some facts replaced; `null` takes a fact away, an {@link Observed} stands as it is. */
export function evidenceWith(changes: { readonly [K in keyof Facts]?: Facts[K] | null } = {}): Evidence {
  const evidence: Record<string, Observed<unknown>> = {};
  for (const [name, value] of Object.entries({ ...good, ...changes }))
    if (value !== null) evidence[name] = { state: 'seen', value, exchanges: ['x1'] };
  return evidence;
}
