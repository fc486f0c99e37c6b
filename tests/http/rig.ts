import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { webcrypto } from 'node:crypto';
import { onTestFinished } from 'vitest';

export interface Rig {
  readonly url: string;
  readonly port: number;
  /** Requests as they came in. */
  readonly seen: IncomingMessage[];
  close(): Promise<void>;
}

const start = async (server: Server, scheme: string, seen: IncomingMessage[]): Promise<Rig> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => {
        resolve();
      });
    });
  onTestFinished(close);
  return { url: `${scheme}://127.0.0.1:${port}/fhir`, port, seen, close };
};

/** A server on loopback that answers as told, closed when the test ends. */
export function serve(listener: RequestListener): Promise<Rig> {
  const seen: IncomingMessage[] = [];
  return start(
    createServer((request, response) => {
      seen.push(request);
      listener(request, response);
    }),
    'http',
    seen,
  );
}

/** The same over TLS. */
export function serveSecurely(options: ServerOptions, listener: RequestListener): Promise<Rig> {
  const seen: IncomingMessage[] = [];
  return start(
    createSecureServer(options, (request, response) => {
      seen.push(request);
      listener(request, response);
    }),
    'https',
    seen,
  );
}

export const json = (
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
  response.end(JSON.stringify(body));
};

export const outcome = (code: string): unknown => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code }],
});

export interface ProxyRig extends Rig {
  /** `host:port` of each CONNECT, and its Proxy-Authorization. */
  readonly tunnels: { readonly authority: string; readonly authorization: string | undefined }[];
}

/** A CONNECT proxy that sends every tunnel to `target` on loopback, or refuses with `status`. */
export async function serveProxy(target: number, status = 200): Promise<ProxyRig> {
  const tunnels: ProxyRig['tunnels'] = [];
  const server = createServer((request, response) => {
    response.writeHead(418).end(request.url);
  });
  server.on('connect', (request, socket: Socket) => {
    tunnels.push({ authority: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    socket.on('error', () => undefined);
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
      return;
    }
    const upstream = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
  });
  return { ...(await start(server, 'http', [])), tunnels };
}

export interface Issued {
  readonly cert: string;
  readonly key: string;
}
export interface Authority extends Issued {
  issue(options?: {
    readonly hosts?: readonly string[];
    readonly days?: number;
    readonly client?: boolean;
    readonly hash?: string;
  }): Promise<Issued>;
}

const DAY = 86_400_000;

/** A throwaway authority, and certificates by it: for any host, any life, client or server. */
export async function makeAuthority(): Promise<Authority> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const algorithm = (hash: string): { name: string; namedCurve: string; hash: string } => ({
    name: 'ECDSA',
    namedCurve: 'P-256',
    hash,
  });
  const makeKeys = (): Promise<webcrypto.CryptoKeyPair> =>
    webcrypto.subtle.generateKey(algorithm('SHA-256'), true, ['sign', 'verify']);
  const pem = async (keys: webcrypto.CryptoKeyPair): Promise<string> =>
    x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  const keys = await makeKeys();
  let serial = 1;
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Test authority',
    notBefore: new Date(Date.now() - 400 * DAY),
    notAfter: new Date(Date.now() + 400 * DAY),
    signingAlgorithm: algorithm('SHA-256'),
    keys,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  return {
    cert: authority.toString('pem'),
    key: await pem(keys),
    issue: async ({ hosts = ['localhost', '127.0.0.1'], days = 90, client = false, hash = 'SHA-256' } = {}) => {
      const own = await makeKeys();
      serial += 1;
      const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: serial.toString(16).padStart(2, '0'),
        subject: client ? 'CN=Test client' : 'CN=Test server',
        issuer: authority.subject,
        notBefore: new Date(Date.now() - 100 * DAY),
        notAfter: new Date(Date.now() + days * DAY),
        signingAlgorithm: algorithm(hash),
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new x509.ExtendedKeyUsageExtension([
            client ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth,
          ]),
          new x509.SubjectAlternativeNameExtension(
            hosts.map((value) => ({ type: /^[\d.]+$/.test(value) ? ('ip' as const) : ('dns' as const), value })),
          ),
        ],
      });
      return { cert: certificate.toString('pem'), key: await pem(own) };
    },
  };
}
