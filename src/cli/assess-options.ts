import type { Command } from 'commander';
import { Option } from 'commander';
import type { AssessOptions } from '../assess.js';
import type { UkCoreVersion } from '../definitions/definitions.js';
import type { AuthConfig, Limits, TlsConfig } from '../http/index.js';
import type { Audience, Lens, ScoreContext, TrustType } from '../model/index.js';
import { ReadinessError } from '../model/index.js';
import type { EndpointTarget } from '../probe/index.js';
import { loadPackages } from './load-packages.js';
import { openTerminal } from './terminal.js';
import { readConfig, readText, resolveReference } from './config.js';
import type { Config, EndpointConfig } from './config.js';

/** Options that `assess` and `probe` share: where the endpoint is and how to reach it. */
export interface TargetFlags {
  readonly config?: string;
  readonly ca?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly passphraseEnv?: string;
  readonly servername?: string;
  readonly tokenEnv?: string;
  readonly apiKeyEnv?: string;
  readonly apiKeyHeader?: string;
  readonly proxy?: string;
  readonly insecure?: boolean;
  readonly testPatientEnv?: readonly string[];
  readonly rate?: number;
  readonly maxRequests?: number;
  readonly maxMinutes?: number;
  readonly timeout?: number;
  readonly seed?: number;
}

export interface JudgeFlags {
  readonly audience?: Audience;
  readonly trustType?: TrustType;
  readonly lens?: Lens;
  readonly answers?: string;
  readonly framework?: string;
  readonly endpoint: boolean;
  readonly ukCore?: UkCoreVersion;
  readonly package?: readonly string[];
  readonly types?: string;
  readonly sampleSize?: number;
}

const collect = (value: string, earlier: readonly string[] | undefined): readonly string[] => [
  ...(earlier ?? []),
  value,
];

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new ReadinessError('cli.not-a-number', `"${text}" is not a number above 0.`);
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new ReadinessError('cli.not-a-number', `"${text}" is not a whole number of 0 or more.`);
  return value;
}

export function addTargetFlags(command: Command): Command {
  return command
    .option('--config <file>', 'configuration file, JSON or YAML; options here take precedence')
    .optionsGroup('Reaching the endpoint:')
    .option('--token-env <NAME>', 'environment variable that holds a bearer token')
    .option('--api-key-env <NAME>', 'environment variable that holds an API key')
    .option('--api-key-header <name>', 'header the API key goes in (default: apikey)')
    .option('--ca <pem>', 'certificate authority to trust beside the system’s; repeatable', collect)
    .option('--cert <pem>', 'client certificate for mutual TLS')
    .option('--key <pem>', 'its private key')
    .option('--passphrase-env <NAME>', 'environment variable that holds the passphrase of the key')
    .option('--servername <host>', 'name to ask for and to check in place of the host')
    .option('--proxy <url>', 'proxy (default: HTTPS_PROXY, HTTP_PROXY and NO_PROXY)')
    .option('--insecure', 'go on with a certificate that cannot be trusted; TLS02 fails then')
    .option(
      '--test-patient-env <NAME>',
      'environment variable with the NHS Number of a test patient; repeatable',
      collect,
    )
    .optionsGroup('Being gentle:')
    .option('--rate <n>', 'requests a second, at most 5 (default: 1; loopback is exempt)', positive)
    .option('--max-requests <n>', 'stop after that many requests (default: 500)', positive)
    .option('--max-minutes <n>', 'stop after that many minutes (default: 20)', positive)
    .option('--timeout <seconds>', 'longest wait for one answer (default: 30)', positive)
    .option('--seed <n>', 'seed of the sample, to draw the same one again', whole);
}

