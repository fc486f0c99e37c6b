import { describe, expect, it } from 'vitest';
import { runChecks } from '../../src/checks/index.js';
import type { EndpointTarget, GatherResult } from '../../src/probe/index.js';
import { json, makeAuthority, serveProxy, serveSecurely } from '../http/rig.js';
import type { Authority, Issued } from '../http/rig.js';
import { gather } from './fake.js';

type Rigged = Awaited<ReturnType<typeof serveSecurely>>;

const statement = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  kind: 'instance',
  rest: [{ mode: 'server' }],
};
const only = ['plain-http', 'security'];

const secure = (issued: Issued, options: Parameters<typeof serveSecurely>[0] = {}): Promise<Rigged> =>
  serveSecurely({ ...issued, ...options }, (request, response) => {
    if (request.url?.includes('metadata') === true) json(response, statement);
    else json(response, { resourceType: 'OperationOutcome', issue: [] }, 401);
  });

const probe = (rig: Rigged, target: Partial<EndpointTarget> = {}): Promise<GatherResult> =>
  gather(rig.url, { only }, target);

const outcomes = (result: GatherResult, ...ids: readonly string[]): (string | undefined)[] => {
  const results = runChecks(result.evidence);
  return ids.map((id) => results.find((one) => one.id === id)?.outcome);
};

const withAuthority = async (): Promise<{ authority: Authority; tls: { ca: string[] } }> => {
  const authority = await makeAuthority();
  return { authority, tls: { ca: [authority.cert] } };
};

describe('certificates', () => {
  it('of a configured authority are valid, and called private', async () => {
    const { authority, tls } = await withAuthority();
    const result = await probe(await secure(await authority.issue()), { tls });
    expect(result.evidence.tls).toMatchObject({
      value: {
        trusted: true,
        privateAuthority: true,
        protocol: 'TLSv1.3',
        certificate: { key: 'ec', bits: 256, digest: 'sha256' },
      },
    });
    expect(outcomes(result, 'NET01', 'TLS01', 'TLS02', 'TLS03', 'TLS04')).toEqual([
      'pass',
      'pass',
      'pass',
      'pass',
      'pass',
    ]);
  });

  it.each([
    ['expired', { days: -2 }, 'CERT_HAS_EXPIRED', ['fail', 'fail']],
    ['for another host', { hosts: ['other.example'] }, 'ERR_TLS_CERT_ALTNAME_INVALID', ['fail', 'pass']],
  ])('%s are refused, the endpoint is not reached, and the reason is told', async (_, issue, problem, expected) => {
    const { authority, tls } = await withAuthority();
    const result = await probe(await secure(await authority.issue(issue)), { tls });
    expect(result.state).toBe('unreachable');
    expect(result.evidence.tls).toMatchObject({ value: { trusted: false, problem } });
    expect(outcomes(result, 'TLS02', 'TLS03')).toEqual(expected);
  });

  it.each([
    ['self-signed', undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['of an authority that nobody named', {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])('%s are refused', async (_, issue, problem) => {
    const { authority } = await withAuthority();
    const result = await probe(await secure(issue === undefined ? authority : await authority.issue(issue)));
    expect(result.evidence.tls).toMatchObject({ value: { trusted: false, problem } });
    expect(outcomes(result, 'TLS02')).toEqual(['fail']);
  });

  it('that are not checked fail, though the run goes on', async () => {
    const { authority } = await withAuthority();
    const result = await probe(await secure(await authority.issue()), { tls: { insecure: true } });
    expect(outcomes(result, 'NET01', 'TLS02')).toEqual(['pass', 'fail']);
  });

  it('about to expire, or signed with SHA-1, are told', async () => {
    const { authority, tls } = await withAuthority();
    expect(outcomes(await probe(await secure(await authority.issue({ days: 20 })), { tls }), 'TLS03')).toEqual([
      'warn',
    ]);
    expect(outcomes(await probe(await secure(await authority.issue({ days: 3 })), { tls }), 'TLS03')).toEqual(['fail']);
    const old = await probe(await secure(await authority.issue({ hash: 'SHA-1' }), { ciphers: 'DEFAULT@SECLEVEL=0' }), {
      tls,
    });
    expect(old.evidence.tls).toMatchObject({ value: { certificate: { digest: 'sha1' } } });
    expect(outcomes(old, 'TLS03')).toEqual(['fail']);
  });
});

describe('versions', () => {
  it('1.0 and 1.1 are found out where they are accepted', async () => {
    const { authority, tls } = await withAuthority();
    const rig = await secure(await authority.issue(), { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
    const result = await probe(rig, { tls });
    expect(result.evidence.tls).toMatchObject({ value: { tls10: 'accepted', tls11: 'accepted' } });
    expect(outcomes(result, 'TLS02', 'TLS04')).toEqual(['pass', 'fail']);
  });

  it('1.2 alone is enough', async () => {
    const { authority, tls } = await withAuthority();
    const result = await probe(
      await secure(await authority.issue(), { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }),
      { tls },
    );
    expect(result.evidence.tls).toMatchObject({ value: { protocol: 'TLSv1.2', tls10: 'refused', tls11: 'refused' } });
    expect(outcomes(result, 'TLS04')).toEqual(['pass']);
  });
});

describe('mutual TLS', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'is recognised under %s, and is what refuses requests without authorisation',
    async (version) => {
      const { authority, tls } = await withAuthority();
      const client = await authority.issue({ client: true });
      const rig = await secure(await authority.issue(), {
        ca: authority.cert,
        requestCert: true,
        rejectUnauthorized: true,
        maxVersion: version,
      });
      const result = await probe(rig, { tls: { ...tls, ...client }, auth: { kind: 'mtls' } });
      expect(result.evidence.tls).toMatchObject({ value: { mutual: true, trusted: true } });
      expect(outcomes(result, 'NET01', 'SEC01')).toEqual(['pass', 'pass']);
      expect(result.evidence.unauthorised).toMatchObject({
        value: { probes: [{ handshakeRefused: true }, { handshakeRefused: true }] },
      });
    },
  );

  it('is seen to be missing where the server asks for no certificate', async () => {
    const { authority, tls } = await withAuthority();
    const client = await authority.issue({ client: true });
    const result = await probe(await secure(await authority.issue()), {
      tls: { ...tls, ...client },
      auth: { kind: 'mtls' },
    });
    expect(result.evidence.tls).toMatchObject({ value: { mutual: false } });
  });
});

it('handshakes go through the proxy as requests do', async () => {
  const { authority, tls } = await withAuthority();
  const rig = await secure(await authority.issue({ hosts: ['fhir.trust.example'] }));
  const proxy = await serveProxy(rig.port);
  const result = await gather(
    `https://fhir.trust.example:${rig.port}/fhir`,
    { only: ['security'], limits: { timeout: 1500, rate: 100 } },
    { tls, proxy: `http://127.0.0.1:${proxy.port}` },
  );
  expect(outcomes(result, 'NET01', 'TLS02', 'TLS04', 'SEC01')).toEqual(['pass', 'pass', 'pass', 'pass']);
  expect(new Set(proxy.tunnels.map((one) => one.authority))).toEqual(new Set([`fhir.trust.example:${rig.port}`]));
});
