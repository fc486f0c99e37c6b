import { defineCheck } from '../define-check.js';
import { notApplicable, pass, warn } from '../verdict.js';

export const cap09 = defineCheck({
  id: 'CAP09',
  title: 'What is said about security agrees with what was seen',
  why: 'Suppliers build their connection on what the statement says about authorisation.',
  remedy: 'Describe the authorisation in rest.security (service, oauth-uris, cors) as it really is.',
  owner: 'supplier',
  severity: 'medium',
  references: [
    {
      title: 'FHIR R4 CapabilityStatement.rest.security',
      url: 'https://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.rest.security',
    },
    { title: 'SMART App Launch, conformance' },
  ],
  needs: ['capability', 'target', 'smart'],
  examine({ capability, target, smart }) {
    const { security } = capability;
    if (target.auth === 'none' && !target.clientCertificate && !security.declared)
      return notApplicable('The endpoint asks for no authorisation and states none.');
    if (!security.declared) return warn('The statement says nothing about security.');
    const oauth = security.oauthUris || security.services.some((one) => /oauth|smart/i.test(one));
    if (oauth && smart.status !== 200)
      return warn(`The statement names OAuth or SMART, but there is no SMART discovery (${smart.status}).`);
    if (!oauth && smart.status === 200 && smart.fields.includes('token_endpoint'))
      return warn('SMART discovery is there, but the statement does not name OAuth or SMART.');
    return pass('The security statement agrees with what was seen.');
  },
});
