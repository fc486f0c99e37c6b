import { describe, expect, it } from 'vitest';
import { runChecks } from '../../src/checks/index.js';
import { observeProbe } from '../../src/framework/observe/probe.js';
import type { Facts, Lens, Observation } from '../../src/model/index.js';
import { evidenceWith, good, negatives } from '../checks/facts.js';

type Changes = Parameters<typeof evidenceWith>[0];

const observe = (changes: Changes, lens: Lens = 'live'): Readonly<Record<string, Observation>> => {
  const evidence = evidenceWith(changes);
  return observeProbe(
    evidence,
    runChecks(evidence),
    { audience: 'trust', trustType: 'acute', lens },
    { typeAvailable: { live: 30, synthetic: 5 } },
  );
};

const tls = good.tls.secured ? good.tls : undefined;
const { walk } = good.paging;
const { known } = good.nhsNumber;
if (tls === undefined || walk === undefined || known === undefined) throw new Error('the good endpoint is incomplete');
const walked = (change: Partial<typeof walk>): Changes => ({
  paging: { ...good.paging, walk: { ...walk, ...change } },
});
const openProbes = (change: Partial<Facts['unauthorised']['probes'][number]>): Facts['unauthorised'] => ({
  probes: good.unauthorised.probes.map((one) => ({ ...one, ...change })),
});
const statement = (change: Partial<Facts['capability']>): Changes => ({
  capability: { ...good.capability, ...change },
});
const noDiscovery: Changes = { smart: { ...good.smart, status: 404, fields: [] } };
const undescribed = { declared: false, services: [], oauthUris: false } as const;
const claimed = (version: string | undefined): Changes => ({
  profileClaims: {
    claims: good.profileClaims.claims.map(({ version: _, ...one }) => ({
      ...one,
      ...(version === undefined ? {} : { version }),
    })),
  },
});
const guide = (version: string): Changes => ({
  ...claimed(undefined),
  ...statement({
    implementationGuides: [`https://fhir.hl7.org.uk/ImplementationGuide/fhir.r4.ukcore.stu2|${version}`],
  }),
});

describe('levels', () => {
  it.each<[string, string, Changes, number]>([
    ['F01', 'a statement', {}, 5],
    [
      'F01',
      'with a credential only',
      { metadata: { open: { status: 401, body: 'json', contentType: 'a' }, authorised: good.metadata.open } },
      5,
    ],
    [
      'F01',
      'something else',
      { metadata: { open: { status: 200, body: 'html', contentType: 'text/html' } }, capability: null },
      0,
    ],
    ['F02', '4.0.1', {}, 5],
    ['F02', 'R4B', statement({ fhirVersion: '4.3.0' }), 3],
    ['F02', 'R5', statement({ fhirVersion: '5.0.0' }), 3],
    ['F02', 'STU3', statement({ fhirVersion: '3.0.2' }), 2],
    ['F02', 'DSTU2', statement({ fhirVersion: '1.0.2' }), 0],
    [
      'F02',
      'no statement',
      { metadata: { open: { status: 404, body: 'json', contentType: 'a' } }, capability: null },
      0,
    ],
    ['F03', 'TLS 1.3', {}, 5],
    ['F03', 'TLS 1.2', { tls: { ...tls, protocol: 'TLSv1.2' } }, 4],
    ['F03', 'TLS 1.2 and mutual', { tls: { ...tls, protocol: 'TLSv1.2', mutual: true } }, 5],
    ['F03', '1.1 accepted', { tls: { ...tls, tls11: 'accepted' } }, 3],
    ['F03', 'invalid', { tls: { ...tls, trusted: false, problem: 'CERT_HAS_EXPIRED' } }, 0],
    [
      'F03',
      'invalid and so not reached',
      { tls: { ...tls, trusted: false }, reach: { answered: false, tries: 2, error: { kind: 'tls', message: 'x' } } },
      0,
    ],
    ['F03', 'plain HTTP', { tls: { secured: false } }, 0],
    ['F03', 'plain HTTP beside it', { plainHttp: { outcome: 'fhir', status: 200 } }, 0],
    ['F04', 'refused', {}, 5],
    ['F04', 'refused by the handshake', { unauthorised: openProbes({ status: null, handshakeRefused: true }) }, 5],
    [
      'F04',
      'searches refused for other reasons, a known record at the gate',
      {
        unauthorised: {
          probes: good.unauthorised.probes.map((one) => (one.what === 'read' ? one : { ...one, status: 400 })),
        },
      },
      5,
    ],
    ['F04', 'data', { unauthorised: openProbes({ status: 200, records: 1 }) }, 0],
    ['F04', 'data for a bad token', { badToken: { status: 200, records: 1, challenge: false } }, 0],
    ['F05', 'discoverable', {}, 4],
    ['F05', 'described', noDiscovery, 3],
    ['F05', 'bearer, not described', { ...noDiscovery, ...statement({ security: undescribed }) }, 2],
    [
      'F05',
      'a key',
      { ...noDiscovery, ...statement({ security: undescribed }), target: { ...good.target, auth: 'apikey' } },
      1,
    ],
    ['F05', 'basic', { target: { ...good.target, auth: 'basic' } }, 0],
    [
      'F05',
      'open',
      { target: { ...good.target, auth: 'none' }, unauthorised: openProbes({ status: 200, records: 1 }) },
      0,
    ],
    [
      'F05',
      'mutual TLS, described',
      {
        ...noDiscovery,
        ...statement({ security: { declared: true, services: ['Certificates'], oauthUris: false } }),
        target: { ...good.target, auth: 'mtls', clientCertificate: true },
        tls: { ...tls, mutual: true },
      },
      3,
    ],
    ['F09', 'found, negatives right', {}, 4],
    [
      'F09',
      'found, a negative wrong',
      { nhsNumber: { ...good.nhsNumber, wrongSystem: { ...good.nhsNumber.unknown, patients: 1 } } },
      3,
    ],
    [
      'F09',
      'not supported',
      { nhsNumber: { ...good.nhsNumber, known: { ...known, status: 400, result: 'outcome', patients: 0 } } },
      1,
    ],
    [
      'F09',
      'another patient',
      { nhsNumber: { ...good.nhsNumber, unknown: { ...good.nhsNumber.unknown, patients: 1, others: 1 } } },
      0,
    ],
    ['F10', 'exact', {}, 5],
    ['F10', 'order changed', walked({ orderChanged: true }), 2],
    ['F10', 'repeats', walked({ repeats: 2 }), 2],
    ['F10', 'lost', walked({ lost: 1 }), 0],
    ['F10', 'broken off', walked({ end: 'broken', unique: 80 }), 0],
    ['S11', 'current', {}, 5],
    ['S11', 'one minor step behind', claimed('2.4.0'), 4],
    ['S11', 'far behind', claimed('1.2.0'), 2],
    ['S11', 'not stated', claimed(undefined), 0],
    ['S11', 'the guide of the pinned release', guide('2.0.2'), 5],
    ['S11', 'the guide before', guide('2.0.1'), 4],
  ])('%s: %s', (id, _, changes, level) => {
    expect(observe(changes)[id]).toMatchObject({ state: 'measured', level });
  });
});

