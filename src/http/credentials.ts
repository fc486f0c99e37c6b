import { EXIT, ReadinessError } from '../model/index.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** How requests are authorised. Secrets are named by environment variable, never written down. */
export type AuthConfig =
  | { readonly kind: 'none' | 'mtls' }
  | { readonly kind: 'bearer'; readonly tokenEnv: string }
  | { readonly kind: 'apikey'; readonly keyEnv: string; /** Default `apikey`. */ readonly header?: string }
  | { readonly kind: 'basic'; readonly userEnv: string; readonly passwordEnv: string };

const secret = (environment: Environment, name: string): string => {
  const value = environment[name]?.trim();
  if (value === undefined || value === '')
    throw new ReadinessError(
      'http.no-credential',
      `The environment variable ${name}, which should hold a credential, is not set.`,
      EXIT.undetermined,
      `Set ${name} and run again, or choose another kind of authorisation.`,
    );
  if (!/^[\x21-\x7e]+$/.test(value))
    throw new ReadinessError(
      'http.bad-credential',
      `The environment variable ${name} holds characters that cannot stand in a header.`,
      EXIT.usage,
      'Set it to the bare token, without quotes, spaces or line breaks.',
    );
  return value;
};

/** Headers that authorise a request, read from the environment. */
export function authorisation(auth: AuthConfig, environment: Environment): Readonly<Record<string, string>> {
  switch (auth.kind) {
    case 'none':
    case 'mtls':
      return {};
    case 'bearer':
      return { Authorization: `Bearer ${secret(environment, auth.tokenEnv)}` };
    case 'apikey': {
      const header = auth.header ?? 'apikey';
      if (!/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(header) || /^(host|content-|transfer-|connection)/i.test(header))
        throw new ReadinessError('http.bad-header', `${header} cannot be used as the name of an API key header.`);
      return { [header]: secret(environment, auth.keyEnv) };
    }
    case 'basic': {
      const pair = `${secret(environment, auth.userEnv)}:${secret(environment, auth.passwordEnv)}`;
      return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
    }
  }
}
