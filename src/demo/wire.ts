import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ServerContext } from './context.js';
import { documentation } from './discovery.js';
import { Fault, faultAnswer } from './fault.js';
import type { Answer, DemoRequest } from './message.js';
import { breakTransport, spoil } from './misbehaviour.js';
import { parsePairs } from './search/escape.js';
import type { FhirService } from './service.js';

/** Bytes. */
const MAX_BODY = 1024 * 1024;
const MAX_TARGET = 16 * 1024;
const GZIP_FROM = 1024;

/** Reads requests from the socket, asks the service and writes its answers. */
export class Wire {
  #requests = 0;
  readonly #root: string;

  constructor(
    private readonly context: ServerContext,
    private readonly service: FhirService,
    private readonly secure: boolean,
  ) {
    this.#root = new URL(context.base).pathname;
  }

  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { behaviour } = this.context;
    if (behaviour.delay > 0) await new Promise((resolve) => setTimeout(resolve, behaviour.delay));
    const fault = behaviour.misbehaviour;
    const spoiled = fault && this.#requests++ >= fault.after ? fault.how : undefined;
    if (spoiled && breakTransport(response, spoiled)) return;
    const answer = await this.#answer(message);
    this.#write(message, response, spoiled ? spoil(answer, spoiled, this.context) : answer);
  }

  async #answer(message: IncomingMessage): Promise<Answer> {
    const target = message.url ?? '/';
    if (target.length > MAX_TARGET) return this.#refusal(414, 'too-long', 'The address of this request is too long.');
    const body = await readBody(message);
    if (body === undefined) return this.#refusal(413, 'too-long', 'The body of this request is too large.');
    const [path = '', ...rest] = target.split('?');
    const request = { method: message.method ?? 'GET', query: rest.join('?'), headers: headersOf(message), body };
    if (path === this.#root || path.startsWith(`${this.#root}/`)) {
      return this.service.answer({ ...request, path: path.slice(this.#root.length + 1) });
    }
    return this.#outside(path, request);
  }

  #outside(path: string, request: Omit<DemoRequest, 'path'>): Answer {
    if (path === '/docs' && /^(GET|HEAD)$/.test(request.method)) {
      return documentation(this.context.base, this.context.persona.title);
    }
    if (path === '/auth/token' && request.method === 'POST' && this.context.behaviour.discovery) {
      return this.#tokenAnswer(request);
    }
    return this.#refusal(404, 'not-found', 'The FHIR base is elsewhere on this host.');
  }

  #tokenAnswer(request: Omit<DemoRequest, 'path'>): Answer {
    let form: ReadonlyMap<string, string>;
    try {
      form = new Map(parsePairs(request.body));
    } catch {
      form = new Map();
    }
    const { status, body } = this.context.authority.grant(request.headers['authorization'], form);
    return {
      status,
      headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
      body: { kind: 'raw', type: 'application/json', content: JSON.stringify(body) },
    };
  }

  #refusal(status: number, issue: string, diagnostics: string): Answer {
    return faultAnswer(new Fault(status, issue, 'MSG_BAD_SYNTAX', diagnostics), this.context.behaviour.errors);
  }

  #write(message: IncomingMessage, response: ServerResponse, answer: Answer): void {
    if (response.destroyed || response.writableEnded) return;
    const headers = { ...this.#commonHeaders(message), ...contentType(answer), ...answer.headers };
    let content = contentOf(answer);
    if (this.context.behaviour.gzip && content.length >= GZIP_FROM) {
      headers['vary'] = 'Accept, Accept-Encoding';
      if (/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(message.headers['accept-encoding']?.toString() ?? '')) {
        content = gzipSync(content);
        headers['content-encoding'] = 'gzip';
      }
    }
    if (answer.status !== 204 && answer.status !== 304) headers['content-length'] = String(content.length);
    response.writeHead(answer.status, headers);
    response.end(message.method === 'HEAD' ? undefined : content);
  }

  #commonHeaders(message: IncomingMessage): Record<string, string> {
    const headers: Record<string, string> = { 'cache-control': 'no-store' };
    if (this.secure) headers['strict-transport-security'] = 'max-age=31536000';
    if (this.context.behaviour.mirrorsRequestId) {
      headers['x-request-id'] = printable(message.headers['x-request-id']) ?? randomUUID();
      const correlation = printable(message.headers['x-correlation-id']);
      if (correlation !== undefined) headers['x-correlation-id'] = correlation;
    }
    return headers;
  }
}

function contentType(answer: Answer): Record<string, string> {
  if (!answer.body) return {};
  return { 'content-type': answer.body.kind === 'fhir' ? 'application/fhir+json; charset=utf-8' : answer.body.type };
}

function contentOf({ body }: Answer): Buffer {
  if (!body) return Buffer.alloc(0);
  if (body.kind === 'fhir') return Buffer.from(JSON.stringify(body.resource));
  return typeof body.content === 'string' ? Buffer.from(body.content) : body.content;
}

function headersOf(message: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

function printable(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value) ? value : undefined;
}

/** The body as text; undefined where it is too large. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks).toString('utf8');
}
