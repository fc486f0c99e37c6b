import { randomUUID } from 'node:crypto';
import { EXIT, ReadinessError } from '../model/index.js';
import type { Exchange, ProbeError } from '../model/index.js';
import { assertAllowed, assertHeaders } from './allow-list.js';
import type { Boundary } from './allow-list.js';
import { Wire } from './axios-client.js';
import { discardBody, isOutcome, readBody } from './body.js';
import type { Body } from './body.js';
import { systemClock } from './clock.js';
import type { Clock } from './clock.js';
import { authorisation } from './credentials.js';
import type { AuthConfig, Environment } from './credentials.js';
import { DistressWatch } from './distress.js';
import { RunStopped, classifyFailure, probeError } from './failures.js';
import type { Answer, FhirRequest, TrafficRecord } from './messages.js';
import { isLoopback, proxyFor } from './proxy.js';
import { retryAfterSeconds } from './retry-after.js';
import { pathShape } from './shape.js';
import { readStream } from './stream.js';
import { secureOptions } from './tls-options.js';
import type { TlsConfig } from './tls-options.js';
import { TokenBucket } from './token-bucket.js';

export interface Limits {
  /** Requests a second; default 1. Loopback addresses are exempt. */
  readonly rate?: number;
  /** Default 500. */
  readonly maxRequests?: number;
  /** Milliseconds for the whole run; default 20 minutes. */
  readonly maxDuration?: number;
  /** Bytes for the whole run, decoded; default 100 MB. */
  readonly maxBytes?: number;
  /** Bytes of one body, decoded; default 20 MB. */
  readonly maxBody?: number;
  /** Milliseconds for one request, body included; default 30 seconds. */
  readonly timeout?: number;
  /** Longest wait that a Retry-After is granted, seconds; default 120. */
  readonly maxRetryAfter?: number;
}

export interface TransportOptions {
  readonly base: string;
  readonly tokenUrl?: string;
  readonly auth?: AuthConfig;
  readonly tls?: TlsConfig;
  /** Proxy URL; `false` for none; default by HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  readonly proxy?: string | false;
  /** Extra, non-secret headers. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
  readonly environment?: Environment;
  readonly version?: string;
  /** Letter that exchange ids begin with; default `x`. */
  readonly prefix?: string;
  readonly clock?: Clock;
  readonly random?: () => number;
}

const MEGABYTE = 1_000_000;
const ACCEPT = 'application/fhir+json';

