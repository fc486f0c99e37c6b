import { readFileSync } from 'node:fs';
import { conclude, checkAnswers, shippedFramework } from '../../src/framework/index.js';
import type { Gathered } from '../../src/framework/index.js';
import type {
  Assessment,
  CheckResult,
  CodingClass,
  CodingFact,
  ConformanceFact,
  ElementCoding,
  EndpointAssessment,
  Evidence,
  IssueGroup,
  MeasuredObservation,
  Observation,
  Outcome,
  ScoreContext,
  TypeConformance,
} from '../../src/model/index.js';

const seen = <T>(value: T): { state: 'seen'; value: T; exchanges: readonly string[] } => ({
  state: 'seen',
  value,
  exchanges: ['x1'],
});

const UK = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-';

const group = (
  code: string,
  path: string,
  message: string,
  count: number,
  more: Partial<IssueGroup> = {},
): IssueGroup => ({
  code,
  severity: 'error',
  path,
  message,
  undecided: false,
  count,
  resources: count,
  ...more,
});

const type = (
  name: string,
  n: number,
  base: number,
  profiled: number,
  groups: readonly IssueGroup[] = [],
): TypeConformance => ({
  type: name,
  profile: `${UK}${name}`,
  n,
  duplicates: name === 'Observation' ? 3 : 0,
  base: { k: base, n, clusters: Math.min(n, 60), population: n * 6 },
  profiled: { k: profiled, n, clusters: Math.min(n, 60), population: n * 6 },
  declared: { valid: Math.floor(profiled / 2), invalid: n - profiled, unknown: 4 },
  groups,
});

const CONFORMANCE: readonly TypeConformance[] = [
  type('Patient', 60, 60, 58, [
    group('cardinality-min', 'Patient.identifier.value', 'An identifier has no value; UK Core asks for one', 2, {
      profile: `${UK}Patient`,
    }),
    group('NHS-NUMBER-CHECK-DIGIT', 'Patient.identifier.value', 'An NHS Number fails its check digit', 3, {
      severity: 'warning',
      profile: `${UK}Patient`,
    }),
  ]),
  type('AllergyIntolerance', 74, 74, 74),
  type('Condition', 180, 178, 171, [
    group(
      'binding-required',
      'Condition.clinicalStatus',
      'A code outside the required value set condition-clinical',
      7,
      { rule: 'condition-clinical' },
    ),
    group('binding-undecided', 'Condition.code', 'Membership takes a terminology server', 180, {
      severity: 'information',
      undecided: true,
    }),
  ]),
  type('Encounter', 200, 200, 196),
  type('Observation', 200, 193, 168, [
    group('invariant', 'Observation.component', 'obs-7: value and component carry the same code', 25, {
      rule: 'obs-7',
    }),
    group('primitive-format', 'Observation.effectiveDateTime', 'A date and time without time zone', 7),
  ]),
  type('Procedure', 88, 88, 86),
  type('MedicationRequest', 140, 139, 131, [
    group(
      'reference-type',
      'MedicationRequest.requester',
      'A reference to a Location, where the profile allows Practitioner, PractitionerRole, Organization, Patient',
      8,
    ),
  ]),
  type('DiagnosticReport', 64, 64, 60),
  type('DocumentReference', 48, 48, 48),
  type('ServiceRequest', 36, 36, 33),
];

const classes = (values: Partial<Record<CodingClass, number>>): Record<CodingClass, number> => ({
  S: 0,
  M: 0,
  L: 0,
  I: 0,
  O: 0,
  X: 0,
  T: 0,
  Z: 0,
  ...values,
});

function element(path: string, values: Partial<Record<CodingClass, number>>, decidable: number): ElementCoding {
  const all = classes(values);
  const concepts = Object.values(all).reduce((sum, value) => sum + value, 0);
  const share = (value: number): number | null => (concepts === 0 ? null : value / concepts);
  return {
    type: path.split('.')[0] ?? '',
    path,
    concepts,
    classes: all,
    coverage: share(all.S + all.M),
    bound: decidable === 0 ? null : 0.94,
    decidable,
    textOnly: share(all.T),
    legacyOnly: share(all.L),
    mapped: share(all.M),
    displayPresent: share(all.S + all.M),
    readiness: concepts === 0 ? null : 82,
    level: 'L0',
  };
}

