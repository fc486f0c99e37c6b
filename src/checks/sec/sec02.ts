import { defineCheck } from '../define-check.js';
import { fail, notApplicable, pass, status, unknown, warn } from '../verdict.js';

export const sec02 = defineCheck({
  id: 'SEC02',
  title: 'A read without authorisation is refused',
  why: 'Patient records open to anyone who knows an id are a reportable breach.',
  remedy: 'Refuse every read without a valid credential with 401, whether or not the record exists.',
  owner: 'trust-config',
  severity: 'critical',
  references: [{ title: 'FHIR R4 security', url: 'https://hl7.org/fhir/R4/security.html' }],
  needs: ['unauthorised', 'target'],
  examine({ unauthorised, target }) {
    if (target.auth === 'none' && !target.clientCertificate && target.lens === 'synthetic')
      return notApplicable('A sandbox with synthetic data, open by design.');
    const read = unauthorised.probes.find((one) => one.what === 'read');
    if (read === undefined) return unknown('There was no known record to read.');
    if (read.records > 0) return fail('A read without authorisation returned a record.', { unsafe: true });
    if (read.handshakeRefused || read.status === 401) return pass('A read without authorisation is refused.');
    if (read.status === null || read.status >= 500)
      return unknown(`A read without authorisation: ${status(read.status)}.`);
    if (read.status < 300) return fail(`A read without authorisation is accepted with status ${read.status}.`);
    return warn(`A read without authorisation is refused with ${read.status} in place of 401.`);
  },
});
