import type { TypeConformance } from '../../model/index.js';
import { defineCheck } from '../define-check.js';
import { count, fail, notApplicable, pass, warn } from '../verdict.js';

export const prof03 = defineCheck({
  id: 'PROF03',
  title: 'Profiles stated in records are kept',
  why: 'A record that claims a profile it does not follow deceives its reader.',
  remedy: 'State a profile in meta.profile only where the record follows it.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 meta.profile', url: 'https://hl7.org/fhir/R4/resource.html#Meta' }],
  needs: ['conformance'],
  examine({ conformance }) {
    const total = (pick: (one: TypeConformance) => number): number =>
      conformance.types.reduce((sum, one) => sum + pick(one), 0);
    const [valid, invalid, unresolved] = [
      total((one) => one.declared.valid),
      total((one) => one.declared.invalid),
      total((one) => one.declared.unknown),
    ];
    const measures = { valid, invalid, unknown: unresolved };
    if (invalid > 0) return fail(`${count(invalid, 'record')} claim a profile that they do not follow.`, { measures });
    if (unresolved > 0)
      return warn(`${count(unresolved, 'record')} claim a profile that is not known here.`, { measures });
    if (valid === 0) return notApplicable('No record states a profile, which is not required.');
    return pass(`${count(valid, 'record')} state a profile and follow it.`, { measures });
  },
});