const none = { k: 0, n: 0, clusters: 0 };

const EVIDENCE: Evidence = {
  conformance: seen<ConformanceFact>({
    ukCore: 'fhir.r4.ukcore.stu2#2.0.2',
    base: { k: 1080, n: 1090, clusters: 60 },
    types: CONFORMANCE,
  }),
  mustSupport: seen({
    types: [
      {
        type: 'Patient',
        profile: `${UK}Patient`,
        n: 60,
        elements: [
          { path: 'Patient.identifier', present: 60 },
          { path: 'Patient.name', present: 60 },
          { path: 'Patient.telecom', present: 41 },
          { path: 'Patient.address', present: 60 },
          { path: 'Patient.generalPractitioner', present: 3 },
        ],
      },
      {
        type: 'Condition',
        profile: `${UK}Condition`,
        n: 180,
        elements: [
          { path: 'Condition.clinicalStatus', present: 180 },
          { path: 'Condition.code', present: 180 },
          { path: 'Condition.onset[x]', present: 12 },
        ],
      },
    ],
  }),
  references: seen({
    literal: 410,
    resolved: 402,
    broken: 8,
    notLookedAt: 120,
    logicalKnown: 36,
    logicalUnknown: 2,
    offOrigin: 1,
    clusters: 60,
    brokenBy: [{ path: 'Encounter.serviceProvider', target: 'Organization', count: 8 }],
  }),
  identity: seen({
    withNumber: { k: 60, n: 60, clusters: 60, population: 60 },
    valid: { k: 57, n: 60, clusters: 60, population: 60 },
    verified: { k: 49, n: 60, clusters: 60, population: 60 },
    malformed: 0,
    checkDigit: 3,
    testRange: 0,
    shared: 0,
  }),
  coding: seen<CodingFact>({
    level: 'L0' as const,
    elements: [
      element('Condition.code', { S: 121, M: 30, I: 14, L: 6, T: 9 }, 0),
      element('AllergyIntolerance.code', { S: 70, X: 2, T: 2 }, 70),
      element('Procedure.code', { S: 80, I: 8 }, 0),
      element('Observation.code', { S: 90, M: 40, O: 62, X: 8 }, 44),
      element('MedicationRequest.medication[x]', { S: 133, X: 7 }, 133),
      element('Immunization.vaccineCode', {}, 0),
    ],
    findings: [
      {
        id: 'SCT-002',
        severity: 'error' as const,
        path: 'Condition.code',
        message: 'A SNOMED CT code fails its check digit',
        count: 4,
        resources: 4,
        codes: ['22298007'],
      },
      {
        id: 'SCT-030',
        severity: 'warning' as const,
        path: 'Procedure.code',
        message: 'A SNOMED CT code comes without display',
        count: 31,
        resources: 31,
        codes: [],
      },
      {
        id: 'SCT-062',
        severity: 'warning' as const,
        path: 'Condition.code',
        message: 'Only a Read code, without SNOMED CT beside it',
        count: 6,
        resources: 6,
        codes: ['H33..'],
      },
    ],
    readiness: 84.2,
    namespaces: { international: 240, 'uk-clinical': 60, 'uk-drug': 133, other: 0 },
    topLocal: [
      { system: 'https://exemplar.example/codes/obs', code: 'PAINSC', count: 8 },
      { system: 'https://exemplar.example/codes/med', code: 'TTA-01', count: 7 },
    ],
    criteria: {
      conditionsSnomed: none,
      wellFormedCodings: none,
      inBoundValueSet: none,
      medicationsDmd: none,
      structuredDoses: none,
      allergiesClear: none,
      quantitiesUcum: none,
      laboratory: none,
      standardCoded: [],
    },
  }),
};

