import { defineCheck } from '../define-check.js';
import { fail, notApplicable, pass, unknown } from '../verdict.js';

export const tls04 = defineCheck({
  id: 'TLS04',
  title: 'TLS 1.2 or later, older versions refused',
  why: 'TLS 1.0 and 1.1 can be broken; a server that still speaks them can be talked down to them.',
  remedy: 'Allow TLS 1.2 and 1.3 only.',
  owner: 'trust-config',
  severity: 'high',
  references: [{ title: 'RFC 8996', url: 'https://www.rfc-editor.org/rfc/rfc8996' }],
  needs: ['tls'],
  examine({ tls }) {
    if (!tls.secured) return notApplicable('The base URL is plain HTTP.');
    const old = [['1.0', tls.tls10] as const, ['1.1', tls.tls11] as const];
    const accepted = old.filter(([, outcome]) => outcome === 'accepted').map(([version]) => version);
    if (accepted.length > 0) return fail(`TLS ${accepted.join(' and ')} is accepted.`);
    if (tls.protocol !== 'TLSv1.2' && tls.protocol !== 'TLSv1.3')
      return fail(`The best version on offer is ${tls.protocol}.`);
    const open = old.filter(([, outcome]) => outcome !== 'refused').map(([version]) => version);
    if (open.length > 0)
      return unknown(
        `Whether TLS ${open.join(' and ')} is refused could not be told: the connection ended on this side.`,
      );
    return pass(`${tls.protocol} is used; TLS 1.0 and 1.1 are refused.`);
  },
});
