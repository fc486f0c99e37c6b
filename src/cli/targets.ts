import type { AuthConfig, Limits, TlsConfig } from '../http/index.js';
import { isNhsNumber } from '../fhir/nhs-number.js';
import { EXIT, ReadinessError } from '../model/index.js';
import type { EndpointTarget } from '../probe/index.js';
import type { TargetFlags } from './assess-flags.js';
import { readSecret, readText, resolveReference } from './config.js';
import type { Config, EndpointConfig } from './config.js';

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
  if (passphraseEnv !== undefined) readSecret(passphraseEnv, 'the passphrase of the client key');
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
  const targets = chosen.map((one, index): EndpointTarget => {
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
  refuseTwice(targets);
  return targets;
}

function refuseTwice(targets: readonly EndpointTarget[]): void {
  const place = ({ base }: EndpointTarget): string => new URL(base).href.replace(/\/+$/, '');
  for (const [index, target] of targets.entries()) {
    const earlier = targets.slice(0, index);
    if (earlier.some((one) => place(one) === place(target)))
      throw new ReadinessError(
        'cli.endpoint-twice',
        `The endpoint ${target.base} is given twice.`,
        EXIT.usage,
        'Name each endpoint once: its records would count twice.',
      );
    if (earlier.some(({ id }) => id === target.id))
      throw new ReadinessError(
        'cli.endpoint-twice',
        `Two endpoints have the id ${target.id}.`,
        EXIT.usage,
        'Give each endpoint of the configuration an id of its own.',
      );
  }
}

export function limitsOf(flags: TargetFlags, config: Config): Limits {
  const rate = flags.rate ?? config.limits?.rate;
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

/**
 * NHS Numbers the run may search for: from the environment, never from the command line itself.
 * @throws ReadinessError (exit 2) for one that is no NHS Number; the value is never repeated
 */
export function testPatientsOf(flags: TargetFlags, config: Config): string[] {
  const named = (flags.testPatientEnv ?? []).map((name) => `\${env:${name}}`);
  return [...named, ...(config.fixtures?.testPatients ?? [])].map((text) => {
    const number = resolveReference(text, 'a test patient').replace(/[ -]/g, '');
    if (isNhsNumber(number)) return number;
    const place = text.startsWith('$') ? text.slice(2, -1) : 'fixtures/testPatients';
    throw new ReadinessError(
      'cli.test-patient',
      `The test patient of ${place} is no NHS Number: ten digits, the last of them a check digit.`,
    );
  });
}
