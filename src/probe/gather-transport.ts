import { probeError } from '../http/index.js';
import type { Answer, FhirResponse } from '../http/index.js';
import type { BodyKind, MetadataAnswer, UrlAnswer } from '../model/index.js';
import { text } from './json.js';
import { plainGet } from './plain-http.js';
import { knownMediaType } from './masked.js';
import type { ProbeRun } from './run.js';

export const bodyKind = (answer: FhirResponse): BodyKind =>
  answer.body.kind === 'discarded' ? 'none' : answer.body.kind;

const resourceType = (answer: FhirResponse): string | undefined =>
  answer.body.kind === 'json' ? text(answer.body.value, 'resourceType') : undefined;

const metadataAnswer = (answer: FhirResponse): MetadataAnswer => {
  const type = resourceType(answer);
  return {
    status: answer.status,
    body: bodyKind(answer),
    contentType: knownMediaType(answer.headers['content-type']),
    ...(type === undefined ? {} : { resourceType: type }),
  };
};

const isStatement = (answer: Answer): answer is FhirResponse =>
  answer.ok && answer.status === 200 && resourceType(answer) === 'CapabilityStatement';

export const REACH_TIMEOUT = 10_000;

/** Asks for the CapabilityStatement, twice if need be, openly first. Leaves the statement for {@link gatherCapability}. */
export async function gatherReach(run: ProbeRun): Promise<unknown> {
  const timeout = Math.min(run.options.limits?.timeout ?? REACH_TIMEOUT, REACH_TIMEOUT);
  const ask = (credential: 'none' | 'configured'): Promise<Answer> =>
    run.transport.send({ method: 'GET', path: 'metadata', purpose: 'metadata', credential, retry: false, timeout });
  let open = await ask('none');
  let tries = 1;
  if (!open.ok) {
    tries = 2;
    open = await ask('none');
  }
  if (!open.ok) {
    run.see('reach', { answered: false, tries, error: open.error });
    return undefined;
  }
  run.see('reach', { answered: true, status: open.status, tries, duration: Math.round(open.duration) });
  let statement: FhirResponse | undefined = isStatement(open) ? open : undefined;
  let authorised: Answer | undefined;
  if (statement === undefined && run.target.auth !== undefined && run.target.auth.kind !== 'none') {
    authorised = await ask('configured');
    if (isStatement(authorised)) statement = authorised;
  }
  run.see('metadata', {
    open: metadataAnswer(open),
    ...(authorised?.ok === true ? { authorised: metadataAnswer(authorised) } : {}),
  });
  return statement?.body.kind === 'json' ? statement.body.value : undefined;
}

const redirectOf = (answer: FhirResponse, base: URL): UrlAnswer['redirect'] => {
  if (answer.status < 300 || answer.status > 399) return undefined;
  const location = answer.headers['location'];
  if (location === undefined || !URL.canParse(location, base.href)) return 'unreadable';
  const to = new URL(location, base);
  if (base.protocol === 'https:' && to.protocol === 'http:') return 'downgrade';
  return to.host === base.host ? 'same-host' : 'other-host';
};

/** Whether the base answers in place, with and without a slash at the end of the address. */
export async function gatherBaseUrl(run: ProbeRun): Promise<void> {
  const ask = (path: string): Promise<Answer> =>
    run.transport.send({ method: 'GET', path, purpose: 'metadata', provoked: path.endsWith('/') });
  const plain = await ask('metadata');
  if (!plain.ok) {
    run.fail('baseUrl', plain.error);
    return;
  }
  const slash = await ask('metadata/');
  const urlAnswer = (answer: FhirResponse): UrlAnswer => {
    const redirect = redirectOf(answer, run.base);
    return { status: answer.status, ...(redirect === undefined ? {} : { redirect }) };
  };
  run.see('baseUrl', { plain: urlAnswer(plain), ...(slash.ok ? { slash: urlAnswer(slash) } : {}) });
}

/** Asks the same host for metadata in plain HTTP, without credentials or query (TLS01). */
export async function gatherPlainHttp(run: ProbeRun): Promise<void> {
  if (run.base.protocol === 'http:') {
    run.see('plainHttp', { outcome: 'base-is-http' });
    return;
  }
  const port = run.target.plainPort ?? (run.transport.loopback ? Number(run.base.port || '443') : 80);
  const answer = await plainGet(run, port);
  if (answer === undefined) {
    run.fail('plainHttp', probeError('proxy'));
    return;
  }
  run.see('plainHttp', answer);
}
