import { Fault } from './fault.js';
import type { DemoRequest } from './message.js';

export type Route =
  | { readonly kind: 'metadata' }
  | { readonly kind: 'discovery' }
  | { readonly kind: 'system' }
  | { readonly kind: 'search'; readonly type: string }
  | { readonly kind: 'form-search'; readonly type: string }
  | { readonly kind: 'read'; readonly type: string; readonly id: string }
  | { readonly kind: 'vread'; readonly type: string; readonly id: string; readonly version: string }
  | { readonly kind: 'history'; readonly type: string; readonly id: string };

const ALLOWED: Readonly<Record<Route['kind'], string>> = {
  metadata: 'GET, HEAD, OPTIONS',
  discovery: 'GET, HEAD, OPTIONS',
  system: 'GET, HEAD, OPTIONS',
  search: 'GET, HEAD, OPTIONS',
  'form-search': 'POST, OPTIONS',
  read: 'GET, HEAD, OPTIONS',
  vread: 'GET, HEAD, OPTIONS',
  history: 'GET, HEAD, OPTIONS',
};

/**
 * What a request below the FHIR base asks for.
 * @throws Fault 400 for a broken path, 404 for what the server does not offer, 405 with `Allow` for another verb.
 */
export function route(request: Pick<DemoRequest, 'method' | 'path'>): Route {
  const found = locate(segmentsOf(request.path));
  const allowed = ALLOWED[found.kind];
  if (!allowed.split(', ').includes(request.method)) {
    throw new Fault(405, 'not-supported', 'MSG_OP_NOT_ALLOWED', 'The verb is not allowed here.', { allow: allowed });
  }
  return found;
}

/** Verbs allowed on a route, for `Allow`. */
export function allowedVerbs(found: Route): string {
  return ALLOWED[found.kind];
}

function segmentsOf(path: string): readonly string[] {
  const parts = path.replace(/\/$/, '').split('/');
  return parts.map((part) => {
    try {
      const decoded = decodeURIComponent(part);
      if (!decoded.includes('\0')) return decoded;
    } catch {
      // a bad escape and a NUL are refused alike
    }
    throw new Fault(400, 'invalid', 'MSG_BAD_SYNTAX', 'The path holds a broken percent escape.');
  });
}

function locate(segments: readonly string[]): Route {
  const [first = '', second, third, fourth] = segments;
  if (first === '' && segments.length === 1) return { kind: 'system' };
  if (first === 'metadata' && segments.length === 1) return { kind: 'metadata' };
  if (first === '.well-known' && second === 'smart-configuration' && segments.length === 2)
    return { kind: 'discovery' };
  if (segments.some((segment) => segment.startsWith('$'))) {
    throw new Fault(404, 'not-supported', 'MSG_UNKNOWN_OPERATION', 'This server has no such operation.');
  }
  if (second === undefined) return { kind: 'search', type: first };
  if (second === '_search' && segments.length === 2) return { kind: 'form-search', type: first };
  if (segments.length === 2) return { kind: 'read', type: first, id: second };
  if (third === '_history' && segments.length === 3) return { kind: 'history', type: first, id: second };
  if (third === '_history' && fourth !== undefined && segments.length === 4) {
    return { kind: 'vread', type: first, id: second, version: fourth };
  }
  throw new Fault(404, 'not-supported', 'MSG_OP_NOT_ALLOWED', 'This server offers nothing at this path.');
}