describe('shares', () => {
  it.each<[string, string, Changes, Lens, object]>([
    ['F07', '95th percentile in seconds', {}, 'live', { value: 0.24 }],
    ['F08', 'all refused', {}, 'live', { k: 12, n: 12 }],
    [
      'F08',
      'without an error in the outcome',
      {
        negatives: negatives(
          { call: 'unknown-id', outcomeError: false },
          { call: 'malformed-date', status: 200 },
          { call: 'unknown-type', status: null },
        ),
      },
      'live',
      { k: 9, n: 12 },
    ],
    [
      'F08',
      'turned away at the gate',
      { negatives: negatives({ call: 'unknown-id', status: 403 }, { call: 'unknown-type', status: 401 }) },
      'live',
      { k: 10, n: 10 },
    ],
    [
      'S06',
      'enough records',
      {
        counts: {
          types: [
            {
              type: 'Observation',
              applicable: true,
              declared: true,
              refused: false,
              total: 29,
              seen: 29,
              method: 'census',
            },
          ],
        },
      },
      'live',
      { k: 0, n: 1 },
    ],
    [
      'S06',
      'enough made-up records',
      {
        counts: {
          types: [
            {
              type: 'Observation',
              applicable: true,
              declared: true,
              refused: false,
              total: 29,
              seen: 29,
              method: 'census',
            },
          ],
        },
      },
      'synthetic',
      { k: 1, n: 1 },
    ],
    [
      'S06',
      'refused',
      {
        counts: {
          types: [{ type: 'Observation', applicable: true, declared: true, refused: true, seen: 0, method: 'none' }],
        },
      },
      'live',
      { k: 0, n: 1 },
    ],
    ['S07', 'drawn claims', {}, 'live', { k: 1, n: 1, population: 12, clusters: 1 }],
    [
      'S07',
      'not those beside the draw',
      {
        claims: {
          ...good.claims,
          exercised: [
            ...good.claims.exercised,
            {
              type: 'Observation',
              claim: 'date',
              kind: 'parameter',
              outcome: 'breach',
              status: 200,
              drawn: false,
              declared: true,
            },
          ],
        },
      },
      'live',
      { k: 1, n: 1 },
    ],
    [
      'S08',
      'those expected',
      {
        claims: {
          ...good.claims,
          expected: [
            { type: 'Observation', parameter: 'patient', outcome: 'works' },
            { type: 'Observation', parameter: 'date', outcome: 'ignored' },
            { type: 'Encounter', parameter: 'date', outcome: 'no-value' },
          ],
        },
      },
      'live',
      { k: 1, n: 2 },
    ],
    [
      'M04',
      'one or linked',
      { personSearch: { searched: 60, one: 50, linked: 5, several: 2, none: 1, failed: 2 } },
      'live',
      { k: 55, n: 58, clusters: 58 },
    ],
  ])('%s: %s', (id, _, changes, lens, expected) => {
    expect(observe(changes, lens)[id]).toMatchObject({ state: 'measured', ...expected });
  });
});

