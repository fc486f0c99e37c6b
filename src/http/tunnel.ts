import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { PassThrough } from 'node:stream';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import type { Proxy } from './proxy.js';

/** A proxy that would not open a tunnel. `code` is what {@link classifyFailure} reads. */
export class ProxyRefused extends Error {
  override readonly name = 'ProxyRefused';
  readonly code = 'EPROXY';
  constructor(readonly status: number) {
    super(`proxy answered ${status} to CONNECT`);
  }
}

/** Opens a CONNECT tunnel (RFC 9110 9.3.6) to `host:port`; the socket carries whatever the target speaks. */
export function openTunnel(proxy: Proxy, host: string, port: number, timeout: number): Promise<Duplex> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const headers: Record<string, string> = { Host: authority };
  if (proxy.auth !== undefined) {
    const pair = `${proxy.auth.username}:${proxy.auth.password}`;
    headers['Proxy-Authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  return new Promise((resolve, reject) => {
    const send = proxy.protocol === 'https' ? httpsRequest : httpRequest;
    const request = send({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      headers,
      agent: false,
      timeout,
    });
    request.once('connect', (response, socket) => {
      if (response.statusCode === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new ProxyRefused(response.statusCode ?? 0));
    });
    request.once('response', (response) => {
      response.destroy();
      reject(new ProxyRefused(response.statusCode ?? 0));
    });
    request.once('timeout', () => request.destroy(new ProxyRefused(0)));
    request.once('error', (error) => {
      reject(error instanceof ProxyRefused ? error : new ProxyRefused(0));
    });
    request.end();
  });
}

/** An https agent whose connections go through a CONNECT tunnel; CA and client certificate reach the origin, not the proxy. */
export class TunnelAgent extends Agent {
  constructor(
    private readonly proxy: Proxy,
    private readonly connectTimeout: number,
    options: ConstructorParameters<typeof Agent>[0],
  ) {
    super(options);
  }

  override createConnection(
    options: ConnectionOptions,
    created?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    openTunnel(this.proxy, options.host ?? '', options.port ?? 443, this.connectTimeout).then(
      (socket) => {
        created?.(null, connect({ ...options, socket }));
      },
      (error: unknown) => {
        const broken = new PassThrough();
        created?.(error instanceof Error ? error : new ProxyRefused(0), broken);
      },
    );
    return undefined;
  }
}
