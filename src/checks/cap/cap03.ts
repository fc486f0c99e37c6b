import { defineCheck } from '../define-check.js';
import { fail, pass, warn } from '../verdict.js';

export const cap03 = defineCheck({
  id: 'CAP03',
  title: 'The endpoint speaks FHIR R4',
  why: 'UK Core is a profile of FHIR R4; records in another version cannot be exchanged with it.',
  remedy: 'Offer an R4 (4.0.1) endpoint.',
  owner: 'supplier',
  severity: 'critical',
  references: [{ title: 'FHIR R4 versions', url: 'https://hl7.org/fhir/R4/versions.html' }],
  needs: ['capability'],
  examine({ capability }) {
    const version = capability.fhirVersion;
    const extra = { expected: '4.0.1', actual: version ?? 'none' };
    if (version === '4.0.1') return pass('FHIR 4.0.1.', extra);
    if (version === '4.0.0' || version === '4.3.0') return warn(`FHIR ${version}, close to R4 4.0.1.`, extra);
    return fail(
      version === undefined
        ? 'The statement names no FHIR version.'
        : `FHIR ${version}, not R4: checks of R4 do not apply to it.`,
      extra,
    );
  },
});
