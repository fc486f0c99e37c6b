import { defineCheck } from '../define-check.js';
import { fail, notApplicable, pass, status, warn } from '../verdict.js';

export const tls01 = defineCheck({
  id: 'TLS01',
  title: 'Plain HTTP is refused',
  why: 'Records and credentials sent in plain HTTP can be read and changed by anyone on the way.',
  remedy: 'Close the plain HTTP port, or redirect it permanently to HTTPS without answering any FHIR request.',
  owner: 'trust-config',
  severity: 'critical',
  references: [{ title: 'FHIR R4 security, communications', url: 'https://hl7.org/fhir/R4/security.html#http' }],
  needs: ['plainHttp', 'target'],
  examine({ plainHttp, target }) {
    switch (plainHttp.outcome) {
      case 'base-is-http':
        return target.loopback
          ? notApplicable('The base URL is plain HTTP on this machine itself.')
          : fail('The base URL itself is plain HTTP.');
      case 'refused':
      case 'no-answer':
        return pass('Plain HTTP is not answered.');
      case 'redirected':
        return pass(`Plain HTTP is redirected permanently to HTTPS (${status(plainHttp.status ?? null)}).`);
      case 'redirected-temporarily':
        return warn(`Plain HTTP is redirected, but not permanently (${status(plainHttp.status ?? null)}).`);
      case 'error':
        return plainHttp.status === 403
          ? warn('Plain HTTP is answered, with status 403.')
          : pass(`Plain HTTP is refused with status ${status(plainHttp.status ?? null)}.`);
      case 'fhir':
        return fail('A FHIR resource is served over plain HTTP.');
      case 'other':
        return warn(`Plain HTTP is answered with something that is not FHIR (${status(plainHttp.status ?? null)}).`);
    }
  },
});
