import { defineCheck } from '../define-check.js';
import { fail, pass, unknown, warn } from '../verdict.js';

export const sec03 = defineCheck({
  id: 'SEC03',
  title: 'An invalid credential is refused',
  why: 'A server that takes any token as good protects nothing.',
  remedy: 'Verify every token, and answer 401 with a WWW-Authenticate header when it is not valid.',
  owner: 'trust-config',
  severity: 'critical',
  references: [{ title: 'RFC 6750 section 3', url: 'https://www.rfc-editor.org/rfc/rfc6750#section-3' }],
  needs: ['badToken'],
  examine({ badToken }) {
    if (badToken.records > 0) return fail('An invalid credential returned records.', { unsafe: true });
    if (badToken.status < 300) return fail(`An invalid credential is accepted with status ${badToken.status}.`);
    if (badToken.status === 401 && badToken.challenge)
      return pass('An invalid credential is refused with 401 and a challenge.');
    if (badToken.status === 401)
      return warn('An invalid credential is refused with 401, but without a WWW-Authenticate header.');
    if (badToken.status >= 500) return unknown(`An invalid credential gives a server error (${badToken.status}).`);
    return warn(`An invalid credential is refused with ${badToken.status} in place of 401.`);
  },
});
