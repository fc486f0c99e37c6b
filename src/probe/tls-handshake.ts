import { connect as connectTcp } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { ConnectionOptions, SecureVersion, TLSSocket } from 'node:tls';
import { openTunnel } from '../http/index.js';
import type { Proxy, SecureOptions } from '../http/index.js';

export interface HandshakeRequest {
  readonly host: string;
  readonly port: number;
  readonly proxy?: Proxy;
  readonly secure: SecureOptions;
  readonly version?: SecureVersion;
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

export type Handshake =
  | {
      readonly ok: true;
      readonly protocol: string;
      readonly trusted: boolean;
      /** OpenSSL's name for what is wrong, where it is not trusted. */
      readonly problem?: string;
      /** Leaf certificate, DER. */
      readonly certificate?: Buffer;
      /** The peer ended the connection at once, as it does for a missing client certificate under TLS 1.3. */
      readonly closedAtOnce: boolean;
    }
  | { readonly ok: false; readonly code: string };

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
  const text = error instanceof Error ? error.message : '';
  return code === 'EPROTO' && /alert/i.test(text) ? 'ERR_SSL_ALERT' : code;
};

const openSocket = (request: HandshakeRequest): Promise<Duplex> => {
  if (request.proxy !== undefined) return openTunnel(request.proxy, request.host, request.port, request.timeout);
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host: request.host, port: request.port });
    socket.setTimeout(request.timeout, () =>
      socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
    );
    socket.once('connect', () => {
      resolve(socket);
    });
    socket.once('error', reject);
  });
};

/** Waits a moment for the peer to close or to alert. */
const settles = (socket: TLSSocket, milliseconds: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(false);
    }, milliseconds);
    const closed = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    socket.once('error', closed);
    socket.once('end', closed);
    socket.once('close', closed);
    socket.resume();
  });

/**
 * One TLS handshake, nothing sent. A certificate is judged but never stands in the way. With `version`, exactly that
 * version is offered, at security level 0: otherwise Node itself refuses TLS 1.0 and 1.1, which looks like the server's refusal.
 */
export async function handshake(request: HandshakeRequest, watch = 0): Promise<Handshake> {
  let socket: Duplex;
  try {
    socket = await openSocket(request);
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
  const options: ConnectionOptions = { ...request.secure, rejectUnauthorized: false, socket };
  options.servername ??= /^[\d.]+$|:/.test(request.host) ? '' : request.host;
  options.host = request.host;
  if (request.version !== undefined) {
    options.minVersion = request.version;
    options.maxVersion = request.version;
    options.ciphers = 'DEFAULT@SECLEVEL=0';
  }
  return new Promise((resolve) => {
    const secured = connect(options);
    const finish = (result: Handshake): void => {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', abort);
      secured.removeAllListeners();
      secured.on('error', () => undefined);
      secured.destroy();
      resolve(result);
    };
    const abort = (): void => {
      finish({ ok: false, code: 'ABORT_ERR' });
    };
    const timer = setTimeout(() => {
      finish({ ok: false, code: 'ETIMEDOUT' });
    }, request.timeout);
    request.signal?.addEventListener('abort', abort, { once: true });
    secured.once('error', (error) => {
      finish({ ok: false, code: codeOf(error) });
    });
    secured.once('close', () => {
      finish({ ok: false, code: 'ECONNRESET' });
    });
    secured.once('secureConnect', () => {
      const raw = secured.getPeerX509Certificate()?.raw;
      const found = {
        ok: true as const,
        protocol: secured.getProtocol() ?? 'unknown',
        trusted: secured.authorized,
        ...(secured.authorized ? {} : { problem: problemOf(secured.authorizationError) }),
        ...(raw === undefined ? {} : { certificate: raw }),
      };
      if (watch === 0) {
        finish({ ...found, closedAtOnce: false });
        return;
      }
      secured.removeAllListeners('error');
      secured.removeAllListeners('close');
      void settles(secured, watch).then((closedAtOnce) => {
        finish({ ...found, closedAtOnce });
      });
    });
  });
}

const problemOf = (error: unknown): string => {
  const code = typeof error === 'string' ? error : codeOf(error);
  return /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'UNTRUSTED';
};
