import { defineCheck } from '../define-check.js';
import { fail, notApplicable, pass, warn } from '../verdict.js';

export const auth01 = defineCheck({
  id: 'AUTH01',
  title: 'SMART discovery is there',
  why: 'Discovery lets a new product connect without a private arrangement.',
  remedy: 'Serve [base]/.well-known/smart-configuration as application/json, open to everyone.',
  owner: 'supplier',
  severity: 'medium',
  references: [
    { title: 'SMART App Launch 2.2, conformance', url: 'https://hl7.org/fhir/smart-app-launch/conformance.html' },
  ],
  needs: ['smart', 'capability'],
  examine({ smart, capability }) {
    const claimed = capability.security.oauthUris || capability.security.services.some((one) => /smart/i.test(one));
    if (smart.status === 200 && smart.body === 'json' && smart.fields.length > 0)
      return smart.contentType === 'application/json'
        ? pass('SMART discovery is answered.')
        : warn(`SMART discovery is answered as ${smart.contentType === '' ? 'no content type' : smart.contentType}.`);
    if (!claimed) return notApplicable('The statement does not claim SMART on FHIR.');
    return fail(`The statement claims SMART on FHIR, but discovery answers with status ${smart.status}.`);
  },
});
