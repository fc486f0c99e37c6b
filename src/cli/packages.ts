import type { Command } from 'commander';

export interface PackageFlags {
  readonly registry?: readonly string[];
  readonly lock?: string;
  readonly cache?: string;
  readonly offline?: boolean;
  readonly ca?: readonly string[];
  readonly proxy?: string;
  readonly json?: boolean;
}

const collect = (value: string, earlier: readonly string[] | undefined): readonly string[] => [
  ...(earlier ?? []),
  value,
];

const withSources = (command: Command): Command =>
  command
    .option('--registry <url>', 'package registry to ask, in order; repeatable (default: the public ones)', collect)
    .option('--lock <file>', 'lock file that pins versions and their sha512', 'fhir-packages.lock.json')
    .option('--cache <folder>', 'where packages are installed (default: ~/.fhir/packages)')
    .option('--offline', 'download nothing; fail for what is not here')
    .option('--ca <pem>', 'certificate authority to trust beside the system’s; repeatable', collect)
    .option('--proxy <url>', 'proxy (default: HTTPS_PROXY, HTTP_PROXY and NO_PROXY)');

const ADD_EXAMPLES = `
Examples:
  $ fhir-readiness packages add fhir.r4.ukcore.stu2#2.0.2
  $ fhir-readiness packages add ./our-profiles.tgz --lock ci/fhir-packages.lock.json
  $ fhir-readiness packages add our.profiles#1.2.x --registry https://packages.example.nhs.uk --ca internal-ca.pem
`;

const SYNC_EXAMPLES = `
Examples:
  $ fhir-readiness packages sync
  $ fhir-readiness packages sync --offline --lock ci/fhir-packages.lock.json
`;

export function registerPackages(program: Command): void {
  const packages = program
    .command('packages')
    .description('FHIR packages: list, add, sync')
    .addHelpText(
      'after',
      `
Examples:
  $ fhir-readiness packages add fhir.r4.ukcore.stu2#2.0.2
  $ fhir-readiness packages sync --offline
  $ fhir-readiness validate patient.json --package fhir.r4.ukcore.stu2#2.0.2
`,
    );
  packages
    .command('list')
    .description('Packages in the cache, and the definitions that come with fhir-readiness')
    .option('--cache <folder>', 'where packages are installed (default: ~/.fhir/packages)')
    .option('--json', 'as JSON')
    .action(async (flags: PackageFlags) => {
      const { runList } = await import('./run-packages.js');
      process.exitCode = await runList(flags);
    });
  withSources(
    packages
      .command('add')
      .description('Install packages and all they depend on, and pin them')
      .argument('<spec...>', 'name#version, name#1.0.x, a folder or a .tgz'),
  )
    .addHelpText('after', ADD_EXAMPLES)
    .action(async (specs: readonly string[], flags: PackageFlags) => {
      const { runAdd } = await import('./run-packages.js');
      process.exitCode = await runAdd(specs, flags);
    });
  withSources(packages.command('sync').description('Install exactly what the lock file pins'))
    .addHelpText('after', SYNC_EXAMPLES)
    .action(async (flags: PackageFlags) => {
      const { runSync } = await import('./run-packages.js');
      process.exitCode = await runSync(flags);
    });
}