export function addJudgeFlags(command: Command): Command {
  return command
    .optionsGroup('What is judged:')
    .addOption(new Option('--audience <who>', 'whose readiness (default: trust)').choices(['trust', 'supplier']))
    .addOption(
      new Option('--trust-type <type>', 'needed for the stage of a trust').choices([
        'acute',
        'mental-health',
        'community',
        'ambulance',
      ]),
    )
    .addOption(
      new Option('--lens <lens>', 'synthetic calls its result a capability stage (default: live)').choices([
        'live',
        'synthetic',
      ]),
    )
    .option('--answers <file>', 'answers file: what the organisation declares')
    .option('--framework <file>', 'a framework in place of the shipped one; gives no stage label')
    .option('--no-endpoint', 'the organisation declares that it has no FHIR endpoint')
    .addOption(
      new Option('--uk-core <version>', 'UK Core to judge against (default: 2.0.2)').choices([
        '2.0.2',
        'stu3-preview',
        'none',
      ]),
    )
    .option('--package <spec>', 'FHIR package: folder, .tgz or name#version; repeatable', collect)
    .option('--types <list>', 'record types to sample, comma separated, in place of those of the setting')
    .option('--sample-size <n>', 'records wanted per type (default: 200)', positive);
}

function authOf(flags: TargetFlags, config: EndpointConfig | undefined): AuthConfig | undefined {
  if (flags.tokenEnv !== undefined && flags.apiKeyEnv !== undefined)
    throw new ReadinessError('cli.two-credentials', 'Give --token-env or --api-key-env, not both.');
  if (flags.tokenEnv !== undefined) return { kind: 'bearer', tokenEnv: flags.tokenEnv };
  if (flags.apiKeyEnv !== undefined) {
    const header = flags.apiKeyHeader === undefined ? {} : { header: flags.apiKeyHeader };
    return { kind: 'apikey', keyEnv: flags.apiKeyEnv, ...header };
  }
  const auth = config?.auth;
  if (auth === undefined) return undefined;
  if (auth.type === 'none') return { kind: 'none' };
  if (auth.type === 'bearer') return { kind: 'bearer', tokenEnv: auth.tokenEnv };
  return { kind: 'apikey', keyEnv: auth.keyEnv, ...(auth.header === undefined ? {} : { header: auth.header }) };
}

function tlsOf(flags: TargetFlags, config: EndpointConfig | undefined): TlsConfig | undefined {
  const pem = (path: string): string => readText(path, 'certificate');
  const from = config?.tls;
  const cert = flags.cert ?? from?.cert;
  const key = flags.key ?? from?.key;
  const passphraseEnv = flags.passphraseEnv ?? from?.passphraseEnv;
  const servername = flags.servername ?? from?.servername;
  const tls: TlsConfig = {
    ca: [...(from?.ca ?? []), ...(flags.ca ?? [])].map(pem),
    ...(cert === undefined ? {} : { cert: pem(cert) }),
    ...(key === undefined ? {} : { key: pem(key) }),
    ...(passphraseEnv === undefined ? {} : { passphraseEnv }),
    ...(servername === undefined ? {} : { servername }),
    ...(flags.insecure === true ? { insecure: true } : {}),
  };
  return tls;
}

