import type { FormatsFact } from '../model/index.js';
import { bodyKind } from './gather-transport.js';
import { isObject, strings } from './json.js';
import { knownMediaType } from './masked.js';
import type { ProbeRun } from './run.js';

const ACCEPTS = ['application/fhir+json', 'application/json'] as const;

/** Asks for metadata in each JSON media type (FMT01). */
export async function gatherFormats(run: ProbeRun): Promise<void> {
  const answers: FormatsFact['answers'][number][] = [];
  for (const accept of ACCEPTS) {
    const answer = await run.transport.send({ method: 'GET', path: 'metadata', accept, purpose: 'metadata' });
    if (!answer.ok) continue;
    answers.push({
      accept,
      status: answer.status,
      contentType: knownMediaType(answer.headers['content-type']),
      body: bodyKind(answer),
    });
  }
  if (answers.length > 0) run.see('formats', { answers });
  else run.fail('formats', { kind: 'reset', message: 'No request for the statement was answered' });
}

/** SMART discovery (AUTH01, AUTH02), without a credential. Keeps names of fields and public codes, no values. */
export async function gatherSmart(run: ProbeRun): Promise<void> {
  const answer = await run.transport.send({
    method: 'GET',
    path: '.well-known/smart-configuration',
    accept: 'application/json',
    purpose: 'metadata',
    credential: 'none',
    provoked: true,
  });
  if (!answer.ok) {
    run.fail('smart', answer.error);
    return;
  }
  const value =
    answer.body.kind === 'json' && isObject(answer.body.value) && answer.status === 200 ? answer.body.value : {};
  run.see('smart', {
    status: answer.status,
    body: bodyKind(answer),
    contentType: knownMediaType(answer.headers['content-type']),
    fields: 'resourceType' in value ? [] : Object.keys(value).filter((name) => /^[a-z_]{1,60}$/.test(name)),
    capabilities: strings(value, 'capabilities'),
    grantTypes: strings(value, 'grant_types_supported'),
    codeChallengeMethods: strings(value, 'code_challenge_methods_supported'),
    tokenAuthMethods: strings(value, 'token_endpoint_auth_methods_supported'),
    signingAlgorithms: strings(value, 'token_endpoint_auth_signing_alg_values_supported'),
  });
}