const readBase = (text: string): URL => {
  const refuse = (why: string): never => {
    throw new ReadinessError(
      'http.bad-base',
      `The base URL ${why}.`,
      EXIT.usage,
      'Give it as https://host/path, without credentials or query.',
    );
  };
  const url = URL.canParse(text) ? new URL(text) : refuse('is no URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse('is neither https nor http');
  if (url.username !== '' || url.password !== '') refuse('carries credentials');
  if (url.search !== '' || url.hash !== '') refuse('carries a query or fragment');
  return new URL(url.href.replace(/\/+$/, ''));
};

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/').replaceAll('%24', '$');

const encodePairs = (pairs: FhirRequest['query']): string =>
  (pairs ?? []).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

const worthRetrying = (answer: Answer): boolean =>
  answer.ok
    ? answer.status === 429 || answer.status === 502 || answer.status === 503 || answer.status === 504
    : answer.error.kind === 'reset' || answer.error.kind === 'timeout' || answer.error.kind === 'malformed';

/**
 * The one way to an endpoint: can only read, paced, budgeted and redacted. Bodies go to the caller and nowhere else;
 * what is recorded holds shapes, statuses, sizes and times.
 */
export class FhirTransport {
  readonly base: URL;
  readonly loopback: boolean;
  readonly #boundary: Boundary;
  readonly #wire: Wire;
  readonly #bucket: TokenBucket;
  readonly #watch = new DistressWatch();
  readonly #limits: Required<Limits>;
  readonly #clock: Clock;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #credential: Readonly<Record<string, string>>;
  readonly #credentialKind: AuthConfig['kind'];
  readonly #signal: AbortSignal | undefined;
  readonly #started: number;
  readonly #traffic: TrafficRecord[] = [];
  readonly #knownTypes = new Set<string>();
  readonly #prefix: string;
  #bytes = 0;
  #credentialWorked = false;

  constructor(options: TransportOptions) {
    const environment = options.environment ?? process.env;
    const base = readBase(options.base);
    this.base = base;
    this.loopback = isLoopback(base.hostname);
    this.#boundary = { base, ...(options.tokenUrl === undefined ? {} : { tokenUrl: new URL(options.tokenUrl) }) };
    this.#limits = {
      rate: 1,
      maxRequests: 500,
      maxDuration: 20 * 60_000,
      maxBytes: 100 * MEGABYTE,
      maxBody: 20 * MEGABYTE,
      timeout: 30_000,
      maxRetryAfter: 120,
      ...options.limits,
    };
    this.#clock = options.clock ?? systemClock;
    this.#bucket = new TokenBucket(this.#clock, this.loopback ? Infinity : this.#limits.rate, 1, options.random);
    assertHeaders(options.headers ?? {});
    this.#headers = {
      'User-Agent': `fhir-readiness/${options.version ?? '0'}`,
      ...options.headers,
    };
    this.#credentialKind = options.auth?.kind ?? 'none';
    this.#credential = authorisation(options.auth ?? { kind: 'none' }, environment);
    this.#signal = options.signal;
    this.#prefix = options.prefix ?? 'x';
    const proxy = proxyFor(base, options.proxy, environment);
    this.#wire = new Wire({
      secure: secureOptions(options.tls, environment),
      connectTimeout: this.#limits.timeout,
      ...(proxy === undefined ? {} : { proxy }),
    });
    this.#started = this.#clock.monotonic();
  }

  get exchanges(): readonly Exchange[] {
    return this.#traffic.map((record) => record.exchange);
  }

  get traffic(): readonly TrafficRecord[] {
    return this.#traffic;
  }

  get requests(): { readonly total: number; readonly bytes: number; readonly failed: number } {
    return { total: this.#traffic.length, bytes: this.#bytes, failed: this.#traffic.filter((r) => r.failure).length };
  }

  /** Requests left within the budget. */
  get remaining(): number {
    return Math.max(0, this.#limits.maxRequests - this.#traffic.length);
  }

  /** The link as an absolute address when it stays on the endpoint's origin, else undefined. */
  sameOriginLink(link: string): URL | undefined {
    const url = URL.canParse(link, `${this.base.href}/`) ? new URL(link, `${this.base.href}/`) : undefined;
    return url?.origin === this.base.origin ? url : undefined;
  }

  /**
   * Sends one request, waiting its turn; retries a failed or pushed-back one once.
   * @throws RunStopped when the run must end; ReadinessError for a request outside the allow-list
   */
  async send(request: FhirRequest): Promise<Answer> {
    const requestId = randomUUID();
    const first = await this.#attempt(request, requestId);
    if (request.retry === false || !worthRetrying(first)) return first;
    await this.#pause(first);
    return this.#attempt(request, requestId);
  }

  close(): void {
    this.#wire.close();
  }

  #address(request: FhirRequest): { url: URL; shape: string } {
    const query = encodePairs(request.query);
    const path = request.path ?? '';
    const raw =
      request.link?.href ?? `${this.base.href}${path === '' ? '' : `/${encodePath(path)}`}${query && `?${query}`}`;
    const method = request.method;
    const url = assertAllowed(this.#boundary, method, raw, request.link !== undefined);
    if (request.link === undefined) this.#knownTypes.add(path.split('/', 1)[0] ?? '');
    const form = request.form === undefined ? '' : `?${encodePairs(request.form)}`;
    const shown = form === '' ? url : new URL(`${url.origin}${url.pathname}${form}`);
    return { url, shape: pathShape(this.base, shown, this.#knownTypes) };
  }

  #assertBudget(): void {
    if (this.#signal?.aborted === true) throw new RunStopped('interrupted', 'The run was interrupted');
    if (this.remaining <= 0)
      throw new RunStopped('budget', `The limit of ${this.#limits.maxRequests} requests was reached`);
    if (this.#clock.monotonic() - this.#started > this.#limits.maxDuration)
      throw new RunStopped(
        'budget',
        `The limit of ${Math.round(this.#limits.maxDuration / 60_000)} minutes was reached`,
      );
    if (this.#bytes > this.#limits.maxBytes)
      throw new RunStopped('budget', `The limit of ${Math.round(this.#limits.maxBytes / MEGABYTE)} MB was reached`);
  }

  #headersFor(request: FhirRequest, requestId: string): Record<string, string> {
    assertHeaders(request.headers ?? {});
    return {
      Accept: request.accept ?? ACCEPT,
      ...this.#headers,
      ...request.headers,
      ...(request.credential === 'none' ? {} : request.credential === 'invalid' ? this.#invalid() : this.#credential),
      ...(request.form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      'X-Request-ID': requestId,
      'X-Correlation-ID': requestId,
    };
  }

  /** A credential of the configured kind that no server can have issued. */
  #invalid(): Record<string, string> {
    const name = Object.keys(this.#credential)[0];
    if (name === undefined || this.#credentialKind === 'bearer')
      return { Authorization: 'Bearer zz-probe-not-a-token' };
    return { [name]: this.#credentialKind === 'basic' ? 'Basic enotcHJvYmU6enotcHJvYmU=' : 'zz-probe-not-a-key' };
  }

  async #attempt(request: FhirRequest, requestId: string): Promise<Answer> {
    const { url, shape } = this.#address(request);
    const headers = this.#headersFor(request, requestId);
    this.#assertBudget();
    await this.#bucket.take(this.#signal);
    this.#assertBudget();
    const started = this.#clock.monotonic();
    const deadline = AbortSignal.timeout(request.timeout ?? this.#limits.timeout);
    const signal = this.#signal === undefined ? deadline : AbortSignal.any([this.#signal, deadline]);
    const exchange = `${this.#prefix}${this.#traffic.length + 1}`;
    const base = { id: exchange, method: request.method, shape };
    try {
      const wire = await this.#wire.send({
        method: request.method,
        url: url.href,
        headers,
        signal,
        ...(request.form === undefined ? {} : { data: encodePairs(request.form) }),
      });
      const raw = await readStream(wire.stream, this.#limits.maxBody, signal);
      const duration = this.#clock.monotonic() - started;
      this.#bytes += raw.length;
      const read = request.method === 'HEAD' ? { kind: 'empty' as const } : readBody(raw, wire.headers['content-type']);
      this.#record(
        request,
        { ...base, status: wire.status, duration: Math.round(duration), bytes: raw.length },
        read,
        undefined,
        wire.headers['retry-after'] !== undefined,
      );
      this.#watch.note(wire.status, request.provoked === true);
      this.#noteCredential(request, wire.status);
      const body = request.discard === true ? discardBody(read) : read;
      return { ok: true, exchange, status: wire.status, headers: wire.headers, body, duration, bytes: raw.length };
    } catch (thrown) {
      if (thrown instanceof RunStopped) throw thrown;
      const error = this.#failure(thrown, deadline);
      const duration = Math.round(this.#clock.monotonic() - started);
      this.#record(request, { ...base, status: null, duration, bytes: 0, error: error.message }, undefined, error.kind);
      if (this.#signal?.aborted === true) throw new RunStopped('interrupted', 'The run was interrupted');
      this.#watch.note(null, request.provoked === true);
      return { ok: false, exchange, error };
    }
  }

  #failure(thrown: unknown, deadline: AbortSignal): ProbeError {
    const found = classifyFailure(thrown);
    if (found.kind === 'too-large') return probeError('too-large', '', ` (${this.#limits.maxBody / MEGABYTE} MB)`);
    return deadline.aborted ? probeError('timeout') : found;
  }

  #record(
    request: FhirRequest,
    exchange: Exchange,
    body: Body | undefined,
    failure?: ProbeError['kind'],
    retryAfter = false,
  ): void {
    this.#traffic.push({
      exchange,
      purpose: request.purpose,
      provoked: request.provoked === true,
      body: body?.kind ?? 'none',
      outcome: body !== undefined && isOutcome(body),
      retryAfter,
      ...(failure === undefined ? {} : { failure }),
    });
  }

  #noteCredential(request: FhirRequest, status: number): void {
    const used = (request.credential ?? 'configured') === 'configured' && Object.keys(this.#credential).length > 0;
    if (!used || request.provoked === true) return;
    if (status < 300) this.#credentialWorked = true;
    this.#watch.noteCredential(status === 401, this.#credentialWorked);
  }

  async #pause(answer: Answer): Promise<void> {
    const pushedBack = answer.ok && (answer.status === 429 || answer.status === 503);
    if (pushedBack) this.#bucket.halve();
    const asked = answer.ok
      ? retryAfterSeconds(answer.headers['retry-after'], this.#clock.now(), this.#limits.maxRetryAfter)
      : undefined;
    const seconds = asked ?? (this.loopback ? 0.05 : pushedBack ? 5 : 1);
    await this.#clock.sleep(seconds * 1000, this.#signal);
  }
}
