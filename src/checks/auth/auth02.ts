import { defineCheck } from '../define-check.js';
import { count, fail, notApplicable, pass, some } from '../verdict.js';

export const auth02 = defineCheck({
  id: 'AUTH02',
  title: 'SMART discovery is complete',
  why: 'A client cannot obtain a token when fields it needs are missing.',
  remedy:
    'Give token_endpoint, capabilities and grant_types_supported; support S256 and not plain; name jwks_uri and issuer with single sign-on.',
  owner: 'supplier',
  severity: 'medium',
  references: [
    { title: 'SMART App Launch 2.2, conformance', url: 'https://hl7.org/fhir/smart-app-launch/conformance.html' },
  ],
  needs: ['smart'],
  examine({ smart }) {
    if (smart.status !== 200 || smart.body !== 'json' || smart.fields.length === 0)
      return notApplicable('There is no SMART discovery document.');
    const faults = ['token_endpoint', 'capabilities', 'grant_types_supported']
      .filter((name) => !smart.fields.includes(name))
      .map((name) => `${name} is missing`);
    if (smart.codeChallengeMethods.includes('plain')) faults.push('code challenge "plain" is offered');
    const interactive =
      smart.grantTypes.includes('authorization_code') || smart.fields.includes('authorization_endpoint');
    if (interactive && !smart.codeChallengeMethods.includes('S256')) faults.push('code challenge S256 is missing');
    const sso = smart.capabilities.some((one) => one.startsWith('sso-'));
    for (const name of ['issuer', 'jwks_uri'])
      if (sso && !smart.fields.includes(name)) faults.push(`${name} is missing with single sign-on`);
    const backend = smart.capabilities.includes('client-confidential-asymmetric');
    if (backend && !smart.tokenAuthMethods.includes('private_key_jwt')) faults.push('private_key_jwt is missing');
    if (
      backend &&
      smart.signingAlgorithms.length > 0 &&
      !smart.signingAlgorithms.some((one) => one === 'RS384' || one === 'ES384')
    )
      faults.push('RS384 or ES384 is missing');
    return faults.length > 0
      ? fail(`${count(faults.length, 'fault')}: ${some(faults)}.`)
      : pass('The fields that clients need are there.');
  },
});
