import { allowedVerbs, route, type Route } from './router.js';
import { capabilityStatement } from './capability.js';
import type { ServerContext } from './context.js';
import { smartConfiguration } from './discovery.js';
import { Fault, faultAnswer } from './fault.js';
import type { Answer, DemoRequest } from './message.js';
import { negotiate } from './negotiation.js';
import type { Interaction } from './personas/index.js';
import { history, read, vread } from './read.js';
import { parsePairs } from './search/escape.js';
import { furtherPage, search } from './searchset.js';

/** Answers requests below the FHIR base. Never throws: a refusal is an answer in the persona's words. */
export class FhirService {
  #capability: object | undefined;

  constructor(private readonly context: ServerContext) {}

  answer(request: DemoRequest): Answer {
    const { behaviour } = this.context;
    try {
      const found = route(request);
      if (request.method === 'OPTIONS') return { status: 204, headers: { allow: allowedVerbs(found) } };
      this.#authorise(request, found);
      if (found.kind === 'discovery') return this.#discovery();
      const type = negotiate(request, behaviour.unacceptable === 'ignore');
      const answer = this.#dispatch(request, found);
      if (answer.body?.kind !== 'fhir') return answer;
      if (behaviour.browserView && /^text\/html/.test(request.headers['accept'] ?? ''))
        return browserView(answer.status);
      return { ...answer, headers: { 'content-type': `${type}; charset=utf-8`, ...answer.headers } };
    } catch (error) {
      if (error instanceof Fault) return faultAnswer(this.#reword(error), behaviour.errors);
      return faultAnswer(
        new Fault(500, 'exception', 'MSG_BAD_SYNTAX', 'The server failed to answer this request.'),
        behaviour.errors,
      );
    }
  }

  /** The fault with the status this persona gives to what it does not have. */
  #reword(fault: Fault): Fault {
    const missing = fault.code === 'MSG_UNKNOWN_OPERATION' || fault.code === 'MSG_OP_NOT_ALLOWED';
    if (!missing || fault.status !== 404) return fault;
    return new Fault(this.context.behaviour.notOffered, fault.issue, fault.code, fault.diagnostics, fault.headers);
  }

  #authorise(request: DemoRequest, found: Route): void {
    const { behaviour, authority } = this.context;
    const open = found.kind === 'discovery' || (found.kind === 'metadata' && !behaviour.metadataNeedsToken);
    if (open || behaviour.authorisation !== 'bearer') return;
    const type = 'type' in found ? found.type : this.#pageType(request);
    authority.check(request.headers['authorization'], type, behaviour.plainForbidden);
  }

  #pageType(request: DemoRequest): string | undefined {
    const token = pageToken(request);
    return token === undefined ? undefined : this.context.pages.find(token)?.query.type;
  }

  #dispatch(request: DemoRequest, found: Route): Answer {
    const { context } = this;
    if (found.kind === 'metadata') {
      this.#capability ??= capabilityStatement(context);
      return { status: 200, body: { kind: 'fhir', resource: this.#capability } };
    }
    if (found.kind === 'discovery') return this.#discovery();
    if (found.kind === 'system') return this.#system(request);
    if (!context.types.has(found.type)) return this.#unknownType(found);
    switch (found.kind) {
      case 'read':
        return read(context, request, found.type, found.id);
      case 'vread':
        this.#need('vread');
        return vread(context, found.type, found.id, found.version);
      case 'history':
        this.#need('history-instance');
        return history(context, found.type, found.id);
      case 'form-search':
        if (!context.behaviour.postSearch) {
          throw new Fault(405, 'not-supported', 'MSG_OP_NOT_ALLOWED', 'The verb is not allowed here.', {
            allow: 'GET, HEAD',
          });
        }
        return search(context, request, found.type);
      case 'search':
        return search(context, request, found.type);
    }
  }

  #system(request: DemoRequest): Answer {
    const token = pageToken(request);
    if (token !== undefined) return furtherPage(this.context, token);
    throw new Fault(400, 'not-supported', 'MSG_OP_NOT_ALLOWED', 'This server has no search over all types.');
  }

  #unknownType(found: Route): Answer {
    if (this.context.behaviour.unknownType === 'nothing' && found.kind === 'search') {
      return { status: 200, body: { kind: 'fhir', resource: { resourceType: 'Bundle', type: 'searchset' } } };
    }
    throw new Fault(404, 'not-supported', 'MSG_UNKNOWN_TYPE', 'This server has no such resource type.');
  }

  #discovery(): Answer {
    if (this.context.behaviour.discovery) return smartConfiguration(this.context.base);
    throw new Fault(404, 'not-found', 'MSG_NO_EXIST', 'This server publishes no SMART configuration.');
  }

  #need(interaction: Interaction): void {
    if (this.context.behaviour.interactions.includes(interaction)) return;
    throw new Fault(404, 'not-supported', 'MSG_OP_NOT_ALLOWED', `This server does not offer ${interaction}.`);
  }
}

function browserView(status: number): Answer {
  const content = '<!DOCTYPE html><html><head><title>FHIR</title></head><body><pre>Result</pre></body></html>';
  return { status, body: { kind: 'raw', type: 'text/html; charset=utf-8', content } };
}

function pageToken(request: DemoRequest): string | undefined {
  return parsePairs(request.query).find(([name]) => name === '_page' || name === '_getpages')?.[1];
}
