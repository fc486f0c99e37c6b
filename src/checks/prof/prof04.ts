import { defineCheck } from '../define-check.js';
import { pass, some, unknown, warn } from '../verdict.js';

export const prof04 = defineCheck({
  id: 'PROF04',
  title: 'Elements that must be supported are populated',
  why: 'A valid record can be nearly empty: these elements are what a reader needs.',
  remedy: 'Map the elements named from the source system, or show that it holds none.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 must support', url: 'https://hl7.org/fhir/R4/profiling.html#mustsupport' }],
  needs: ['mustSupport'],
  examine({ mustSupport }) {
    const types = mustSupport.types.filter((one) => one.n > 0 && one.elements.length > 0);
    if (types.length === 0) return unknown('No record of a profiled type was sampled.');
    const never = types.flatMap((one) =>
      one.elements.filter((element) => element.present === 0).map((element) => `${element.path} (0 of ${one.n})`),
    );
    const all = types.reduce((sum, one) => sum + one.elements.length, 0);
    const measures = { elements: all, never: never.length };
    return never.length > 0
      ? warn(`Never populated: ${some(never)}.`, { measures })
      : pass(`${all} must-support elements, each populated at least once.`, { measures });
  },
});
