import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Audience, Lens, TrustType } from '../model/index.js';
import { ReadinessError } from '../model/index.js';
import { requireValid } from '../schemas/check.js';
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
  await requireValid('config', data, path);
  return absolutePaths(data as Config, dirname(resolve(path)));
}

/** `name#version`, as against a folder or an archive. */
const isNamed = (spec: string): boolean => /^[^/\\#]+#[^/\\#]+$/.test(spec);

function absolutePaths(config: Config, folder: string): Config {
  const at = (path: string): string => resolve(folder, path);
  return {
    ...config,
    ...(config.answers === undefined ? {} : { answers: at(config.answers) }),
    ...(config.framework === undefined ? {} : { framework: at(config.framework) }),
    ...(config.packages === undefined
      ? {}
      : { packages: config.packages.map((spec) => (isNamed(spec) ? spec : at(spec))) }),
    ...(config.fixtures?.testPatients === undefined
      ? {}
      : {
          fixtures: {
            testPatients: config.fixtures.testPatients.map((text) =>
              text.replace(/^\$\{file:([^}]+)\}$/, (_, path: string) => `\${file:${at(path)}}`),
            ),
          },
        }),
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

/** All of standard input, as text. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
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
