import { get } from 'node:http';
import { proxyFor } from '../http/index.js';
import type { PlainHttpFact } from '../model/index.js';
import { isObject } from './json.js';
import type { ProbeRun } from './run.js';

/** What an answer over plain HTTP amounts to. */
export function judgePlain(status: number, location: string | undefined, body: unknown): PlainHttpFact {
  if (status >= 300 && status < 400) {
    const secure = location?.startsWith('https:') === true;
    if (secure && (status === 301 || status === 308)) return { outcome: 'redirected', status };
    return { outcome: secure ? 'redirected-temporarily' : 'other', status };
  }
  if (isObject(body) && typeof body['resourceType'] === 'string' && status < 400) return { outcome: 'fhir', status };
  return { outcome: status >= 400 ? 'error' : 'other', status };
}

const LIMIT = 65_536;
const TIMEOUT = 10_000;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // A statement longer than the limit still shows what it is.
    const type = /"resourceType"\s*:\s*"([A-Za-z]+)"/.exec(text)?.[1];
    return type === undefined ? undefined : { resourceType: type };
  }
};

/**
 * GET http://host:port/…/metadata with neither credential nor query, outside the transport because it leaves the
 * endpoint's origin on purpose. Undefined where only a proxy could have answered.
 */
export async function plainGet(run: ProbeRun, port: number): Promise<PlainHttpFact | undefined> {
  const { base, options, target } = run;
  const plain = new URL(`http://${base.hostname}:${port}${base.pathname.replace(/\/$/, '')}/metadata`);
  if (proxyFor(plain, target.proxy, options.environment ?? process.env) !== undefined) return undefined;
  return new Promise((resolve) => {
    const request = get(
      plain,
      {
        agent: false,
        timeout: TIMEOUT,
        headers: { Accept: 'application/fhir+json' },
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const done = (): void => {
          const body = parse(Buffer.concat(chunks).toString('utf8'));
          resolve(judgePlain(response.statusCode ?? 0, response.headers.location, body));
          request.destroy();
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > LIMIT) done();
        });
        response.once('end', done);
        response.once('error', done);
      },
    );
    request.once('timeout', () => {
      resolve({ outcome: 'no-answer' });
      request.destroy();
    });
    request.once('error', () => {
      resolve({ outcome: 'refused' });
    });
  });
}
