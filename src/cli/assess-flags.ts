import type { Command } from 'commander';
import { Option } from 'commander';
import type { UkCoreVersion } from '../definitions/definitions.js';
import type { Audience, Lens, TrustType } from '../model/index.js';
import { numberWithin, seedNumber } from './numbers.js';

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

const RATE = numberWithin({ min: 0, max: 5, above: true });
const REQUESTS = numberWithin({ min: 1, max: 5000, whole: true });
const MINUTES = numberWithin({ min: 0, max: 240, above: true });
const SECONDS = numberWithin({ min: 0, max: 300, above: true });
const SAMPLE = numberWithin({ min: 1, max: 400, whole: true });

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
    .option('--rate <n>', 'requests a second, at most 5 (default: 1; loopback is exempt)', RATE)
    .option('--max-requests <n>', 'stop after that many requests (default: 500)', REQUESTS)
    .option('--max-minutes <n>', 'stop after that many minutes (default: 20)', MINUTES)
    .option('--timeout <seconds>', 'longest wait for one answer (default: 30)', SECONDS)
    .option('--seed <n>', 'seed of the sample, to draw the same one again', seedNumber);
}

export const audienceOption = (description: string): Option =>
  new Option('--audience <who>', description).choices(['trust', 'supplier']);

export const trustTypeOption = (description: string): Option =>
  new Option('--trust-type <type>', description).choices(['acute', 'mental-health', 'community', 'ambulance']);

export function addJudgeFlags(command: Command): Command {
  return command
    .optionsGroup('What is judged:')
    .addOption(audienceOption('whose readiness (default: trust)'))
    .addOption(trustTypeOption('needed for the stage of a trust'))
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
    .option('--sample-size <n>', 'records wanted per type, at most 400 (default: 200)', SAMPLE);
}
