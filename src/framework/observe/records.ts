import type {
  ConformanceFact,
  Evidence,
  Facts,
  MustSupportFact,
  Observation,
  RecordFacts,
  ScoreContext,
  Share,
  SharePart,
  TypeConformance,
} from '../../model/index.js';

/** Numbers that observations are made with. */
export interface RecordLimits {
  /** Fewest records of a type whose content is judged (S05). */
  readonly recordsPerType: number;
  /** Share of a type's records from which an element counts as filled (S05). */
  readonly filledShare: number;
}

const LIMITS: RecordLimits = { recordsPerType: 30, filledShare: 0.1 };

const RELEASE = 'It takes a SNOMED CT UK release or a terminology server, which this version does not read.';
const ACCESS = 'Provide access to these records, with at least 30 of each type.';

type Reason = Extract<Observation, { state: 'unknown' }>['reason'];

const unknown = (reason: Reason, detail: string, settles: string): Observation => ({
  state: 'unknown',
  reason,
  detail,
  settles,
});

/** What a missing fact means: nothing there, nothing looked at, or a fault of ours. */
function missing(evidence: Evidence, name: keyof RecordFacts): Observation {
  const observed = evidence[name];
  if (observed?.state === 'failed') return unknown('error', 'The tool failed while counting these records.', ACCESS);
  const isEmpty = observed?.state === 'skipped' && observed.because === 'no-data';
  return isEmpty
    ? unknown('no-data', 'No such records were seen.', ACCESS)
    : unknown('not-tested', 'No records were sampled.', ACCESS);
}

function withFact<K extends keyof RecordFacts>(
  evidence: Evidence,
  name: K,
  observe: (fact: Facts[K]) => Observation,
): Observation {
  const observed = evidence[name];
  return observed?.state === 'seen' ? observe(observed.value) : missing(evidence, name);
}

type Flags = Pick<Extract<Observation, { state: 'measured' }>, 'upperBoundOnly' | 'forceZero' | 'detail'>;

/** A share as an observation; unknown where there is nothing to count. */
function measure({ k, n, clusters, population }: Share, nothing: string, flags: Flags = {}): Observation {
  if (n === 0) return unknown('no-data', nothing, ACCESS);
  return { state: 'measured', k, n, clusters, ...(population === undefined ? {} : { population }), ...flags };
}

const part = (label: string, { k, n, clusters, population }: Share): SharePart => ({
  label,
  k,
  n,
  clusters,
  ...(population === undefined ? {} : { population }),
});

const WITHOUT_UK_CORE = unknown(
  'not-tested',
  'No UK Core package was in use.',
  'Run again with UK Core (--uk-core or --package).',
);

/** One part per applicable type that has records. */
function profiledParts({ types, ukCore }: ConformanceFact, applicable: readonly string[]): Observation {
  if (ukCore === 'none') return WITHOUT_UK_CORE;
  const parts = types.filter(({ type, n }) => applicable.includes(type) && n > 0);
  if (parts.length === 0) return unknown('no-data', 'No records of the types that apply were seen.', ACCESS);
  return { state: 'measured', parts: parts.map(({ type, profiled }: TypeConformance) => part(type, profiled)) };
}

function patientConformance({ types, ukCore }: ConformanceFact): Observation {
  if (ukCore === 'none') return WITHOUT_UK_CORE;
  const patients = types.find(({ type }) => type === 'Patient');
  if (patients === undefined) return unknown('no-data', 'No Patients were seen.', ACCESS);
  return measure(patients.profiled, 'No Patients were seen.');
}

/** Mean over types of the must-support elements that are filled in at least a tenth of the records. */
function content({ types }: MustSupportFact, applicable: readonly string[], limits: RecordLimits): Observation {
  const shares = types
    .filter(({ type, n, elements }) => {
      return applicable.includes(type) && n >= limits.recordsPerType && elements.length > 0;
    })
    .map(
      ({ n, elements }) => elements.filter(({ present }) => present / n >= limits.filledShare).length / elements.length,
    );
  if (shares.length === 0) {
    return unknown(
      'no-data',
      `No type that applies has ${limits.recordsPerType} records to judge its content by.`,
      ACCESS,
    );
  }
  return {
    state: 'measured',
    share: [...shares].sort((a, b) => a - b).reduce((sum, share) => sum + share, 0) / shares.length,
    detail: `Mean over ${shares.length} record types.`,
  };
}