const check = (
  id: string,
  outcome: Outcome,
  title: string,
  summary: string,
  more: Partial<CheckResult> = {},
): CheckResult => ({
  id,
  outcome,
  title,
  summary,
  why: 'A partner who builds on this loses time, or data, when it does not hold.',
  remedy: 'Correct the configuration of the interface and run the check again.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 RESTful API', url: 'https://hl7.org/fhir/R4/http.html' }],
  exchanges: ['x1'],
  ...more,
});

const CHECKS: readonly CheckResult[] = [
  check('NET01', 'pass', 'The endpoint answers', 'Answered at the first try within 41 ms.'),
  check('NET02', 'pass', 'The address works with and without a slash', 'Both forms answer.'),
  check('TLS01', 'pass', 'A current version of TLS', 'TLS 1.3 was agreed on.'),
  check('TLS02', 'pass', 'A certificate that can be trusted', 'The chain is valid under the configured authority.'),
  check('TLS03', 'warn', 'A certificate that is not about to expire', 'The certificate expires in 21 days.', {
    owner: 'trust-config',
    severity: 'medium',
    expected: 'at least 30 days left',
    actual: '21 days',
  }),
  check('TLS04', 'pass', 'Old versions of TLS are refused', 'TLS 1.0 and 1.1 were refused.'),
  check('CAP01', 'pass', 'A CapabilityStatement is served', 'A statement of kind instance.'),
  check('CAP03', 'pass', 'FHIR 4.0.1', 'The statement and the format of reads agree.'),
  check(
    'CAP08',
    'fail',
    'The UK Core version is stated',
    'Neither implementationGuide nor supportedProfile names UK Core.',
    { severity: 'medium' },
  ),
  check('SEC01', 'pass', 'Patient search without token is refused', 'Refused with 401.', { severity: 'critical' }),
  check('SEC02', 'pass', 'Clinical search without token is refused', 'Refused with 401.', { severity: 'critical' }),
  check('READ01', 'pass', 'Records can be read', '40 of 40 reads gave the record asked for.'),
  check('SRCH01', 'pass', 'Search by patient', '9 of 9 types filter by patient.'),
  check('SRCH03', 'fail', 'Claimed search parameters work', 'Of 52 claimed search parameters tried, 4 were ignored.', {
    expected: 'every claimed parameter filters',
    actual: '4 ignored: Condition.onset-date, Encounter.class, Procedure.code, Observation.value-quantity',
    measures: { tried: 52, ignored: 4 },
  }),
  check('NHS01', 'pass', 'A known NHS Number finds its patient', '12 of 12 found.', { severity: 'critical' }),
  check('NHS03', 'pass', 'Nobody is found where nobody should be', 'Unknown and invalid numbers gave no match.'),
  check('NHS04', 'fail', 'NHS Numbers on records are well-formed', '3 of 60 numbers fail the check digit.', {
    owner: 'trust-data',
  }),
  check('PAGE02', 'pass', 'No record is lost between pages', 'The same 200 records with both page sizes.'),
  check('ERR01', 'pass', 'Unknown types are refused', '404 with an OperationOutcome.'),
  check('COH01', 'warn', 'Links lead to records', '8 of 410 links lead nowhere.', {
    owner: 'trust-data',
    severity: 'medium',
  }),
  check('PROF02', 'warn', 'Records follow UK Core', '29 of 1,090 records have errors.'),
  check('BULK02', 'unknown', 'Bulk export', 'Not tried.', { reason: 'It has to be asked for.' }),
  check('AUTH03', 'unknown', 'A narrow token is held to its limits', 'Not tried.', {
    reason: 'No token with narrow scopes was given.',
  }),
  check('WRT01', 'notApplicable', 'Records can be written', 'The endpoint is not flagged as a test environment.'),
];

const m = (k: number, n: number): MeasuredObservation => ({
  state: 'measured',
  k,
  n,
  clusters: Math.min(n, 60),
  population: n * 6,
});
const level = (value: number): Observation => ({ state: 'measured', level: value });
const parts = CONFORMANCE.filter((one) => one.type !== 'Patient').map((one) => ({ ...one.profiled, label: one.type }));

