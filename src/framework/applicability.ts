import type { Observation, ScoreContext, TrustType } from '../model/index.js';
import type { Criterion, Framework } from './framework.js';

const TRUST_TYPES: readonly TrustType[] = ['acute', 'mental-health', 'community', 'ambulance'];

/** Whether a criterion is asked in this context; without a trust type, only what every trust is asked. */
export function isAsked(criterion: Criterion, context: ScoreContext): boolean {
  if (context.audience === 'supplier') return criterion.supplier;
  const types = context.trustType === undefined ? TRUST_TYPES : [context.trustType];
  return types.every((type) => criterion.trustTypes.includes(type));
}

/** Record types that apply: those of the trust type, for a supplier those of its declared scope. */
export function applicableTypes(
  framework: Framework,
  context: ScoreContext,
  scope?: readonly string[],
): readonly string[] {
  if (context.audience === 'supplier') return scope ?? framework.typesBySetting[framework.supplierTypes];
  if (context.trustType !== undefined) return framework.typesBySetting[context.trustType];
  const [first, ...rest] = TRUST_TYPES.map((type) => framework.typesBySetting[type]);
  return (first ?? []).filter((type) => rest.every((types) => types.includes(type)));
}

const NOTHING_OFFERED: Observation = {
  state: 'measured',
  level: 0,
  detail: 'The organisation declares that it has no endpoint.',
};

/** The observation that counts: an organisation that declares it has no endpoint is measured at 0 wherever one is needed. */
export function countingObservation(
  framework: Framework,
  criterion: Criterion,
  context: ScoreContext,
  observation: Observation | undefined,
): Observation {
  const given = observation ?? { state: 'unknown', reason: 'not-tested' };
  const needsEndpoint = criterion.evidence.some((kind) => framework.endpointEvidence.includes(kind));
  if (context.noEndpoint !== true || !needsEndpoint || given.state === 'notApplicable') return given;
  return criterion.declaredWithoutEndpoint === true && given.state === 'declared' ? given : NOTHING_OFFERED;
}
