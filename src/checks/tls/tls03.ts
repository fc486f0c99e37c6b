import { defineCheck } from '../define-check.js';
import { count, fail, notApplicable, pass, unknown, warn } from '../verdict.js';

export const tls03 = defineCheck({
  id: 'TLS03',
  title: 'The certificate is strong and not about to expire',
  why: 'An expired certificate cuts every connected system off at once.',
  remedy:
    'Renew the certificate at least 30 days ahead, with RSA of 2048 bits or EC of 256 bits and SHA-256 or better.',
  owner: 'trust-config',
  severity: 'high',
  references: [{ title: 'NCSC guidance on TLS' }],
  needs: ['tls'],
  examine({ tls }) {
    if (!tls.secured) return notApplicable('The base URL is plain HTTP.');
    const found = tls.certificate;
    if (found === undefined) return unknown('The certificate could not be read.');
    const measures = { days: found.daysLeft, bits: found.bits };
    if (found.daysLeft < 0) return fail('The certificate has expired.', { measures });
    if (found.daysLeft < 7) return fail(`The certificate expires in ${count(found.daysLeft, 'day')}.`, { measures });
    if (found.digest === 'sha1' || found.digest === 'md5')
      return fail(`The certificate is signed with ${found.digest.toUpperCase()}.`, { measures });
    const weak = (found.key === 'rsa' && found.bits < 2048) || (found.key === 'ec' && found.bits < 256);
    if (weak) return fail(`The key is too short: ${found.key.toUpperCase()} of ${found.bits} bits.`, { measures });
    if (found.daysLeft < 30) return warn(`The certificate expires in ${found.daysLeft} days.`, { measures });
    return pass(
      `The certificate is valid for another ${found.daysLeft} days, ${found.key.toUpperCase()} of ${found.bits} bits.`,
      { measures },
    );
  },
});
