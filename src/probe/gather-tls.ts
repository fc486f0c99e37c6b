import { classifyFailure, proxyFor, secureOptions, systemClock } from '../http/index.js';
import type { VersionOutcome } from '../model/index.js';
import type { ProbeRun } from './run.js';
import { describeCertificate } from './tls-certificate.js';
import { handshake } from './tls-handshake.js';
import type { Handshake, HandshakeRequest } from './tls-handshake.js';

const HANDSHAKE_TIMEOUT = 10_000;
const WATCH = 300;

/** A refusal counts only when the peer made it: an alert, or a connection closed on us. */
const versionOutcome = (result: Handshake, version: string): VersionOutcome => {
  if (result.ok) return result.protocol === version ? 'accepted' : 'unclear';
  if (result.code.includes('ALERT') || result.code === 'ECONNRESET' || result.code === 'EPIPE') return 'refused';
  return result.code.startsWith('ERR_SSL_') || result.code.startsWith('ERR_TLS_') || result.code === 'EPROTO'
    ? 'local'
    : 'unclear';
};

/** Handshakes with the endpoint: trust with and without configured authorities, versions, certificate, mutual TLS. */
export async function gatherTls(run: ProbeRun): Promise<void> {
  const { base, target, options } = { base: run.base, target: run.target, options: run.options };
  if (base.protocol !== 'https:') {
    run.see('tls', { secured: false });
    return;
  }
  const environment = options.environment ?? process.env;
  const secure = secureOptions(target.tls, environment);
  const proxy = proxyFor(base, target.proxy, environment);
  const request: HandshakeRequest = {
    host: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port === '' ? 443 : Number(base.port),
    secure,
    timeout: Math.min(options.limits?.timeout ?? HANDSHAKE_TIMEOUT, HANDSHAKE_TIMEOUT),
    ...(proxy === undefined ? {} : { proxy }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  const main = await handshake(request);
  if (!main.ok) {
    run.fail('tls', classifyFailure({ code: main.code }));
    return;
  }
  const { ca, ...publicOnly } = secure;
  const alone = ca === undefined ? main : await handshake({ ...request, secure: publicOnly });
  const mutual = secure.cert === undefined ? undefined : await demandsCertificate(request);
  const [tls10, tls11] = [
    await handshake({ ...request, version: 'TLSv1' }),
    await handshake({ ...request, version: 'TLSv1.1' }),
  ];
  run.see('tls', {
    secured: true,
    protocol: main.protocol,
    trusted: main.trusted,
    ...(main.problem === undefined ? {} : { problem: main.problem }),
    privateAuthority: main.trusted && alone.ok && !alone.trusted,
    ...(main.certificate === undefined
      ? {}
      : { certificate: describeCertificate(main.certificate, (options.clock ?? systemClock).now()) }),
    tls10: versionOutcome(tls10, 'TLSv1'),
    tls11: versionOutcome(tls11, 'TLSv1.1'),
    ...(mutual === undefined ? {} : { mutual }),
  });
}

const demandsCertificate = async (request: HandshakeRequest): Promise<boolean> => {
  const { cert: _cert, key: _key, passphrase: _passphrase, ...secure } = request.secure;
  const without = await handshake({ ...request, secure }, WATCH);
  return !without.ok || without.closedAtOnce;
};
