import { defineCheck } from '../define-check.js';
import { fail, pass, warn } from '../verdict.js';

export const cap01 = defineCheck({
  id: 'CAP01',
  title: 'The CapabilityStatement is there for everyone',
  why: 'A system that wants to connect must be able to find out what the endpoint does.',
  remedy: 'Answer GET [base]/metadata with a CapabilityStatement, without asking for a credential.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 capabilities', url: 'https://hl7.org/fhir/R4/http.html#capabilities' }],
  needs: ['metadata'],
  examine({ metadata }) {
    const { open, authorised } = metadata;
    if (open.status === 200 && open.resourceType === 'CapabilityStatement')
      return pass('The CapabilityStatement is answered without a credential.');
    if (authorised?.status === 200 && authorised.resourceType === 'CapabilityStatement')
      return warn('The CapabilityStatement is answered only with a credential.');
    const actual = `status ${open.status}, ${open.resourceType ?? open.body}`;
    return fail(`GET [base]/metadata gives no CapabilityStatement (${actual}).`, {
      expected: '200 with a CapabilityStatement',
      actual,
    });
  },
});
