import { defineCheck } from '../define-check.js';
import { fail, notApplicable, pass } from '../verdict.js';

const words: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host name',
  HOSTNAME_MISMATCH: 'it is for another host name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends in an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'an intermediate certificate is missing or the authority is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'an intermediate certificate is missing',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'an intermediate certificate is missing or the authority is not trusted',
};

export const tls02 = defineCheck({
  id: 'TLS02',
  title: 'The certificate is valid and for this host',
  why: 'Without a valid certificate nobody can know that they talk to the trust and not to somebody in between.',
  remedy:
    'Install a certificate for this host name with its whole chain; if the authority is private, hand it out and name it with --ca.',
  owner: 'trust-config',
  severity: 'critical',
  references: [{ title: 'FHIR R4 security, communications', url: 'https://hl7.org/fhir/R4/security.html#http' }],
  needs: ['tls', 'target'],
  examine({ tls, target }) {
    if (!tls.secured) return notApplicable('The base URL is plain HTTP.');
    if (target.insecure) return fail('Certificates were not checked, as asked for with --insecure.');
    if (tls.trusted)
      return pass(
        tls.privateAuthority
          ? 'The certificate is valid, by a configured private authority.'
          : 'The certificate is valid and publicly trusted.',
      );
    const problem = tls.problem ?? 'UNTRUSTED';
    return fail(`The certificate is not accepted: ${words[problem] ?? 'it could not be verified'} (${problem}).`);
  },
});