const OBSERVATIONS: Readonly<Record<string, Observation>> = {
  F01: level(5),
  F02: level(5),
  F03: level(5),
  F04: level(5),
  F05: level(3),
  F07: { state: 'measured', value: 0.21 },
  F08: { state: 'measured', k: 11, n: 12 },
  F09: level(4),
  F10: level(5),
  S01: m(990, 1000),
  S02: { state: 'measured', k: 58, n: 60, clusters: 60, population: 60 },
  S03: { state: 'measured', parts },
  S04: { state: 'measured', parts },
  S05: { state: 'measured', share: 0.62 },
  S06: { state: 'measured', k: 9, n: 10 },
  S07: { state: 'measured', k: 56, n: 60, clusters: 60, population: 88 },
  S08: { state: 'measured', k: 26, n: 27 },
  S09: m(438, 448),
  S10: m(300, 300),
  S11: level(0),
  M01: { state: 'measured', k: 60, n: 60, clusters: 60, population: 60 },
  M02: { state: 'measured', k: 57, n: 60, clusters: 60, population: 60 },
  M03: m(49, 60),
  M04: m(60, 60),
  M05: m(151, 180),
  M06: { ...m(410, 414), upperBoundOnly: true },
  M07: { state: 'unknown', reason: 'no-data', detail: 'No coding could be decided without a SNOMED CT release' },
  M08: { state: 'unknown', reason: 'not-tested', detail: 'Without a SNOMED CT release displays cannot be compared' },
  M09: { ...m(133, 140), upperBoundOnly: true },
  M10: m(120, 140),
  M11: m(72, 74),
  M12: m(150, 200),
  M13: m(30, 62),
  M14: { state: 'measured', parts },
  M15: { state: 'measured', k: 12, n: 12, clusters: 12, population: 12 },
};

const ENDPOINT: EndpointAssessment = {
  id: 'main',
  base: 'https://localhost:8443/fhir',
  role: 'core',
  state: 'complete',
  requests: { total: 412, bytes: 3_482_118, failed: 0 },
  evidence: EVIDENCE,
  checks: CHECKS,
  samples: [
    ...CONFORMANCE.map((one) => ({
      type: one.type,
      n: one.n,
      clusters: Math.min(one.n, 60),
      population: one.n * 6,
      method: 'drawn by the tool, stratified by date',
    })),
    { type: 'ImagingStudy', n: 0, clusters: 0, method: 'none held', skipped: 'no-data' as const },
  ],
  observations: OBSERVATIONS,
};

/** What a run over a synthetic acute trust gathers. */
export const gathered = (context: ScoreContext, endpoints: readonly EndpointAssessment[] = [ENDPOINT]): Gathered => ({
  schemaVersion: '1.0',
  tool: { name: 'fhir-readiness', version: '0.1.0' },
  startedAt: '2026-11-21T09:30:00.000Z',
  finishedAt: '2026-11-21T09:30:37.000Z',
  seed: 20261121,
  organisation: { name: 'Exemplar Acute NHS Trust (synthetic)', ods: 'ZZ901' },
  context,
  definitions: [
    { name: 'hl7.fhir.r4.core', version: '4.0.1' },
    { name: 'fhir.r4.ukcore.stu2', version: '2.0.2' },
  ],
  endpoints,
});

export const ACUTE: ScoreContext = { audience: 'trust', trustType: 'acute', lens: 'synthetic' };

export const endpoint = ENDPOINT;

const answersFile = new URL('../../samples/answers/acute-exemplar.json', import.meta.url);

/** A complete assessment made of the above and the shipped answers. */
export async function assessment(
  context: ScoreContext = ACUTE,
  changes: Partial<EndpointAssessment> = {},
): Promise<Assessment> {
  const answers = await checkAnswers(JSON.parse(readFileSync(answersFile, 'utf8')));
  return conclude(shippedFramework(), gathered(context, [{ ...ENDPOINT, ...changes }]), answers);
}
