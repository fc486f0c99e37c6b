import { randomBytes } from 'node:crypto';
import { Fault } from './fault.js';

/** Seconds. */
const LIFETIME = 3600;

/** The tokens the server accepts, and the client that may ask for more. */
export class Authority {
  /** Reads everything. */
  readonly token = secret();
  /** Reads Organization and Location only. */
  readonly narrowToken = secret();
  readonly client = { id: 'demo-client', secret: secret() } as const;
  readonly #scopes = new Map<string, { readonly types: '*' | ReadonlySet<string>; readonly expires: number }>([
    [this.token, { types: '*', expires: Infinity }],
    [this.narrowToken, { types: new Set(['Organization', 'Location']), expires: Infinity }],
  ]);

  /** @throws Fault 401 without a valid bearer token, 403 for a type outside its scope. */
  check(header: string | undefined, type: string | undefined, plainForbidden: boolean): void {
    const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header ?? '')?.[1];
    const grant = token === undefined ? undefined : this.#scopes.get(token);
    if (grant && grant.expires > Date.now()) {
      if (type === undefined || grant.types === '*' || grant.types.has(type)) return;
      throw new Fault(403, 'forbidden', 'MSG_AUTH_REQUIRED', 'The token does not reach this type.', {
        'www-authenticate': 'Bearer realm="fhir", error="insufficient_scope"',
      });
    }
    if (plainForbidden) throw new Fault(403, 'forbidden', 'MSG_AUTH_REQUIRED', 'Access is forbidden.');
    const error = header === undefined ? '' : ', error="invalid_token"';
    throw new Fault(401, 'login', 'MSG_AUTH_REQUIRED', 'A valid bearer token is required.', {
      'www-authenticate': `Bearer realm="fhir"${error}`,
    });
  }

  /** Answers a client_credentials request (RFC 6749, section 4.4) with a token response or an error code. */
  grant(authorization: string | undefined, form: ReadonlyMap<string, string>): TokenAnswer {
    if (form.get('grant_type') !== 'client_credentials')
      return { status: 400, body: { error: 'unsupported_grant_type' } };
    const basic = /^Basic ([\w+/]+=*)$/i.exec(authorization ?? '')?.[1];
    const [id, given] = basic
      ? Buffer.from(basic, 'base64').toString('utf8').split(':', 2)
      : [form.get('client_id'), form.get('client_secret')];
    if (id !== this.client.id || given !== this.client.secret)
      return { status: 401, body: { error: 'invalid_client' } };
    const scope = form.get('scope') ?? 'system/*.rs';
    const types = scopedTypes(scope);
    if (!types) return { status: 400, body: { error: 'invalid_scope' } };
    const token = secret();
    this.#scopes.set(token, { types, expires: Date.now() + LIFETIME * 1000 });
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: LIFETIME, scope } };
  }
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, string | number>>;
}

function scopedTypes(scope: string): '*' | ReadonlySet<string> | undefined {
  const types = scope.split(' ').map((each) => /^system\/(\*|[A-Z]\w+)\.(rs|r|s|read)$/.exec(each)?.[1]);
  if (types.includes(undefined)) return undefined;
  return types.includes('*') ? '*' : new Set(types.filter((each) => each !== undefined));
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
