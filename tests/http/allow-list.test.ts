import { METHODS } from 'node:http';
import { describe, expect, it } from 'vitest';
import { assertAllowed } from '../../src/http/index.js';

const base = new URL('https://fhir.example.nhs.uk/R4');
const tokenUrl = new URL('https://login.example.nhs.uk/oauth2/token');
const boundary = { base, tokenUrl };
const allowed = (method: string, url: string, fromServer = false): boolean => {
  try {
    assertAllowed(boundary, method, url, fromServer);
    return true;
  } catch {
    return false;
  }
};
const at = (path: string): string => `${base.href}${path}`;

describe('the allow-list', () => {
  it.each([
    '/metadata',
    '/metadata/',
    '/Patient',
    '/Patient?identifier=x%7C1',
    '/Patient/123',
    '/Patient/a.b-c',
    '/Patient/1/_history',
    '/Patient/1/_history/2',
    '/Zzz',
    '/patient',
    '/Patient/$zz-probe',
    '/Patient/zz-probe-!%40xxx',
    '/.well-known/smart-configuration',
    '',
    '?_getpages=abc&_getpagesoffset=20',
  ])('lets GET read %s', (path) => {
    expect(allowed('GET', at(path))).toBe(true);
  });

  it('lets POST reach a search and the token endpoint only', () => {
    expect(allowed('POST', at('/Patient/_search'))).toBe(true);
    expect(allowed('POST', tokenUrl.href)).toBe(true);
    for (const path of [
      '',
      '/',
      '/Patient',
      '/Patient/1',
      '/Patient/_search/1',
      '/_search',
      '/Patient/1/_search',
      '/Patient/$match',
      '/metadata',
      '/Patient/_search/../1',
    ])
      expect(allowed('POST', at(path)), path).toBe(false);
    expect(allowed('POST', `${tokenUrl.href}?x=1`)).toBe(false);
    expect(allowed('POST', 'https://login.example.nhs.uk/oauth2/revoke')).toBe(false);
  });

  const paths = ['', '/Patient', '/Patient/1', '/Patient/_search', '/metadata', '/Patient/1/_history/2', '/$export'];
  const writing = [
    ...METHODS.filter((one) => !['GET', 'HEAD', 'OPTIONS', 'POST'].includes(one)),
    'get',
    'Post',
    'GET ',
    'PURGE',
    '',
  ];
  it.each(writing)('refuses %s everywhere, whoever asks', (method) => {
    for (const path of paths) {
      expect(allowed(method, at(path)), path).toBe(false);
      expect(allowed(method, at(path), true), path).toBe(false);
    }
    expect(allowed(method, tokenUrl.href)).toBe(false);
  });

  it.each([
    '/$export',
    '/Patient/$export',
    '/Group/1/$export',
    '/Patient/%24export',
    '/%24export',
    '/Patient/1/$everything',
    '/Patient/$zz-probe/1',
    '/../admin',
    '/Patient/..%2f..%2fadmin',
    '/Patient/%2e%2e/%2e%2e/admin',
    '/Patient/1/../../$reindex',
    '//evil.example/Patient',
    '/Patient//1',
    '/Patient\\1',
    '/Patient/1%00',
    '/Patient/1;jsessionid=1',
    '/Patient/1#x',
    '/Patient/1 HTTP/1.1\r\nHost: evil',
    '/Patient?_method=DELETE',
    '/Patient?x-http-method-override=PUT',
    '/_history',
    '/Patient/_history',
    '/Patient/1/Encounter',
    '/Patient/1/_history/2/3',
    '/Binary/1/content/raw',
    '/%2524export',
  ])('refuses the path %s', (path) => {
    expect(allowed('GET', at(path))).toBe(false);
    expect(allowed('POST', at(path))).toBe(false);
  });

  it.each([
    'http://fhir.example.nhs.uk/R4/Patient',
    'https://fhir.example.nhs.uk:8443/R4/Patient',
    'https://fhir.example.nhs.uk.evil.example/R4/Patient',
    'https://user:pass@fhir.example.nhs.uk/R4/Patient',
    'https://evil.example/R4/metadata',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://fhir.example.nhs.uk/R5/Patient',
    'https://fhir.example.nhs.uk/R4evil/Patient',
    '/R4/Patient',
  ])('refuses the address %s', (url) => {
    expect(allowed('GET', url)).toBe(false);
  });

  it('follows a link of the server anywhere on the origin, but into no operation', () => {
    expect(allowed('GET', 'https://fhir.example.nhs.uk/pages/abc?page=2', true)).toBe(true);
    expect(allowed('GET', 'https://fhir.example.nhs.uk/bulk/$export', true)).toBe(false);
    expect(allowed('GET', 'https://fhir.example.nhs.uk/bulk/%24export-poll', true)).toBe(false);
    expect(allowed('GET', 'https://fhir.example.nhs.uk/export/start', true)).toBe(false);
    expect(allowed('GET', 'https://evil.example/pages/abc', true)).toBe(false);
    expect(allowed('POST', 'https://fhir.example.nhs.uk/pages/abc', true)).toBe(false);
  });
});
