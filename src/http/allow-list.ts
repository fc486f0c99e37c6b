import { EXIT, ReadinessError } from '../model/index.js';

/** Where requests may go. */
export interface Boundary {
  /** FHIR base without a trailing slash. */
  readonly base: URL;
  /** Token endpoint, the only place that a POST other than `_search` may reach. */
  readonly tokenUrl?: URL;
}

/** Operations that exist on no server: asked for to see how an unknown one is refused. */
export const UNKNOWN_OPERATION = '$zz-probe';

const refuse = (why: string): never => {
  throw new ReadinessError(
    'http.not-allowed',
    `A request outside the read-only allow-list was refused: ${why}.`,
    EXIT.internal,
    'Nothing was sent. Please report this: a probe must not ask for it.',
  );
};

const hasControl = (text: string): boolean => /[\p{Cc}\s]/u.test(text);

/** Spellings that servers and gateways may read differently than we do. */
const ambiguous = (raw: string): boolean => {
  const path = raw.split('?', 1)[0] ?? '';
  return /\\|%2f|%5c|%00|%2e|%25|;|(^|\/)\.{1,2}(\/|$)|[^:]\/\//i.test(path);
};

const segment = /^[^/$]+$/;
const typeName = /^[A-Za-z][A-Za-z]*$/;

const readable = (relative: string): boolean => {
  if (relative === '' || relative === 'metadata' || relative === 'metadata/') return true;
  if (relative === '.well-known/smart-configuration') return true;
  const parts = relative.split('/');
  const [type = '', id, history, version] = parts;
  if (!typeName.test(type) || parts.length > 4) return false;
  if (id === undefined) return true;
  if (id === UNKNOWN_OPERATION) return parts.length === 2;
  if (!segment.test(id)) return false;
  if (id === '_search') return parts.length === 2;
  if (id.startsWith('_')) return false;
  if (history === undefined) return true;
  return history === '_history' && (version === undefined || segment.test(version));
};

const relativeTo = (base: URL, url: URL): string | undefined => {
  const root = base.pathname.replace(/\/$/, '');
  if (url.pathname === root) return '';
  return url.pathname.startsWith(`${root}/`) ? url.pathname.slice(root.length + 1) : undefined;
};

/** True for a URL of the same scheme, host and port as the base. */
export const sameOrigin = (base: URL, url: URL): boolean =>
  url.origin === base.origin && url.protocol === base.protocol;

/**
 * Lets through what can only read: GET, HEAD and OPTIONS below the base, POST to `[type]/_search` and to the token
 * endpoint. A link that the server itself gave (`fromServer`) may lie elsewhere on the same origin, but names no operation.
 * @throws ReadinessError `http.not-allowed` for everything else, before anything is sent
 */
export function assertAllowed(boundary: Boundary, method: string, raw: string, fromServer = false): URL {
  if (hasControl(raw)) refuse('a control character or space in the address');
  if (ambiguous(raw)) refuse('an ambiguous path');
  if (!URL.canParse(raw)) refuse('an address that cannot be parsed');
  const url = new URL(raw);
  if (url.username !== '' || url.password !== '') refuse('credentials in the address');
  if (url.hash !== '') refuse('a fragment in the address');
  if (method === 'POST' && boundary.tokenUrl !== undefined && url.href === boundary.tokenUrl.href) return url;
  if (!sameOrigin(boundary.base, url)) refuse('another origin than the endpoint');
  for (const name of url.searchParams.keys())
    if (/^_method$|^x-http-method/i.test(name)) refuse('a method override in the query');
  const relative = relativeTo(boundary.base, url);
  const decoded = decodeURIComponent(url.pathname.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  if (method === 'POST') {
    const [type = '', search, ...rest] = (relative ?? '/').split('/');
    if (!typeName.test(type) || search !== '_search' || rest.length > 0) refuse('POST to anything but [type]/_search');
    return url;
  }
  if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') refuse('a method that may write');
  if (
    relative !== undefined &&
    readable(relative) &&
    (!decoded.includes('$') || relative.endsWith(`/${UNKNOWN_OPERATION}`))
  )
    return url;
  if (fromServer && !decoded.includes('$') && !/export|_import/i.test(decoded)) return url;
  return refuse('a path that is neither read, search, history nor metadata');
}

/** Header names that no caller may set: they change the method, the credential or the target. */
export function assertHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (
      /^(x-http-method|x-method-override|authorization|host|cookie|proxy-|content-length|transfer-encoding|connection|if-(match|none-exist)$)/i.test(
        name,
      )
    )
      refuse(`the header ${name}`);
    if (/[\r\n\0]/.test(name + value)) refuse('a line break in a header');
  }
}
