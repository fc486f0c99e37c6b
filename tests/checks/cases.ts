import type { Facts, Outcome } from '../../src/model/index.js';
import { conformance, good, negatives } from './facts.js';

export interface Case {
  readonly id: string;
  readonly what: string;
  readonly facts: { readonly [K in keyof Facts]?: Facts[K] | null };
  readonly outcome: Outcome;
  readonly unsafe?: boolean;
}

const of = (
  id: string,
  rows: readonly (readonly [what: string, outcome: Outcome, facts: Case['facts'], unsafe?: boolean])[],
): Case[] =>
  rows.map(([what, outcome, facts, unsafe]) => ({
    id,
    what,
    outcome,
    facts,
    ...(unsafe === undefined ? {} : { unsafe }),
  }));

const {
  target,
  baseUrl,
  capability,
  metadata,
  nhsNumber,
  paging,
  traffic,
  hits,
  bundles,
  smart,
  reads,
  typeSearches,
  claims,
  identity,
  references,
} = good;
const tls = good.tls.secured ? good.tls : undefined;
if (tls?.certificate === undefined || paging.walk === undefined || nhsNumber.known === undefined)
  throw new Error('the good endpoint is incomplete');
const { certificate } = tls;
const { walk } = paging;
const { known } = nhsNumber;
const failedReach = (kind: 'timeout' | 'proxy'): Facts['reach'] => ({
  answered: false,
  tries: 2,
  error: { kind, message: 'No answer' },
});
const openProbes = (change: Partial<Facts['unauthorised']['probes'][number]>): Facts['unauthorised'] => ({
  probes: good.unauthorised.probes.map((one) => ({ ...one, ...change })),
});
const oneRead = (change: Partial<Facts['reads']['types'][number]>): Facts['reads'] => ({
  types: reads.types.map((one) => ({ ...one, ...change })),
});
const oneSearch = (change: Partial<Facts['typeSearches']['types'][number]>): Facts['typeSearches'] => ({
  types: typeSearches.types.map((one, index) => (index === 0 ? one : { ...one, ...change })),
});
const onlySearch = (change: Partial<Facts['typeSearches']['types'][number]>): Facts['typeSearches'] => ({
  types: typeSearches.types.slice(0, 1).map((one) => ({ ...one, ...change })),
});
const oneClaim = (outcome: Facts['claims']['exercised'][number]['outcome']): Facts['claims'] => ({
  ...claims,
  exercised: claims.exercised.map((one) => ({ ...one, outcome })),
});
const walked = (change: Partial<typeof walk>): Facts['paging'] => ({ ...paging, walk: { ...walk, ...change } });
const sample = (k: number, n: number) => ({ k, n, clusters: n });
const noData = (statement: Partial<Facts['capability']>): Facts['capability'] => ({ ...capability, ...statement });
const aRead = { call: 'unknown-id' } as const;

