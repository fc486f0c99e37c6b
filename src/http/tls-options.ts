import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { ReadinessError } from '../model/index.js';
import type { Environment } from './credentials.js';

export interface TlsConfig {
  /** PEM texts, added to the authorities that Node trusts. */
  readonly ca?: readonly string[];
  /** PEM text of the client certificate and its key, for mutual TLS. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphraseEnv?: string;
  /** Name to ask for and to check in place of the host of the base URL. */
  readonly servername?: string;
  /** Accepts any certificate: TLS02 fails then. */
  readonly insecure?: boolean;
}

/** Options for `tls.connect` and `https.Agent`. */
export interface SecureOptions {
  ca?: string[];
  cert?: string;
  key?: string;
  passphrase?: string;
  servername?: string;
  rejectUnauthorized: boolean;
}

const extraAuthorities = (environment: Environment): string[] => {
  const file = environment['NODE_EXTRA_CA_CERTS'];
  if (file === undefined || file === '') return [];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
};

/** Own TLS options: an explicit `ca` replaces Node's list, so the list is put back in front of it. */
export function secureOptions(config: TlsConfig | undefined, environment: Environment): SecureOptions {
  const options: SecureOptions = { rejectUnauthorized: config?.insecure !== true };
  if (config === undefined) return options;
  if ((config.cert === undefined) !== (config.key === undefined))
    throw new ReadinessError('http.client-certificate', 'A client certificate needs both a certificate and its key.');
  if (config.ca !== undefined && config.ca.length > 0) {
    for (const pem of config.ca)
      if (!pem.includes('-----BEGIN CERTIFICATE-----'))
        throw new ReadinessError('http.bad-ca', 'A configured CA is no certificate in PEM form.');
    options.ca = [...rootCertificates, ...extraAuthorities(environment), ...config.ca];
  }
  if (config.cert !== undefined) options.cert = config.cert;
  if (config.key !== undefined) options.key = config.key;
  const passphrase = config.passphraseEnv === undefined ? undefined : environment[config.passphraseEnv];
  if (passphrase !== undefined) options.passphrase = passphrase;
  if (config.servername !== undefined) options.servername = config.servername;
  return options;
}
