import type { Answer } from './message.js';

/** Codes of http://terminology.hl7.org/CodeSystem/operation-outcome used by the server. */
export type MessageCode =
  | 'MSG_AUTH_REQUIRED'
  | 'MSG_BAD_FORMAT'
  | 'MSG_BAD_SYNTAX'
  | 'MSG_DELETED_ID'
  | 'MSG_ID_INVALID'
  | 'MSG_NO_EXIST'
  | 'MSG_OP_NOT_ALLOWED'
  | 'MSG_PARAM_INVALID'
  | 'MSG_PARAM_MODIFIER_INVALID'
  | 'MSG_PARAM_UNKNOWN'
  | 'MSG_SORT_UNKNOWN'
  | 'MSG_UNKNOWN_OPERATION'
  | 'MSG_UNKNOWN_TYPE'
  | 'MSG_VERSION_AWARE';

/** A request the server refuses. `diagnostics` names parameters and types, never values. */
export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    readonly status: number,
    /** http://hl7.org/fhir/issue-type */
    readonly issue: string,
    readonly code: MessageCode,
    readonly diagnostics: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(diagnostics);
  }
}

/** How a persona words its errors. */
export type ErrorStyle = 'outcome' | 'plain' | 'html' | 'mixed' | 'container';

/**
 * The answer for a refused request: an OperationOutcome, or what a server without FHIR errors sends.
 * `mixed` words 404 and 405 as plain text and the rest as OperationOutcomes; `container` words only what never reached
 * the FHIR layer as HTML.
 */
export function faultAnswer(fault: Fault, style: ErrorStyle): Answer {
  const { status, headers } = fault;
  if (style === 'html' || (style === 'container' && fault.code === 'MSG_BAD_SYNTAX')) {
    const content = `<!DOCTYPE html><html><head><title>Error ${status}</title></head><body><h1>HTTP ${status}</h1></body></html>`;
    return { status, headers, body: { kind: 'raw', type: 'text/html; charset=utf-8', content } };
  }
  if (style === 'plain' || (style === 'mixed' && (status === 404 || status === 405))) {
    return { status, headers, body: { kind: 'raw', type: 'text/plain; charset=utf-8', content: `Error ${status}` } };
  }
  return { status, headers, body: { kind: 'fhir', resource: operationOutcome(fault) } };
}

function operationOutcome(fault: Fault): object {
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: fault.issue,
        details: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/operation-outcome', code: fault.code }] },
        diagnostics: fault.diagnostics,
      },
    ],
  };
}
