import { checkDigit, hasValidCheckDigit, isConceptId, isDescriptionId, makeSctid, parseSctid } from './sctid.js';

export type { ComponentKind, Sctid, SctidFault } from './sctid.js';
export { EclError, membershipWithoutRelease, parseEcl, printEcl } from './ecl/index.js';
export type { Ecl, HierarchyOperator, Verdict } from './ecl/index.js';
export { parseExpression } from './expression.js';
export type { ExpressionResult } from './expression.js';
export { examineCoding, examineConcept, mixesEditions, SNOMED_CHECKS } from './checks/index.js';
export type { CheckContext, SnomedCheck, SnomedFinding } from './checks/index.js';

/** SNOMED CT identifiers: parsing, check digits, and making synthetic ones. */
export const sctid = {
  parse: parseSctid,
  isConcept: isConceptId,
  isDescription: isDescriptionId,
  hasValidCheckDigit,
  checkDigit,
  make: makeSctid,
} as const;
