import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { DemoServer } from '../../src/demo/index.js';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: Json;
}

/** A JSON body as tests look at it. */
export type Json = Readonly<Record<string, unknown>> & {
  readonly total?: number;
  readonly entry?: readonly Entry[];
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
  readonly issue?: readonly { readonly severity: string; readonly code: string }[];
};

export interface Entry {
  readonly fullUrl?: string;
  readonly resource?: Readonly<Record<string, unknown>> & { readonly id: string; readonly resourceType: string };
  readonly search?: { readonly mode: string };
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly token?: string | null;
}

/** One request with exactly the path given: nothing is escaped or normalised on the way. */
export function ask(server: DemoServer, path: string, options: Ask = {}): Promise<Reply> {
  const base = new URL(server.url);
  const token = options.token === undefined ? server.token : options.token;
  const target = path.startsWith('http')
    ? path.slice(base.origin.length)
    : `${base.pathname}${path === '' ? '' : path.startsWith('?') ? path : `/${path}`}`;
  const headers = { ...(token == null ? {} : { authorization: `Bearer ${token}` }), ...options.headers };
  const send = base.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      {
        host: base.hostname,
        port: base.port,
        path: target,
        method: options.method ?? 'GET',
        headers,
        ...(server.ca === undefined ? {} : { ca: server.ca }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const raw = Buffer.concat(chunks);
          const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
        });
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

/** Ids of the matches of a searchset, sorted. */
export function matchIds(reply: Reply): readonly string[] {
  return idsOf(reply, 'match').toSorted();
}

export function idsOf(reply: Reply, mode: 'match' | 'include'): string[] {
  return (reply.json.entry ?? [])
    .filter((entry) => entry.search?.mode === mode)
    .map((entry) => entry.resource?.id ?? '');
}

export function link(reply: Reply, relation: string): string | undefined {
  return reply.json.link?.find((each) => each.relation === relation)?.url;
}

/** Bytes straight to the socket; answers with all that comes back. */
export function speak(server: DemoServer, bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    socket.on('close', () => {
      resolve(heard);
    });
    socket.on('error', reject);
    socket.setTimeout(2000, () => socket.end());
  });
}
