import type { ClaimOutcome } from '../../model/index.js';
import { defineCheck } from '../define-check.js';
import { count, fail, pass, some, unknown, warn } from '../verdict.js';

export const srch03 = defineCheck({
  id: 'SRCH03',
  title: 'Declared search parameters work',
  why: 'A parameter that is silently ignored shows records the user did not ask for, or hides those needed.',
  remedy: 'Make the parameters named work, or take them out of the CapabilityStatement.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 search', url: 'https://hl7.org/fhir/R4/search.html' }],
  needs: ['claims'],
  examine({ claims }) {
    const tried = claims.exercised.filter(
      (one) => one.kind === 'parameter' && one.declared && one.outcome !== 'undecided',
    );
    if (tried.length === 0) return unknown('No declared parameter could be tried with a value from the sample.');
    const named = (outcomes: readonly ClaimOutcome[]): string[] =>
      tried.filter((one) => outcomes.includes(one.outcome)).map((one) => `${one.type}?${one.claim} (${one.outcome})`);
    const broken = named(['breach', 'absent', 'refused', 'error']);
    const ignored = named(['ignored']);
    const measures = { tried: tried.length, works: tried.length - broken.length - ignored.length };
    if (broken.length > 0)
      return fail(`${broken.length} of ${tried.length} declared parameters do not work: ${some(broken)}.`, {
        measures,
      });
    if (ignored.length > 0)
      return warn(`${ignored.length} of ${tried.length} declared parameters are ignored: ${some(ignored)}.`, {
        measures,
      });
    return pass(`${count(tried.length, 'declared parameter')} tried, all work.`, { measures });
  },
});
