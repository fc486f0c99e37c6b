import type { Exchange, ProbeError } from '../model/index.js';
import type { Body } from './body.js';

/** Timings and error rates are kept apart by what a request was for. */
export type RequestClass = 'metadata' | 'read' | 'patient-search' | 'search' | 'security' | 'other';

export type Pairs = readonly (readonly [name: string, value: string])[];

export interface FhirRequest {
  readonly method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST';
  /** Below the base, not encoded: `Patient/123`; segments are encoded, slashes kept. */
  readonly path?: string;
  /** In place of `path`: an address the server gave (a next link, an absolute reference). */
  readonly link?: URL;
  readonly query?: Pairs;
  /** Body of a POST `_search`. */
  readonly form?: Pairs;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly purpose: RequestClass;
  /** Which credential goes along; default the configured one. */
  readonly credential?: 'configured' | 'none' | 'invalid';
  /** A negative test: its errors are asked for and do not count against the server. */
  readonly provoked?: boolean;
  /** Counts entries and drops the body unread. */
  readonly discard?: boolean;
  /** Default true: one retry of a failed or pushed-back request, under the same X-Request-ID. */
  readonly retry?: boolean;
  /** Milliseconds; default the configured timeout. */
  readonly timeout?: number;
}

export interface FhirResponse {
  readonly ok: true;
  readonly exchange: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly duration: number;
  readonly bytes: number;
}

export interface FailedRequest {
  readonly ok: false;
  readonly exchange: string;
  readonly error: ProbeError;
}

export type Answer = FhirResponse | FailedRequest;

/** An exchange with what the traffic figures need; as free of patient data as the exchange itself. */
export interface TrafficRecord {
  readonly exchange: Exchange;
  readonly purpose: RequestClass;
  readonly provoked: boolean;
  readonly body: Body['kind'] | 'none';
  /** The body is an OperationOutcome. */
  readonly outcome: boolean;
  /** A Retry-After header came along. */
  readonly retryAfter: boolean;
  readonly failure?: ProbeError['kind'];
}
