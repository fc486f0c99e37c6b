import type { Answer } from './message.js';

/** `/.well-known/smart-configuration` (SMART App Launch 2, backend clients with a shared secret). */
export function smartConfiguration(base: string): Answer {
  const configuration = {
    token_endpoint: new URL('/auth/token', base).href,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    grant_types_supported: ['client_credentials'],
    scopes_supported: ['system/*.rs'],
    capabilities: ['client-confidential-symmetric', 'permission-v2'],
    code_challenge_methods_supported: ['S256'],
    service_documentation: new URL('/docs', base).href,
  };
  return { status: 200, body: { kind: 'raw', type: 'application/json', content: JSON.stringify(configuration) } };
}

/** The page that `service_documentation` and the CapabilityStatement name. */
export function documentation(base: string, title: string): Answer {
  const content = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>FHIR API</title></head>
<body><h1>${title}</h1><p>FHIR R4 base: <code>${base}</code>. All records are synthetic.</p>
<p>What the server offers is stated in <a href="${base}/metadata">its CapabilityStatement</a>.
Tokens: OAuth 2.0 client credentials at <code>/auth/token</code>. Sandbox and terms: open to anyone, without charge.</p></body></html>
`;
  return { status: 200, body: { kind: 'raw', type: 'text/html; charset=utf-8', content } };
}
