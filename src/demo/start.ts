import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { isIPv6, type AddressInfo } from 'node:net';
import { openDefinitions } from '../definitions/index.js';
import { ReadinessError } from '../model/index.js';
import { Authority } from './authority.js';
import { issueCertificates } from './certificates.js';
import type { ServerContext } from './context.js';
import type { DemoServer, DemoServerOptions } from './demo-server.js';
import { Fault, faultAnswer, type ErrorStyle } from './fault.js';
import { personas } from './personas/index.js';
import { Pages } from './search/pages.js';
import { Parameters } from './search/parameters.js';
import { Search } from './search/search.js';
import { FhirService } from './service.js';
import { Store } from './store.js';
import { findTestPatient } from './test-patient.js';
import { loadFolder, loadTrust } from './trust.js';
import { Wire } from './wire.js';

const BASE_PATH = '/fhir';
const MAX_HEADER = 64 * 1024;

/**
 * Starts the embedded R4 server on loopback (or `host`) and answers once it listens.
 * @throws ReadinessError `demo.no-data` for a folder without resources, `demo.no-port` where the port cannot be had.
 */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const name = options.persona ?? 'exemplar';
  const persona = personas[name];
  const behaviour = { ...persona.behaviour, ...options.quirks };
  const trust = await (options.data === undefined ? loadTrust(persona.trust) : loadFolder(options.data));
  const store = new Store(trust.records, trust.deleted);
  const host = options.host ?? '127.0.0.1';
  const certificates = options.https === true ? await issueCertificates({ hosts: hostsFor(host) }) : undefined;

  let listener: RequestListener = () => undefined;
  const dispatch: RequestListener = (message, response) => {
    listener(message, response);
  };
  const server: Server = certificates
    ? createHttps({ key: certificates.key, cert: certificates.cert, maxHeaderSize: MAX_HEADER }, dispatch)
    : createHttp({ maxHeaderSize: MAX_HEADER }, dispatch);
  const port = await listen(server, options.port ?? 0, host);
  const base = `${certificates ? 'https' : 'http'}://${urlHost(host)}:${port}${BASE_PATH}`;

  const definitions = openDefinitions();
  const parameters = new Parameters(definitions, options.data === undefined ? persona.searchParameters : {});
  const authority = new Authority();
  const context: ServerContext = {
    base,
    persona,
    behaviour,
    store,
    definitions,
    parameters,
    search: new Search(store, parameters, behaviour, base),
    pages: new Pages(),
    authority,
    startedAt: new Date(),
    types: new Set([...store.types(), ...behaviour.emptyTypes]),
  };
  const wire = new Wire(context, new FhirService(context), certificates !== undefined);
  listener = (message, response) => {
    wire.handle(message, response).catch(() => response.destroy());
  };
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(unreadableRequest(behaviour.errors));
  });

  const testPatient = findTestPatient(store.all('Patient'));
  const deleted = trust.deleted[0];
  return {
    url: base,
    ...(certificates ? { ca: certificates.ca } : {}),
    ...(behaviour.authorisation === 'none' ? {} : { token: authority.token }),
    ...(behaviour.authorisation === 'bearer' ? { narrowToken: authority.narrowToken } : {}),
    ...(behaviour.discovery ? { client: authority.client } : {}),
    ...(testPatient === undefined ? {} : { testPatient }),
    ...(deleted === undefined ? {} : { deleted }),
    persona: name,
    counts: Object.fromEntries(store.types().map((type) => [type, store.all(type).length])),
    problems: trust.problems,
    close: () => close(server),
  };
}

/** The raw answer to bytes that are no HTTP request. */
function unreadableRequest(style: ErrorStyle): string {
  const { body } = faultAnswer(new Fault(400, 'invalid', 'MSG_BAD_SYNTAX', 'The request cannot be read.'), style);
  const type = body?.kind === 'raw' ? body.type : 'application/fhir+json; charset=utf-8';
  const content = body?.kind === 'fhir' ? JSON.stringify(body.resource) : String(body?.content ?? '');
  const length = Buffer.byteLength(content);
  return `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${content}`;
}

function hostsFor(host: string): readonly string[] {
  return [...new Set(['localhost', '127.0.0.1', '::1', ...(isWildcard(host) ? [] : [host])])];
}

function urlHost(host: string): string {
  if (isWildcard(host)) return '127.0.0.1';
  return isIPv6(host) ? `[${host}]` : host;
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        new ReadinessError(
          'demo.no-port',
          `Cannot listen on ${host}:${port}.`,
          2,
          'Choose another --port, or leave it out for a free one.',
          { cause },
        ),
      );
    });
    server.listen(port, host, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