export const cases: readonly Case[] = [
  ...of('NET01', [
    ['an answer', 'pass', {}],
    ['an error is an answer too', 'pass', { reach: { answered: true, status: 503, tries: 2, duration: 900 } }],
    ['no answer', 'fail', { reach: failedReach('timeout') }],
    ['a proxy in the way is not the endpoint', 'unknown', { reach: failedReach('proxy') }],
  ]),
  ...of('NET02', [
    ['in place', 'pass', {}],
    ['a redirect on the host', 'warn', { baseUrl: { ...baseUrl, slash: { status: 301, redirect: 'same-host' } } }],
    ['another host', 'fail', { baseUrl: { plain: { status: 302, redirect: 'other-host' } } }],
    ['down to plain HTTP', 'fail', { baseUrl: { plain: { status: 301, redirect: 'downgrade' } } }],
    ['not there', 'fail', { baseUrl: { plain: { status: 404 } } }],
    ['refused', 'unknown', { baseUrl: { plain: { status: 401 } } }],
  ]),
  ...of('TLS01', [
    ['refused', 'pass', {}],
    ['redirected for good', 'pass', { plainHttp: { outcome: 'redirected', status: 308 } }],
    ['redirected for now', 'warn', { plainHttp: { outcome: 'redirected-temporarily', status: 302 } }],
    ['403', 'warn', { plainHttp: { outcome: 'error', status: 403 } }],
    ['404', 'pass', { plainHttp: { outcome: 'error', status: 404 } }],
    ['a web page', 'warn', { plainHttp: { outcome: 'other', status: 200 } }],
    ['FHIR', 'fail', { plainHttp: { outcome: 'fhir', status: 200 } }],
    ['the base is plain', 'fail', { plainHttp: { outcome: 'base-is-http' } }],
    [
      'the base is plain on loopback',
      'notApplicable',
      { plainHttp: { outcome: 'base-is-http' }, target: { ...target, loopback: true } },
    ],
  ]),
  ...of('TLS02', [
    ['publicly trusted', 'pass', {}],
    ['by a configured authority', 'pass', { tls: { ...tls, privateAuthority: true } }],
    ['expired', 'fail', { tls: { ...tls, trusted: false, problem: 'CERT_HAS_EXPIRED' } }],
    ['not checked', 'fail', { target: { ...target, insecure: true } }],
    ['plain HTTP', 'notApplicable', { tls: { secured: false } }],
  ]),
  ...of('TLS03', [
    ['long and strong', 'pass', {}],
    ['20 days left', 'warn', { tls: { ...tls, certificate: { ...certificate, daysLeft: 20 } } }],
    ['6 days left', 'fail', { tls: { ...tls, certificate: { ...certificate, daysLeft: 6 } } }],
    ['expired', 'fail', { tls: { ...tls, certificate: { ...certificate, daysLeft: -1 } } }],
    ['SHA-1', 'fail', { tls: { ...tls, certificate: { ...certificate, digest: 'sha1' } } }],
    ['RSA of 1024 bits', 'fail', { tls: { ...tls, certificate: { ...certificate, bits: 1024 } } }],
    ['EC of 256 bits', 'pass', { tls: { ...tls, certificate: { ...certificate, key: 'ec', bits: 256 } } }],
    ['plain HTTP', 'notApplicable', { tls: { secured: false } }],
  ]),
  ...of('TLS04', [
    ['old versions refused', 'pass', {}],
    ['1.0 accepted', 'fail', { tls: { ...tls, tls10: 'accepted' } }],
    ['1.1 accepted', 'fail', { tls: { ...tls, tls11: 'accepted' } }],
    ['the error was ours', 'unknown', { tls: { ...tls, tls10: 'local' } }],
    ['plain HTTP', 'notApplicable', { tls: { secured: false } }],
  ]),
  ...of('CAP01', [
    ['open', 'pass', {}],
    [
      'with a credential only',
      'warn',
      {
        metadata: {
          open: { ...metadata.open, status: 401, resourceType: 'OperationOutcome' },
          authorised: metadata.open,
        },
      },
    ],
    ['a Bundle', 'fail', { metadata: { open: { ...metadata.open, resourceType: 'Bundle' } } }],
    ['a web page', 'fail', { metadata: { open: { status: 200, body: 'html', contentType: 'text/html' } } }],
    ['not asked', 'unknown', { metadata: null }],
  ]),
  ...of('CAP02', [
    ['valid', 'pass', {}],
    [
      'an error',
      'fail',
      {
        capability: {
          ...capability,
          faults: [{ path: 'CapabilityStatement.date', rule: 'required', severity: 'error' }],
        },
      },
    ],
    [
      'a warning',
      'warn',
      {
        capability: {
          ...capability,
          faults: [{ path: 'CapabilityStatement.software', rule: 'x', severity: 'warning' }],
        },
      },
    ],
    ['no server', 'fail', { capability: noData({ serverRest: false }) }],
    ['no statement', 'unknown', { capability: null }],
  ]),
  ...of('CAP03', [
    ['4.0.1', 'pass', {}],
    ['4.3.0', 'warn', { capability: noData({ fhirVersion: '4.3.0' }) }],
    ['3.0.2', 'fail', { capability: noData({ fhirVersion: '3.0.2' }) }],
    ['no statement', 'unknown', { capability: null }],
  ]),
  ...of('CAP07', [
    ['all declared', 'pass', {}],
    ['a recommended one missing', 'warn', { capability: noData({ types: capability.types.slice(0, 1) }) }],
    ['a required one missing', 'fail', { capability: noData({ types: capability.types.slice(1) }) }],
    ['nothing expected', 'notApplicable', { ruleset: { ...good.ruleset, expectations: [] } }],
  ]),
  ...of('CAP08', [
    ['Patient and another', 'pass', {}],
    ['none', 'warn', { profileClaims: { claims: [] } }],
    [
      'in profile only',
      'warn',
      { profileClaims: { claims: good.profileClaims.claims.map((one) => ({ ...one, via: 'profile' as const })) } },
    ],
    ['Patient alone', 'warn', { profileClaims: { claims: good.profileClaims.claims.slice(0, 1) } }],
    [
      'another version',
      'warn',
      { profileClaims: { claims: good.profileClaims.claims.map((one) => ({ ...one, version: '1.0.0' })) } },
    ],
    [
      'one that does not exist',
      'fail',
      { profileClaims: { claims: good.profileClaims.claims.map((one) => ({ ...one, known: false })) } },
    ],
    ['nothing expected', 'notApplicable', { ruleset: { ...good.ruleset, profiles: [] } }],
  ]),
  ...of('CAP09', [
    ['agrees', 'pass', {}],
    ['nothing said', 'warn', { capability: noData({ security: { declared: false, services: [], oauthUris: false } }) }],
    ['SMART without discovery', 'warn', { smart: { ...smart, status: 404 } }],
    [
      'discovery without a word',
      'warn',
      { capability: noData({ security: { declared: true, services: [], oauthUris: false } }) },
    ],
    [
      'open and said so',
      'notApplicable',
      {
        target: { ...target, auth: 'none' },
        capability: noData({ security: { declared: false, services: [], oauthUris: false } }),
      },
    ],
  ]),
  ...of('FMT01', [
    ['JSON', 'pass', {}],
    [
      'HTML',
      'fail',
      { formats: { answers: [{ accept: 'application/json', status: 200, contentType: 'text/html', body: 'html' }] } },
    ],
    [
      'JSON under a wrong type',
      'fail',
      { formats: { answers: [{ accept: 'application/json', status: 200, contentType: 'text/plain', body: 'json' }] } },
    ],
    ['not asked', 'unknown', { formats: null }],
  ]),
  ...of('FMT04', [
    ['406', 'pass', {}],
    ['200', 'warn', { negatives: negatives({ call: 'unsupported-accept', status: 200 }) }],
    ['500', 'fail', { negatives: negatives({ call: 'unsupported-accept', status: 500 }) }],
    ['no answer', 'unknown', { negatives: negatives({ call: 'unsupported-accept', status: null }) }],
  ]),
  ...of('SEC01', [
    ['401', 'pass', {}],
    ['the handshake refused', 'pass', { unauthorised: openProbes({ status: null, handshakeRefused: true }) }],
    ['404', 'warn', { unauthorised: openProbes({ status: 404 }) }],
    ['records', 'fail', { unauthorised: openProbes({ status: 200, records: 1 }) }, true],
    ['200 and nothing', 'fail', { unauthorised: openProbes({ status: 200 }) }, false],
    ['no answer', 'unknown', { unauthorised: openProbes({ status: null }) }],
    [
      'a sandbox open by design',
      'notApplicable',
      { unauthorised: openProbes({ status: 200, records: 1 }), target: { ...target, auth: 'none', lens: 'synthetic' } },
      false,
    ],
    [
      'live and open',
      'fail',
      { unauthorised: openProbes({ status: 200, records: 1 }), target: { ...target, auth: 'none' } },
      true,
    ],
  ]),
  ...of('SEC02', [
    ['401', 'pass', {}],
    ['403', 'warn', { unauthorised: openProbes({ status: 403 }) }],
    ['the record', 'fail', { unauthorised: openProbes({ status: 200, records: 1 }) }, true],
    ['no known record', 'unknown', { unauthorised: { probes: good.unauthorised.probes.slice(0, 2) } }],
    ['a sandbox open by design', 'notApplicable', { target: { ...target, auth: 'none', lens: 'synthetic' } }],
  ]),
  ...of('SEC03', [
    ['401 and a challenge', 'pass', {}],
    ['401 alone', 'warn', { badToken: { status: 401, records: 0, challenge: false } }],
    ['403', 'warn', { badToken: { status: 403, records: 0, challenge: true } }],
    ['200', 'fail', { badToken: { status: 200, records: 0, challenge: false } }, false],
    ['records', 'fail', { badToken: { status: 200, records: 2, challenge: false } }, true],
    ['no credential to spoil', 'unknown', { badToken: null }],
  ]),
  ...of('AUTH01', [
    ['discovery', 'pass', {}],
    ['under another type', 'warn', { smart: { ...smart, contentType: 'text/plain' } }],
    ['claimed, not there', 'fail', { smart: { ...smart, status: 404, fields: [] } }],
    [
      'not claimed',
      'notApplicable',
      {
        smart: { ...smart, status: 404, fields: [] },
        capability: noData({ security: { declared: true, services: ['OAuth'], oauthUris: false } }),
      },
    ],
  ]),
  ...of('AUTH02', [
    ['complete', 'pass', {}],
    ['no token endpoint', 'fail', { smart: { ...smart, fields: ['capabilities', 'grant_types_supported'] } }],
    ['plain challenge', 'fail', { smart: { ...smart, codeChallengeMethods: ['S256', 'plain'] } }],
    ['no S256', 'fail', { smart: { ...smart, codeChallengeMethods: [], grantTypes: ['authorization_code'] } }],
    ['sign-on without issuer', 'fail', { smart: { ...smart, capabilities: ['sso-openid-connect'] } }],
    ['no document', 'notApplicable', { smart: { ...smart, status: 404 } }],
  ]),
  ...of('READ01', [
    ['equal', 'pass', {}],
    ['another id', 'fail', { reads: oneRead({ idEqual: false }) }],
    ['not found', 'fail', { reads: oneRead({ status: 404, typeEqual: false, idEqual: false }) }],
    ['not allowed', 'unknown', { reads: oneRead({ status: 403, typeEqual: false, idEqual: false }) }],
  ]),
  ...of('READ02', [
    ['agrees', 'pass', {}],
    ['absent', 'warn', { reads: oneRead({ etag: 'absent' }) }],
    ['contradicts', 'fail', { reads: oneRead({ lastModified: 'contradicts' }) }],
    ['nothing to compare', 'unknown', { reads: oneRead({ etag: 'unverifiable', lastModified: 'unverifiable' }) }],
  ]),
  ...of('READ03', [
    ['equal', 'pass', {}],
    ['another version', 'fail', { reads: oneRead({ vread: { declared: true, status: 200, equal: false } }) }],
    ['not declared', 'notApplicable', { reads: { types: reads.types.map(({ vread: _, ...one }) => one) } }],
  ]),
  ...of('SRCH01', [
    ['searchsets', 'pass', {}],
    [
      'parameters learnt',
      'pass',
      { typeSearches: oneSearch({ status: 400, result: 'refused', required: ['patient'] }) },
    ],
    ['5xx', 'fail', { typeSearches: oneSearch({ status: 500, result: 'broken' }) }],
    ['declared, and not there', 'fail', { typeSearches: oneSearch({ status: 404, result: 'refused' }) }],
    [
      'not declared, and not there',
      'notApplicable',
      { typeSearches: onlySearch({ declared: false, status: 404, result: 'refused' }) },
    ],
    [
      'not declared and broken',
      'notApplicable',
      { typeSearches: onlySearch({ declared: false, status: 500, result: 'broken' }) },
    ],
    ['refused, for reasons unknown', 'unknown', { typeSearches: onlySearch({ status: 400, result: 'refused' }) }],
  ]),
  ...of('SRCH02', [
    ['one equal', 'pass', {}],
    ['none', 'fail', { idSearches: { types: [{ type: 'Patient', status: 200, matches: 0, right: false }] } }],
    ['all', 'fail', { idSearches: { types: [{ type: 'Patient', status: 200, matches: 20, right: false }] } }],
    ['not allowed', 'unknown', { idSearches: { types: [{ type: 'Patient', status: 403, matches: 0, right: false }] } }],
  ]),
  ...of('SRCH03', [
    ['works', 'pass', {}],
    ['ignored', 'warn', { claims: oneClaim('ignored') }],
    ['breach', 'fail', { claims: oneClaim('breach') }],
    ['absent', 'fail', { claims: oneClaim('absent') }],
    ['error', 'fail', { claims: oneClaim('error') }],
    ['nothing tried', 'unknown', { claims: { ...claims, exercised: [] } }],
    ['undecided', 'unknown', { claims: oneClaim('undecided') }],
  ]),
  ...of('SRCH07', [
    ['refused', 'pass', {}],
    ['ignored', 'fail', { negatives: negatives({ call: 'unknown-modifier', status: 200, outcome: false }) }],
    ['refused without a word', 'warn', { negatives: negatives({ call: 'unknown-query', outcome: false }) }],
    ['not made', 'unknown', { negatives: null }],
  ]),
  ...of('SRCH08', [
    ['refused', 'pass', {}],
    ['empty', 'warn', { negatives: negatives({ call: 'malformed-date', status: 200, outcome: false }) }],
    [
      'unfiltered',
      'fail',
      { negatives: negatives({ call: 'malformed-date', status: 200, outcome: false, records: 1 }) },
    ],
    ['5xx', 'fail', { negatives: negatives({ call: 'malformed-date', status: 500 }) }],
    ['not allowed', 'unknown', { negatives: negatives({ call: 'malformed-date', status: 403 }) }],
  ]),
  ...of('SRCH09', [
    ['empty', 'pass', {}],
    ['404', 'fail', { noMatch: { status: 404, body: 'json', bundle: false, matches: 0 } }],
    ['5xx', 'fail', { noMatch: { status: 500, body: 'html', bundle: false, matches: 0 } }],
    ['a match', 'fail', { noMatch: { status: 200, body: 'json', bundle: true, matches: 3 } }],
    ['400', 'warn', { noMatch: { status: 400, body: 'json', bundle: false, matches: 0 } }],
    ['not allowed', 'unknown', { noMatch: { status: 401, body: 'json', bundle: false, matches: 0 } }],
  ]),
  ...of('SRCH11', [
    ['holds', 'pass', {}],
    [
      'breaks',
      'fail',
      {
        datePrefixes: {
          ...good.datePrefixes,
          prefixes: good.datePrefixes.prefixes.map((one) => ({ ...one, breaches: 1 })),
        },
      },
    ],
    [
      'loses its source',
      'fail',
      {
        datePrefixes: {
          ...good.datePrefixes,
          prefixes: good.datePrefixes.prefixes.map((one) => ({ ...one, source: false })),
        },
      },
    ],
    [
      'a prefix refused',
      'warn',
      {
        datePrefixes: {
          ...good.datePrefixes,
          prefixes: good.datePrefixes.prefixes.map((one, index) => (index === 4 ? { ...one, status: 400 } : one)),
        },
      },
    ],
    ['no dates', 'unknown', { datePrefixes: null }],
  ]),
  ...of('SRCH13', [
    ['equal', 'pass', {}],
    [
      'absolute not taken',
      'warn',
      {
        referenceForms: {
          ...good.referenceForms,
          forms: good.referenceForms.forms.map((one) =>
            one.form === 'absolute' ? { ...one, equal: false, hits: 0 } : one,
          ),
        },
      },
    ],
    [
      'relative differs',
      'fail',
      {
        referenceForms: {
          ...good.referenceForms,
          forms: good.referenceForms.forms.map((one) =>
            one.form === 'relative' ? { ...one, equal: false, hits: 9 } : one,
          ),
        },
      },
    ],
    ['no references', 'unknown', { referenceForms: null }],
  ]),
  ...of('NHS01', [
    ['found', 'pass', {}],
    ['not found', 'fail', { nhsNumber: { ...nhsNumber, known: { ...known, patients: 0 } } }],
    ['two', 'fail', { nhsNumber: { ...nhsNumber, known: { ...known, patients: 2 } } }, false],
    ['somebody else', 'fail', { nhsNumber: { ...nhsNumber, known: { ...known, others: 1 } } }, true],
    [
      'not supported',
      'fail',
      { nhsNumber: { ...nhsNumber, known: { ...known, status: 400, result: 'outcome', patients: 0 } } },
    ],
    ['no test patient', 'unknown', { nhsNumber: { unknown: nhsNumber.unknown, invalid: nhsNumber.invalid } }],
  ]),
  ...of('NHS02', [
    ['nobody', 'pass', {}],
    ['a server error', 'fail', { nhsNumber: { ...nhsNumber, invalid: { ...nhsNumber.invalid, status: 500 } } }, false],
    [
      'somebody',
      'fail',
      { nhsNumber: { ...nhsNumber, unknown: { ...nhsNumber.unknown, patients: 1, others: 1 } } },
      true,
    ],
    ['no answer', 'unknown', { nhsNumber: { ...nhsNumber, unknown: { ...nhsNumber.unknown, status: null } } }],
    ['a web page', 'unknown', { nhsNumber: { ...nhsNumber, unknown: { ...nhsNumber.unknown, result: 'other' } } }],
  ]),
  ...of('NHS03', [
    ['heeded', 'pass', {}],
    ['ignored', 'fail', { nhsNumber: { ...nhsNumber, wrongSystem: { ...nhsNumber.unknown, patients: 1 } } }, false],
    [
      'somebody else',
      'fail',
      { nhsNumber: { ...nhsNumber, noSystem: { ...nhsNumber.unknown, patients: 2, others: 1 } } },
      true,
    ],
    ['no test patient', 'unknown', { nhsNumber: { unknown: nhsNumber.unknown, invalid: nhsNumber.invalid } }],
  ]),
  ...of('NHS04', [
    ['sound', 'pass', {}],
    ['unverified', 'warn', { identity: { ...identity, verified: { ...identity.verified, k: 50 } } }],
    ['a wrong check digit', 'fail', { identity: { ...identity, checkDigit: 1 } }],
    ['shared', 'fail', { identity: { ...identity, shared: 1 } }],
    ['no patients', 'unknown', { identity: { ...identity, withNumber: { k: 0, n: 0, clusters: 0 } } }],
  ]),
  ...of('NHS07', [
    ['found', 'pass', {}],
    ['others', 'fail', { odsSearch: { status: 200, matches: 9, right: false } }],
    ['not found', 'warn', { odsSearch: { status: 200, matches: 0, right: false } }],
    ['no code', 'unknown', { odsSearch: null }],
  ]),
  ...of('PAGE01', [
    ['kept', 'pass', {}],
    ['exceeded', 'fail', { paging: { ...paging, counted: { pages: 4, over: 1 } } }],
    ['not asked', 'unknown', { paging: { ...paging, counted: { pages: 0, over: 0 } } }],
  ]),
  ...of('PAGE02', [
    ['followed', 'pass', {}],
    ['broken', 'fail', { paging: { ...paging, followed: { links: 2, broken: 1, offOrigin: 0 } } }],
    ['another host', 'fail', { paging: { ...paging, followed: { links: 2, broken: 0, offOrigin: 1 } } }],
    ['none', 'unknown', { paging: { ...paging, followed: { links: 0, broken: 0, offOrigin: 0 } } }],
  ]),
  ...of('PAGE03', [
    ['exact', 'pass', {}],
    ['a newer version twice', 'warn', { paging: walked({ newer: 1 }) }],
    ['lost', 'fail', { paging: walked({ lost: 1 }) }],
    ['twice', 'fail', { paging: walked({ repeats: 1 }) }],
    ['endless', 'fail', { paging: walked({ end: 'endless' }) }],
    ['cut short', 'unknown', { paging: walked({ end: 'broken' }) }],
  ]),
  ...of('PAGE04', [
    ['ends', 'pass', {}],
    ['no way back', 'warn', { paging: walked({ backLinks: false }) }],
    ['a loop', 'fail', { paging: walked({ end: 'loop' }) }],
    ['a single page', 'unknown', { paging: walked({ pages: 2 }) }],
  ]),
  ...of('PAGE05', [
    ['refused', 'pass', {}],
    ['refused without a word', 'warn', { negatives: negatives({ call: 'garbled-page-token', outcome: false }) }],
    [
      'the first page again',
      'fail',
      { negatives: negatives({ call: 'garbled-page-token', status: 200, firstPage: true }) },
    ],
    ['5xx', 'fail', { negatives: negatives({ call: 'garbled-page-token', status: 500 }) }],
    [
      'no next link',
      'unknown',
      { negatives: { ...negatives(), calls: negatives().calls.filter((one) => one.call !== 'garbled-page-token') } },
    ],
  ]),
  ...of('ERR01', [
    ['404', 'pass', {}],
    ['without an OperationOutcome', 'warn', { negatives: negatives({ call: 'unknown-type', outcome: false }) }],
    ['200', 'fail', { negatives: negatives({ call: 'unknown-operation', status: 200 }) }],
    ['not made', 'unknown', { negatives: null }],
  ]),
  ...of('ERR02', [
    ['404', 'pass', {}],
    ['400', 'warn', { negatives: negatives({ ...aRead, status: 400 }) }],
    ['200', 'fail', { negatives: negatives({ ...aRead, status: 200 }) }],
    ['500', 'fail', { negatives: negatives({ ...aRead, status: 500 }) }],
    ['not allowed', 'unknown', { negatives: negatives({ ...aRead, status: 403 }) }],
  ]),
  ...of('ERR03', [
    ['refused', 'pass', {}],
    ['refused in plain text', 'pass', { negatives: negatives({ call: 'malformed-id', outcome: false }) }],
    ['data', 'fail', { negatives: negatives({ call: 'wrong-case-type', status: 200, records: 1 }) }],
    ['not made', 'unknown', { negatives: null }],
  ]),
  ...of('ERR06', [
    ['all', 'pass', {}],
    ['some plain', 'warn', { traffic: { ...traffic, errors: { total: 10, outcomes: 9, html: 1 } } }],
    ['HTML', 'fail', { traffic: { ...traffic, errors: { total: 10, outcomes: 7, html: 3 } } }],
    ['a server error', 'fail', { traffic: { ...traffic, serverErrors: 1 } }],
    ['no errors', 'unknown', { traffic: { ...traffic, errors: { total: 0, outcomes: 0, html: 0 } } }],
  ]),
  ...of('COH01', [
    ['all', 'pass', {}],
    ['95 %', 'warn', { references: { ...references, resolved: 95, broken: 5 } }],
    ['80 %', 'fail', { references: { ...references, resolved: 80, broken: 20 } }],
    ['none', 'unknown', { references: { ...references, resolved: 0 } }],
  ]),
  ...of('COH03', [
    ['right', 'pass', {}],
    [
      'a breach',
      'fail',
      { hits: { ...hits, breaches: [{ type: 'Observation', parameter: 'code', count: 2 }] } },
      false,
    ],
    [
      'another patient',
      'fail',
      { hits: { ...hits, otherPatient: [{ type: 'Observation', parameter: 'patient', count: 2 }] } },
      true,
    ],
    ['no hits', 'unknown', { hits: { ...hits, hits: 0 } }],
  ]),
  ...of('COH05', [
    ['well formed', 'pass', {}],
    ['no mode', 'warn', { bundles: { ...bundles, withoutMode: 3 } }],
    ['a wrong fullUrl', 'fail', { bundles: { ...bundles, wrongFullUrl: 1 } }],
    ['no entries', 'unknown', { bundles: { ...bundles, entries: 0 } }],
  ]),
  ...of('PROF01', [
    ['all valid', 'pass', {}],
    ['all valid, few seen', 'warn', { conformance: conformance({ base: sample(30, 30) }) }],
    ['half', 'fail', { conformance: conformance({ base: sample(30, 60) }) }],
    ['none', 'unknown', { conformance: { ...conformance(), types: [] } }],
  ]),
  ...of('PROF02', [
    ['all conform', 'pass', {}],
    ['few seen', 'warn', { conformance: conformance({ profiled: sample(30, 30) }) }],
    ['half', 'fail', { conformance: conformance({ profiled: sample(30, 60) }) }],
    ['none', 'unknown', { conformance: { ...conformance(), types: [] } }],
  ]),
  ...of('PROF03', [
    ['kept', 'pass', {}],
    ['not known here', 'warn', { conformance: conformance({ declared: { valid: 3, invalid: 0, unknown: 2 } }) }],
    ['broken', 'fail', { conformance: conformance({ declared: { valid: 3, invalid: 1, unknown: 0 } }) }],
    ['none stated', 'notApplicable', { conformance: conformance({ declared: { valid: 0, invalid: 0, unknown: 0 } }) }],
  ]),
  ...of('PROF04', [
    ['populated', 'pass', {}],
    [
      'never',
      'warn',
      {
        mustSupport: {
          types: [{ type: 'Patient', profile: 'p', n: 9, elements: [{ path: 'Patient.name', present: 0 }] }],
        },
      },
    ],
    ['none', 'unknown', { mustSupport: { types: [] } }],
  ]),
  ...of('PROF05', [
    ['declared and populated', 'pass', {}],
    ['undeclared', 'warn', { counts: { types: good.counts.types.map((one) => ({ ...one, declared: false })) } }],
    ['not counted', 'unknown', { counts: null }],
  ]),
  ...of('PERF01', [
    ['fast', 'pass', {}],
    [
      'over a second',
      'warn',
      { traffic: { ...traffic, latency: [{ purpose: 'read', n: 20, p50: 1, p95: 1500, p99: 1 }] } },
    ],
    [
      'over five seconds',
      'fail',
      { traffic: { ...traffic, latency: [{ purpose: 'read', n: 20, p50: 1, p95: 5500, p99: 1 }] } },
    ],
    [
      'too few',
      'unknown',
      { traffic: { ...traffic, latency: [{ purpose: 'read', n: 19, p50: 1, p95: 5500, p99: 1 }] } },
    ],
  ]),
  ...of('PERF02', [
    ['none', 'pass', {}],
    ['2 %', 'warn', { traffic: { ...traffic, requests: 100, timeouts: 2 } }],
    ['6 %', 'fail', { traffic: { ...traffic, requests: 100, timeouts: 2, failures: 2, serverErrors: 2 } }],
    ['no requests', 'unknown', { traffic: { ...traffic, requests: 0 } }],
  ]),
];
