import type { ProbeError } from '../model/index.js';

/** Why a run ended before its plan did. */
export type StopReason = 'unsafe' | 'server-distress' | 'budget' | 'interrupted' | 'credential' | 'error';

/** Thrown by the transport when no further request may be made; gatherers let it pass. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  constructor(
    readonly because: StopReason,
    readonly detail: string,
  ) {
    super(detail);
  }
}

const byCode: Readonly<Record<string, ProbeError['kind']>> = {
  EPROXY: 'proxy',
  ETOOLARGE: 'too-large',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  ECONNABORTED: 'timeout',
  Z_DATA_ERROR: 'malformed',
  Z_BUF_ERROR: 'malformed',
  ERR_STREAM_UNABLE_TO_PIPE: 'reset',
};

const words: Readonly<Record<ProbeError['kind'], string>> = {
  dns: 'The host name could not be resolved',
  refused: 'The connection was refused',
  timeout: 'No answer within the time allowed',
  tls: 'The TLS handshake failed',
  reset: 'The connection was closed before the answer was complete',
  'too-large': 'The answer is larger than the body limit and was cut off',
  malformed: 'The answer could not be decoded',
  proxy: 'The proxy refused the connection',
  http: 'The answer is not valid HTTP',
  tool: 'The request could not be made',
};

/** Text of a code as Node and OpenSSL name it, and of nothing else: error messages may quote URLs. */
const safeCode = (code: string): string => (/^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? ` (${code})` : '');

/** A {@link ProbeError} with words of our own: the message of the original may hold a URL, a token or a body. */
export function probeError(kind: ProbeError['kind'], code = '', detail = ''): ProbeError {
  return { kind, message: `${words[kind]}${safeCode(code)}${detail}` };
}

const codeOf = (thrown: unknown): string => {
  if (typeof thrown !== 'object' || thrown === null) return '';
  const own = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  if (own !== '' && own !== 'ERR_NETWORK' && own !== 'ERR_BAD_RESPONSE' && own !== 'ERR_BAD_REQUEST') return own;
  return 'cause' in thrown && thrown.cause !== thrown ? codeOf(thrown.cause) || own : own;
};

/** Classifies whatever a request threw. Reads codes only, so that nothing of `error.config` can leak. */
export function classifyFailure(thrown: unknown): ProbeError {
  const code = codeOf(thrown);
  const text = thrown instanceof Error ? thrown.message : '';
  const known = byCode[code];
  if (known !== undefined) return probeError(known, code);
  if (/^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO|HOSTNAME_MISMATCH)/.test(code))
    return probeError('tls', code);
  if (code.startsWith('HPE_')) return probeError('http', code);
  if (/aborted|socket hang up|premature/i.test(text)) return probeError('reset', code);
  if (
    code.startsWith('Z_') ||
    /incorrect header check|unexpected end of file|invalid (distance|block|code)/i.test(text)
  )
    return probeError('malformed', code);
  return probeError('tool', code);
}
