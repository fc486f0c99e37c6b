export { UNKNOWN_OPERATION, assertAllowed } from './allow-list.js';
export type { Body } from './body.js';
export { mediaType } from './body.js';
export type { Clock } from './clock.js';
export { systemClock } from './clock.js';
export type { AuthConfig, Environment } from './credentials.js';
export { RunStopped, classifyFailure, probeError } from './failures.js';
export type { StopReason } from './failures.js';
export type {
  Answer,
  FailedRequest,
  FhirRequest,
  FhirResponse,
  Pairs,
  RequestClass,
  TrafficRecord,
} from './messages.js';
export { isLoopback, proxyFor } from './proxy.js';
export type { Proxy } from './proxy.js';
export { secureOptions } from './tls-options.js';
export type { SecureOptions, TlsConfig } from './tls-options.js';
export { createDownload } from './download.js';
export type { DownloadOptions } from './download.js';
export { FhirTransport } from './transport.js';
export type { Limits, TransportOptions } from './transport.js';
export { openTunnel } from './tunnel.js';
