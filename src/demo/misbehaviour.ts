import type { ServerResponse } from 'node:http';
import type { ServerContext } from './context.js';
import { Fault, faultAnswer } from './fault.js';
import type { Answer } from './message.js';
import type { Misbehaviour } from './personas/index.js';
import { addressOf, isObject } from './record.js';

const HUGE = 20 * 1024 * 1024;

/** Answers in place of the right one: faults of transport. False where `how` is no such fault. */
export function breakTransport(response: ServerResponse, how: Misbehaviour['how']): boolean {
  switch (how) {
    case 'hang':
      return true;
    case 'reset':
      response.destroy();
      return true;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Sign in</title>');
      return true;
    case 'truncated':
      response
        .writeHead(200, { 'content-type': 'application/fhir+json' })
        .end('{"resourceType":"Bundle","type":"searchs');
      return true;
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/fhir+json' });
      response.end(`{"resourceType":"Bundle","type":"searchset","padding":"${'x'.repeat(HUGE)}"}`);
      return true;
    default:
      return false;
  }
}

/** The answer as a faulty server sends it: refusals under load, and pages that lie. */
export function spoil(answer: Answer, how: Misbehaviour['how'], context: ServerContext): Answer {
  if (how === 'throttled') {
    const fault = new Fault(429, 'throttled', 'MSG_OP_NOT_ALLOWED', 'Too many requests.', { 'retry-after': '1' });
    return faultAnswer(fault, 'outcome');
  }
  if (how === 'unavailable') {
    return faultAnswer(new Fault(503, 'transient', 'MSG_OP_NOT_ALLOWED', 'The service is not available.'), 'outcome');
  }
  if (answer.body?.kind !== 'fhir') return answer;
  const bundle = answer.body.resource as Readonly<Record<string, unknown>>;
  if (bundle['type'] !== 'searchset' || !Array.isArray(bundle['entry'])) return answer;
  return { ...answer, body: { kind: 'fhir', resource: { ...bundle, ...lie(bundle, how, context) } } };
}

function lie(bundle: Readonly<Record<string, unknown>>, how: Misbehaviour['how'], context: ServerContext): object {
  const links = (Array.isArray(bundle['link']) ? bundle['link'] : []) as readonly { relation: string; url: string }[];
  const self = links.find((link) => link.relation === 'self')?.url ?? context.base;
  const others = links.filter((link) => link.relation !== 'next');
  const entries = bundle['entry'] as readonly unknown[];
  switch (how) {
    case 'endless-next':
      return { link: [...others, { relation: 'next', url: freshUrl(self) }] };
    case 'foreign-next':
      return { link: [...others, { relation: 'next', url: 'https://elsewhere.invalid/fhir?_page=2' }] };
    case 'repeated-page':
      return { entry: [...entries, ...entries.slice(0, 1)] };
    case 'wrong-patient': {
      const own = new Set(entries.map((entry) => subjectOf(entry)));
      const type = typeOf(entries[0]);
      const stranger = context.store.all(type).find((record) => !own.has(subjectOf({ resource: record })));
      if (!stranger) return {};
      const fullUrl = addressOf(context.base, stranger);
      return { entry: [...entries, { fullUrl, resource: stranger, search: { mode: 'match' } }] };
    }
    default:
      return {};
  }
}

/** A link that never repeats itself, back to the same page. */
function freshUrl(self: string): string {
  const url = new URL(self);
  url.searchParams.set('_turn', String(Number(url.searchParams.get('_turn') ?? 0) + Math.floor(Math.random() * 1e9)));
  return url.href;
}

function typeOf(entry: unknown): string {
  const resource = isObject(entry) ? entry['resource'] : undefined;
  return isObject(resource) ? String(resource['resourceType']) : '';
}

function subjectOf(entry: unknown): string {
  const resource = isObject(entry) ? entry['resource'] : undefined;
  if (!isObject(resource)) return '';
  if (resource['resourceType'] === 'Patient') return `Patient/${String(resource['id'])}`;
  const subject = resource['subject'] ?? resource['patient'];
  return isObject(subject) ? String(subject['reference']) : '';
}
