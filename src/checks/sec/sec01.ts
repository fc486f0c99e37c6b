import { defineCheck } from '../define-check.js';
import { atWorst } from '../judge.js';
import { fail, notApplicable, pass, unknown, warn } from '../verdict.js';

export const sec01 = defineCheck({
  id: 'SEC01',
  title: 'A search without authorisation is refused',
  why: 'Patient records open to anyone are a reportable breach.',
  remedy: 'Refuse every request for records without a valid credential with 401, before anything is looked up.',
  owner: 'trust-config',
  severity: 'critical',
  references: [{ title: 'FHIR R4 security', url: 'https://hl7.org/fhir/R4/security.html' }],
  needs: ['unauthorised', 'target'],
  examine({ unauthorised, target }) {
    const probes = unauthorised.probes.filter((one) => one.what !== 'read');
    const open = target.auth === 'none' && !target.clientCertificate && target.lens === 'synthetic';
    if (open) return notApplicable('A sandbox with synthetic data, open by design.');
    if (probes.length === 0) return unknown('No search was made.');
    return atWorst(
      probes.map((one) => {
        const what = `${one.type} search without authorisation`;
        if (one.records > 0) return { ...fail(`${what} returned records.`), unsafe: true };
        if (one.handshakeRefused || one.status === 401) return pass(`${what}: refused.`);
        if (one.status === null) return unknown(`${what}: no answer.`);
        if (one.status < 300) return fail(`${what}: accepted with status ${one.status}, no records.`);
        if (one.status === 403 || one.status === 400 || one.status === 404)
          return warn(`${what}: refused with ${one.status} in place of 401.`);
        return one.status >= 500
          ? unknown(`${what}: server error ${one.status}.`)
          : warn(`${what}: status ${one.status}.`);
      }),
    );
  },
});
