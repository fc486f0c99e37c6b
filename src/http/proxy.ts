import { ReadinessError } from '../model/index.js';
import type { Environment } from './credentials.js';

export interface Proxy {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly auth?: { readonly username: string; readonly password: string };
}

/** True for 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

const bypassed = (target: URL, list: string): boolean => {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', only] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (only !== undefined && only !== port) return false;
      const suffix = name.replace(/^\*?\.?/, '');
      return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`));
    });
};

const parse = (text: string): Proxy => {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    throw new ReadinessError('http.bad-proxy', 'The address of the proxy is no http or https URL.');
  const https = url.protocol === 'https:';
  const auth = { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  return {
    protocol: https ? 'https' : 'http',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (https ? 443 : 80) : Number(url.port),
    ...(auth.username === '' ? {} : { auth }),
  };
};

/**
 * The proxy for a target: the configured one, none (`false`), or by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY
 * (either case). An environment proxy is never used for this machine itself.
 */
export function proxyFor(
  target: URL,
  configured: string | false | undefined,
  environment: Environment,
): Proxy | undefined {
  if (configured === false) return undefined;
  if (configured !== undefined) return parse(configured);
  const value = (name: string): string | undefined => {
    const found = environment[name.toLowerCase()] ?? environment[name];
    return found === undefined || found.trim() === '' ? undefined : found.trim();
  };
  const named = value(target.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? value('ALL_PROXY');
  if (named === undefined || isLoopback(target.hostname) || bypassed(target, value('NO_PROXY') ?? '')) return undefined;
  return parse(named);
}
