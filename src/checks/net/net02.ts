import { defineCheck } from '../define-check.js';
import { fail, pass, unknown, warn } from '../verdict.js';

export const net02 = defineCheck({
  id: 'NET02',
  title: 'The base URL answers in place',
  why: 'Clients that follow a redirect to another host may hand their credential to it.',
  remedy: 'Publish the address that answers directly, and answer with and without a slash at the end.',
  owner: 'trust-config',
  severity: 'high',
  references: [{ title: 'RFC 9110 section 15.4', url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.4' }],
  needs: ['baseUrl'],
  examine({ baseUrl }) {
    const redirects = [baseUrl.plain.redirect, baseUrl.slash?.redirect].filter((one) => one !== undefined);
    if (redirects.includes('downgrade')) return fail('The base URL redirects from HTTPS to plain HTTP.');
    if (redirects.includes('other-host')) return fail('The base URL redirects to another host, which is not followed.');
    if (redirects.length > 0) return warn('The base URL answers with a redirect on the same host.');
    if (baseUrl.plain.status === 401 || baseUrl.plain.status === 403)
      return unknown(`Metadata was refused with status ${baseUrl.plain.status}.`);
    if (baseUrl.plain.status !== 200)
      return fail(`Metadata at the base URL answers with status ${baseUrl.plain.status}.`);
    return pass('Metadata is answered in place, with no redirect.');
  },
});
