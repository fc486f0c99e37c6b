import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Audience, Lens, TrustType } from '../model/index.js';
import { ReadinessError } from '../model/index.js';
import type { UkCoreVersion } from '../definitions/definitions.js';

export interface EndpointConfig {
  readonly id?: string;
  readonly base: string;
  readonly role?: 'core' | 'other';
  readonly auth?:
    | { readonly type: 'none' }
    | { readonly type: 'bearer'; readonly tokenEnv: string }
    | { readonly type: 'apikey'; readonly keyEnv: string; readonly header?: string };
  readonly tls?: {
    readonly ca?: readonly string[];
    readonly cert?: string;
    readonly key?: string;
    readonly passphraseEnv?: string;
    readonly servername?: string;
  };
  readonly proxy?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The configuration file (profiles/schemas/config.schema.json), with its paths made absolute. */
export interface Config {
  readonly organisation?: { readonly name?: string; readonly ods?: string };
  readonly audience?: Audience;
  readonly trustType?: TrustType;
  readonly lens?: Lens;
  readonly answers?: string;
  readonly framework?: string;
  readonly ukCore?: UkCoreVersion;
  readonly packages?: readonly string[];
  readonly endpoints?: readonly EndpointConfig[];
  readonly fixtures?: { readonly testPatients?: readonly string[] };
  readonly sampling?: { readonly size?: number; readonly types?: readonly string[]; readonly seed?: number };
  readonly limits?: {
    readonly rate?: number;
    readonly maxRequests?: number;
    readonly maxMinutes?: number;
    readonly timeoutSeconds?: number;
  };
  readonly thresholds?: { readonly stage?: 'developing' | 'established' | 'advanced'; readonly score?: number };
}

/** Reads a configuration file, JSON or YAML. Throws ReadinessError (exit 2) naming each offence and where it stands. */
export async function readConfig(path: string): Promise<Config> {
  const text = readText(path, 'configuration');
  const { parse } = await import('yaml');
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    throw new ReadinessError(
      'config.malformed',
      `${path} is neither JSON nor YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable'}`,
    );
  }
  const { Ajv } = await import('ajv');
  const schema = createRequire(import.meta.url)('../../profiles/schemas/config.schema.json') as object;
  const check = new Ajv({ allErrors: true, strict: false }).compile<Config>(schema);
  if (!check(data)) {
    const offences = (check.errors ?? []).map(({ instancePath, message = 'is not allowed', params }) => {
      const extra = 'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : '';
      return `  ${instancePath || '/'} ${message}${extra}`;
    });
    throw new ReadinessError(
      'config.invalid',
      `${path} does not follow the configuration schema:\n${offences.join('\n')}`,
    );
  }
  return absolutePaths(data, dirname(resolve(path)));
}

function absolutePaths(config: Config, folder: string): Config {
  const at = (path: string): string => resolve(folder, path);
  return {
    ...config,
    ...(config.answers === undefined ? {} : { answers: at(config.answers) }),
    ...(config.framework === undefined ? {} : { framework: at(config.framework) }),
    ...(config.endpoints === undefined
      ? {}
      : {
          endpoints: config.endpoints.map((endpoint) =>
            endpoint.tls === undefined
              ? endpoint
              : {
                  ...endpoint,
                  tls: {
                    ...endpoint.tls,
                    ...(endpoint.tls.ca === undefined ? {} : { ca: endpoint.tls.ca.map(at) }),
                    ...(endpoint.tls.cert === undefined ? {} : { cert: at(endpoint.tls.cert) }),
                    ...(endpoint.tls.key === undefined ? {} : { key: at(endpoint.tls.key) }),
                  },
                },
          ),
        }),
  };
}

/** The text of a file the user named. Throws ReadinessError (exit 2). */
export function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new ReadinessError('input.unreadable', `Cannot read the ${what} file ${path} (${code}).`);
  }
}

/** A secret from the environment. Throws ReadinessError (exit 2) naming the variable where it is unset or empty. */
export function readSecret(name: string, what: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new ReadinessError('input.no-secret', `The environment variable ${name}, named for ${what}, is not set.`);
  return value;
}

/** `${env:NAME}` and `${file:path}` replaced by what they stand for. */
export function resolveReference(text: string, what: string): string {
  const match = /^\$\{(env|file):([^}]+)\}$/.exec(text);
  if (match === null) return text;
  const [, kind, name = ''] = match;
  return kind === 'env' ? readSecret(name, what) : readText(name, what).trim();
}