const semantic: Readonly<Record<string, (fact: Facts['coding']) => Observation>> = {
  M05: ({ criteria }) => measure(criteria.conditionsSnomed, 'No Conditions were seen.'),
  M06: ({ criteria, level }) => measure(criteria.wellFormedCodings, 'No SNOMED CT codes were seen.', upperBound(level)),
  M07: ({ criteria, level }) =>
    criteria.inBoundValueSet.n === 0 && level === 'L0'
      ? unknown('not-tested', 'No coding could be decided without a SNOMED CT release.', RELEASE)
      : measure(criteria.inBoundValueSet, 'No coding could be decided.'),
  M08: () => unknown('not-tested', 'Terms can only be compared with a SNOMED CT release.', RELEASE),
  M09: ({ criteria, level }) => measure(criteria.medicationsDmd, 'No medication records were seen.', upperBound(level)),
  M10: ({ criteria }) => measure(criteria.structuredDoses, 'No dosages were seen.'),
  M11: ({ criteria }) => measure(criteria.allergiesClear, 'No AllergyIntolerances were seen.'),
  M12: ({ criteria }) => measure(criteria.quantitiesUcum, 'No Observation quantities were seen.'),
  M13: ({ criteria, level }) =>
    measure(criteria.laboratory, 'No laboratory Observations were seen.', upperBound(level)),
  M14: ({ criteria }) => {
    const parts = criteria.standardCoded.filter(({ n }) => n > 0);
    if (parts.length === 0) return unknown('no-data', 'No coded records were seen.', ACCESS);
    return { state: 'measured', parts: parts.map((each) => part(each.type, each)) };
  },
};

/** Without a release only failures are certain. */
const upperBound = (level: Facts['coding']['level']): Flags => (level === 'L0' ? { upperBoundOnly: true } : {});

/**
 * What the sampled records of one endpoint say about the structural and semantic criteria; see docs/framework.md,
 * "From facts to observations". Where nothing can be measured, the reason and what would settle it.
 * @param types record types that apply to the setting
 */
export function observeRecords(
  evidence: Evidence,
  _context: ScoreContext,
  types: readonly string[],
  limits: RecordLimits = LIMITS,
): Record<string, Observation> {
  const conformance = (observe: (fact: ConformanceFact) => Observation): Observation =>
    withFact(evidence, 'conformance', observe);
  const identity = (observe: (fact: Facts['identity']) => Observation): Observation =>
    withFact(evidence, 'identity', observe);
  return {
    S01: conformance(({ base }) => measure(base, 'No records were seen.')),
    S02: conformance(patientConformance),
    S03: conformance((fact) => profiledParts(fact, types)),
    S04: conformance((fact) => profiledParts(fact, types)),
    S05: withFact(evidence, 'mustSupport', (fact) => content(fact, types, limits)),
    S09: withFact(evidence, 'references', (fact) => {
      const k = fact.resolved + fact.logicalKnown;
      const n = k + fact.broken + fact.logicalUnknown;
      return measure({ k, n, clusters: Math.min(fact.clusters, n) }, 'No references were looked at.');
    }),
    S10: withFact(evidence, 'extensions', ({ instances, unknownModifiers }) =>
      measure(instances, 'No extensions were seen.', unknownModifiers > 0 ? { forceZero: true } : {}),
    ),
    M01: identity(({ withNumber }) => measure(withNumber, 'No Patients were seen.')),
    M02: identity(({ valid }) => measure(valid, 'No NHS Numbers were seen.')),
    M03: identity(({ verified }) => measure(verified, 'No NHS Numbers were seen.')),
    ...Object.fromEntries(Object.entries(semantic).map(([id, observe]) => [id, withFact(evidence, 'coding', observe)])),
    M15: withFact(evidence, 'organisations', ({ wellFormed, register }) =>
      measure(register ?? wellFormed, 'No Organizations were seen.'),
    ),
  };
}
