import type { Severity } from '../../../model/index.js';
import { CODE_SHAPE_CHECKS } from './code-shape.js';
import type { CheckContext, Defect, Node, SnomedCheck } from './check.js';
import { CONCEPT_CHECKS } from './concept.js';
import { MEANING_CHECKS } from './meaning.js';
import { MEDICINE_CHECKS } from './medicines.js';
import { SYSTEM_CHECKS } from './system.js';
import { VERSION_CHECKS } from './version.js';

export type { CheckContext, Defect, Node, SnomedCheck } from './check.js';
export { mixesEditions } from './version.js';

/** Every SNOMED CT and dm+d check that needs no release, by id. */
export const SNOMED_CHECKS: readonly SnomedCheck[] = [
  ...CODE_SHAPE_CHECKS,
  ...SYSTEM_CHECKS,
  ...VERSION_CHECKS,
  ...MEANING_CHECKS,
  ...CONCEPT_CHECKS,
  ...MEDICINE_CHECKS,
].sort((a, b) => (a.id < b.id ? -1 : 1));

const CODING_CHECKS = SNOMED_CHECKS.filter(({ scope }) => scope === 'coding');
const CONCEPT_SCOPE_CHECKS = SNOMED_CHECKS.filter(({ scope }) => scope === 'concept');

export interface SnomedFinding extends Defect {
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
}

function* run(checks: readonly SnomedCheck[], subject: Node, context: CheckContext): Iterable<SnomedFinding> {
  for (const check of checks) {
    const defect = check.examine(subject, context);
    if (defect === undefined) continue;
    yield { severity: check.severity, ...defect, id: check.id, message: check.message(defect.params) };
  }
}

/** Runs the checks on one Coding. */
export const examineCoding = (coding: Node, context: CheckContext): readonly SnomedFinding[] => [
  ...run(CODING_CHECKS, coding, context),
];

/** Runs the checks on one CodeableConcept as a whole; its codings are examined apart. */
export const examineConcept = (concept: Node, context: CheckContext): readonly SnomedFinding[] => [
  ...run(CONCEPT_SCOPE_CHECKS, concept, context),
];