function requireBase(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new ReadinessError(
      'cli.bad-url',
      'An endpoint is given as a FHIR base URL, e.g. https://fhir.example.nhs.uk/R4.',
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new ReadinessError('cli.bad-url', `A FHIR base URL starts with https:// or http://, not ${url.protocol}//.`);
  if (url.username !== '' || url.password !== '')
    throw new ReadinessError(
      'cli.secret-in-url',
      'A base URL must not carry a user name or password.',
      2,
      'Put credentials into an environment variable and name it with --token-env or --api-key-env.',
    );
  if (url.search !== '' || url.hash !== '')
    throw new ReadinessError('cli.bad-url', 'A FHIR base URL has no query and no fragment.');
  return text.replace(/\/+$/, '');
}

/** The endpoints named on the command line, else those of the configuration file. */
export function targetsOf(urls: readonly string[], flags: TargetFlags, config: Config): EndpointTarget[] {
  const configured = config.endpoints ?? [];
  const chosen: readonly EndpointConfig[] =
    urls.length === 0
      ? configured
      : urls.map((base) => configured.find((one) => one.base === base || one.id === base) ?? { base });
  return chosen.map((one, index) => {
    const auth = authOf(flags, one);
    const tls = tlsOf(flags, one);
    const proxy = flags.proxy ?? one.proxy;
    return {
      id: one.id ?? `endpoint-${index + 1}`,
      base: requireBase(one.base),
      role: one.role ?? 'core',
      ...(auth === undefined ? {} : { auth }),
      ...(tls === undefined ? {} : { tls }),
      ...(proxy === undefined ? {} : { proxy }),
      ...(one.headers === undefined ? {} : { headers: one.headers }),
    };
  });
}

export function limitsOf(flags: TargetFlags, config: Config): Limits {
  const rate = flags.rate ?? config.limits?.rate;
  if (rate !== undefined && rate > 5)
    throw new ReadinessError('cli.rate', 'At most 5 requests a second: the endpoint also serves patients.');
  const minutes = flags.maxMinutes ?? config.limits?.maxMinutes;
  const timeout = flags.timeout ?? config.limits?.timeoutSeconds;
  const maxRequests = flags.maxRequests ?? config.limits?.maxRequests;
  return {
    ...(rate === undefined ? {} : { rate }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
    ...(minutes === undefined ? {} : { maxDuration: minutes * 60_000 }),
    ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
  };
}

/** NHS Numbers the run may search for: from the environment, never from the command line itself. */
export function testPatientsOf(flags: TargetFlags, config: Config): string[] {
  return [
    ...(flags.testPatientEnv ?? []).map((name) => resolveReference(`\${env:${name}}`, 'a test patient')),
    ...(config.fixtures?.testPatients ?? []).map((text) => resolveReference(text, 'a test patient')),
  ];
}

export function contextOf(flags: JudgeFlags, config: Config): ScoreContext {
  const trustType = flags.trustType ?? config.trustType;
  return {
    audience: flags.audience ?? config.audience ?? 'trust',
    ...(trustType === undefined ? {} : { trustType }),
    lens: flags.lens ?? config.lens ?? 'live',
    ...(flags.endpoint ? {} : { noEndpoint: true }),
  };
}

/** Options, configuration file and answers put together. Throws ReadinessError (exit 2) for what cannot be used. */
export async function assessOptions(
  urls: readonly string[],
  flags: TargetFlags & JudgeFlags,
): Promise<{ readonly options: AssessOptions; readonly config: Config }> {
  const config = flags.config === undefined ? {} : await readConfig(flags.config);
  const context = contextOf(flags, config);
  const endpoints = flags.endpoint ? targetsOf(urls, flags, config) : [];
  if (flags.endpoint && endpoints.length === 0)
    throw new ReadinessError(
      'cli.no-endpoint',
      'No endpoint to assess.',
      2,
      'Give a FHIR base URL, or a --config that names endpoints, or --no-endpoint where the organisation has none.',
    );
  const { loadFramework, parseAnswers, shippedFramework } = await import('../framework/index.js');
  const frameworkFile = flags.framework ?? config.framework;
  const framework =
    frameworkFile === undefined
      ? shippedFramework()
      : await loadFramework(parseJson(readText(frameworkFile, 'framework'), frameworkFile));
  const answersFile = flags.answers ?? config.answers;
  const answers = answersFile === undefined ? undefined : await parseAnswers(readText(answersFile, 'answers'));
  const organisation = config.organisation ?? answers?.organisation;
  const ukCore = flags.ukCore ?? config.ukCore;
  const types = flags.types?.split(',').map((type) => type.trim()) ?? config.sampling?.types;
  const sampleSize = flags.sampleSize ?? config.sampling?.size;
  const seed = flags.seed ?? config.sampling?.seed;
  return {
    config,
    options: {
      endpoints,
      context,
      framework,
      limits: limitsOf(flags, config),
      testPatients: testPatientsOf(flags, config),
      packages: await loadPackages(flags.package ?? config.packages ?? [], openTerminal()),
      ...(answers === undefined ? {} : { answers }),
      ...(organisation === undefined ? {} : { organisation }),
      ...(ukCore === undefined ? {} : { ukCore }),
      ...(types === undefined ? {} : { types }),
      ...(sampleSize === undefined ? {} : { sampleSize }),
      ...(seed === undefined ? {} : { seed }),
    },
  };
}

export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ReadinessError('input.malformed', `${path} is not JSON.`);
  }
}
