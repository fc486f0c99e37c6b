import { EXIT, ReadinessError } from '../model/index.js';
import { Wire } from './axios-client.js';
import type { Environment } from './credentials.js';
import { isLoopback, proxyFor } from './proxy.js';
import { BodyTooLarge, readStream } from './stream.js';
import { secureOptions } from './tls-options.js';
import type { TlsConfig } from './tls-options.js';

export interface DownloadOptions {
  readonly tls?: TlsConfig;
  readonly proxy?: string | false;
  readonly environment?: Environment;
  /** Milliseconds for one download, default two minutes. */
  readonly timeout?: number;
  /** Bytes of one download, default 512 MB. */
  readonly maxBytes?: number;
}

const MOST_REDIRECTS = 5;

/**
 * A function that fetches public files by GET, without credentials: packages from a registry. Follows redirects, but never from https to
 * http. The returned function throws ReadinessError `http.download` naming the host where it cannot be reached.
 */
export function createDownload(
  options: DownloadOptions = {},
): (url: string) => Promise<{ status: number; body: Uint8Array }> {
  const environment = options.environment ?? process.env;
  const timeout = options.timeout ?? 120_000;
  return async (address) => {
    let url = new URL(address);
    for (let redirects = 0; ; redirects += 1) {
      const { status, location, body } = await get(url);
      if (location === undefined) return { status, body };
      const next = new URL(location, url);
      const safe =
        next.protocol === 'https:' ||
        (next.protocol === 'http:' && (url.protocol === 'http:' || isLoopback(next.hostname)));
      if (redirects === MOST_REDIRECTS || !safe)
        throw failure(
          url,
          redirects === MOST_REDIRECTS ? 'redirects without end' : `redirects to ${next.protocol}//${next.host}`,
        );
      url = next;
    }
  };

  async function get(url: URL): Promise<{ status: number; location?: string; body: Uint8Array }> {
    const proxy = proxyFor(url, options.proxy, environment);
    const wire = new Wire({
      secure: secureOptions(options.tls, environment),
      connectTimeout: timeout,
      ...(proxy === undefined ? {} : { proxy }),
    });
    const signal = AbortSignal.timeout(timeout);
    try {
      const headers = { accept: 'application/json, application/gzip, */*' };
      const response = await wire.send({ method: 'GET', url: url.href, headers, signal });
      const location = response.headers['location'];
      const redirected = response.status >= 300 && response.status < 400 && location !== undefined;
      const body = await readStream(response.stream, options.maxBytes ?? 512_000_000, signal);
      return { status: response.status, body, ...(redirected ? { location } : {}) };
    } catch (error) {
      if (error instanceof ReadinessError) throw error;
      if (error instanceof BodyTooLarge) throw failure(url, 'sends more than a package can hold');
      if (signal.aborted) throw failure(url, `does not answer within ${timeout / 1000} s`);
      throw failure(url, `cannot be reached (${(error as NodeJS.ErrnoException).code ?? 'failed'})`);
    } finally {
      wire.close();
    }
  }
}

const failure = (url: URL, what: string): ReadinessError =>
  new ReadinessError(
    'http.download',
    `${url.protocol}//${url.host} ${what}.`,
    EXIT.undetermined,
    'Check the address, the proxy and the certificate authority.',
  );