describe('what cannot be told', () => {
  it('of an endpoint that was not reached is all unknown, never 0', () => {
    const observations = observe({
      reach: { answered: false, tries: 2, error: { kind: 'timeout', message: 'No answer' } },
      tls: { secured: false },
    });
    expect(Object.values(observations).every((one) => one.state === 'unknown')).toBe(true);
    expect(Object.keys(observations)).toEqual(
      expect.arrayContaining(['F01', 'F03', 'F04', 'F09', 'S07', 'M04', 'F06', 'O07', 'S13', 'S15']),
    );
  });

  it.each<[string, string, Changes, string]>([
    ['F01', 'refused', { metadata: { open: { status: 401, body: 'json', contentType: 'a' } } }, 'not-tested'],
    ['F01', 'a server error', { metadata: { open: { status: 503, body: 'html', contentType: 'a' } } }, 'error'],
    ['F03', 'no handshake', { tls: null }, 'not-tested'],
    ['F04', 'accepted with nothing to give', { unauthorised: openProbes({ status: 200 }) }, 'no-data'],
    [
      'F04',
      'refused for other reasons',
      { unauthorised: { probes: good.unauthorised.probes.slice(0, 2).map((one) => ({ ...one, status: 400 })) } },
      'not-tested',
    ],
    ['F04', 'no answer', { unauthorised: openProbes({ status: null }) }, 'error'],
    [
      'F07',
      'too few calls',
      { traffic: { ...good.traffic, clinical: { purpose: 'clinical', n: 29, p50: 1, p95: 1, p99: 1 } } },
      'not-tested',
    ],
    ['F08', 'too few judged', { negatives: { calls: negatives().calls.slice(0, 9), notApplicable: [] } }, 'not-tested'],
    [
      'F09',
      'no test patient',
      { nhsNumber: { unknown: good.nhsNumber.unknown, invalid: good.nhsNumber.invalid } },
      'not-tested',
    ],
    ['F10', 'a single page', walked({ pages: 2 }), 'no-data'],
    ['F10', 'a link to another host', walked({ end: 'off-origin' }), 'not-tested'],
    ['S06', 'a type that could not be counted', { counts: { types: [] } }, 'error'],
    ['S07', 'nothing tried', { claims: { ...good.claims, exercised: [] } }, 'no-data'],
    ['S08', 'nothing tried', { claims: { ...good.claims, expected: [] } }, 'no-data'],
    [
      'M04',
      'no answers',
      { personSearch: { searched: 3, one: 0, linked: 0, several: 0, none: 0, failed: 3 } },
      'error',
    ],
  ])('%s: %s', (id, _, changes, reason) => {
    expect(observe(changes)[id]).toMatchObject({ state: 'unknown', reason });
  });

  it('F04 does not apply to a synthetic sandbox that is open by design, and applies to a live one', () => {
    const open: Changes = {
      target: { ...good.target, auth: 'none' },
      unauthorised: openProbes({ status: 200, records: 1 }),
    };
    expect(observe(open, 'synthetic')['F04']).toMatchObject({ state: 'notApplicable', reason: 'waiver' });
    expect(observe(open, 'live')['F04']).toMatchObject({ level: 0 });
    expect(observe({ ...open, target: good.target }, 'synthetic')['F04']).toMatchObject({ level: 0 });
  });

  it('F04 applies to a synthetic sandbox that is not open, though no credential was given', () => {
    const shut: Changes = { target: { ...good.target, auth: 'none' } };
    expect(observe(shut, 'synthetic')['F04']).toMatchObject({ state: 'measured', level: 5 });
  });

  it('another patient found by a sampled number is UNSAFE, test patient or not', () => {
    const wrong = { searched: 60, one: 59, linked: 0, several: 0, none: 0, failed: 0, wrong: 1 };
    const { known: _, ...nobody } = good.nhsNumber;
    expect(observe({ personSearch: wrong })['F09']).toMatchObject({ state: 'measured', level: 0 });
    expect(observe({ personSearch: wrong, nhsNumber: nobody })['F09']).toMatchObject({ level: 0 });
    expect(observe({ personSearch: wrong })['M04']).toMatchObject({ k: 59, n: 60 });
  });
});
