import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import type { AxiosRequestConfig } from 'axios';
import type { Proxy } from './proxy.js';
import { ACCEPT_ENCODING, decoded } from './stream.js';
import type { SecureOptions } from './tls-options.js';
import { TunnelAgent } from './tunnel.js';

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: string;
  readonly signal: AbortSignal;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly stream: Readable;
}

export interface WireOptions {
  readonly secure: SecureOptions;
  readonly proxy?: Proxy;
  readonly connectTimeout: number;
}

const flatten = (headers: unknown): Record<string, string> => {
  const flat: Record<string, string> = {};
  if (typeof headers !== 'object' || headers === null) return flat;
  for (const [name, value] of Object.entries(headers as Record<string, unknown>))
    if (typeof value === 'string') flat[name.toLowerCase()] = value;
    else if (Array.isArray(value)) flat[name.toLowerCase()] = value.join(', ');
  return flat;
};

/** One connection pool to one endpoint. Never follows a redirect, never throws on a status, keeps sockets alive. */
export class Wire {
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: 4 });
  readonly #https: HttpsAgent;
  readonly #proxy: Proxy | undefined;

  constructor(options: WireOptions) {
    const agent = { keepAlive: true, maxSockets: 4, ...options.secure };
    this.#proxy = options.proxy;
    this.#https =
      options.proxy === undefined
        ? new HttpsAgent(agent)
        : new TunnelAgent(options.proxy, options.connectTimeout, agent);
  }

  async send(request: WireRequest): Promise<WireResponse> {
    const { default: axios } = await import('axios');
    const plainProxy = this.#proxy !== undefined && request.url.startsWith('http:') ? this.#proxy : false;
    const config: AxiosRequestConfig = {
      method: request.method,
      url: request.url,
      headers: { 'Accept-Encoding': ACCEPT_ENCODING, ...request.headers },
      signal: request.signal,
      responseType: 'stream',
      decompress: false,
      maxRedirects: 0,
      validateStatus: () => true,
      proxy: plainProxy === false ? false : { ...plainProxy },
      httpAgent: this.#http,
      httpsAgent: this.#https,
      adapter: 'http',
      transformRequest: [(data: unknown) => data],
    };
    if (request.data !== undefined) config.data = request.data;
    const response = await axios.request<Readable>(config);
    const headers = flatten(response.headers);
    const stream = request.method === 'HEAD' ? response.data : decoded(response.data, headers['content-encoding']);
    return { status: response.status, headers, stream };
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}
