import { existsSync } from 'node:fs';
import { openDefinitions } from '../definitions/index.js';
import { listPackages, resolvePackages, syncPackages } from '../definitions/packages/index.js';
import type { PackageOptions } from '../definitions/packages/index.js';
import type { ExitCode } from '../model/index.js';
import { EXIT, ReadinessError } from '../model/index.js';
import { readText } from './config.js';
import type { PackageFlags } from './packages.js';
import { openTerminal } from './terminal.js';

const DEFAULT_LOCK = 'fhir-packages.lock.json';

async function sources(flags: PackageFlags): Promise<PackageOptions> {
  const { createDownload } = await import('../http/index.js');
  for (const url of flags.registry ?? [])
    if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
      throw new ReadinessError(
        'cli.bad-url',
        'A registry is given as its base URL, e.g. https://packages.example.nhs.uk.',
      );
  const ca = (flags.ca ?? []).map((path) => readText(path, 'certificate'));
  return {
    download: createDownload({ tls: { ca }, ...(flags.proxy === undefined ? {} : { proxy: flags.proxy }) }),
    offline: flags.offline === true,
    ...(flags.registry === undefined ? {} : { registries: flags.registry }),
    ...(flags.lock === undefined ? {} : { lockFile: flags.lock }),
    ...(flags.cache === undefined ? {} : { cacheFolder: flags.cache }),
  };
}

/** Shows what is installed and what is built in. */
export async function runList(flags: PackageFlags): Promise<ExitCode> {
  const terminal = openTerminal();
  const installed = await listPackages(flags.cache === undefined ? {} : { cacheFolder: flags.cache });
  const builtIn = [openDefinitions({ ukCore: '2.0.2' }), openDefinitions({ ukCore: 'stu3-preview' })]
    .flatMap(({ packages }) => packages)
    .filter(
      ({ name, version }, index, all) => all.findIndex((one) => one.name === name && one.version === version) === index,
    );
  if (flags.json === true) {
    terminal.out(`${JSON.stringify({ builtIn, installed }, null, 2)}\n`);
    return EXIT.met;
  }
  terminal.out('Built in:\n');
  for (const { name, version } of builtIn) terminal.out(`  ${name}#${version}\n`);
  terminal.out(installed.length === 0 ? 'Installed: none\n' : 'Installed:\n');
  for (const { name, version } of installed) terminal.out(`  ${name}#${version}\n`);
  return EXIT.met;
}

/** Installs packages and what they depend on; a dependency that cannot be had is named, and is exit 3. */
export async function runAdd(specs: readonly string[], flags: PackageFlags): Promise<ExitCode> {
  const terminal = openTerminal();
  const { packages, problems } = await resolvePackages(specs, await sources(flags));
  for (const { name, version, resources } of packages)
    terminal.out(`${name}#${version}  ${resources.length} resources\n`);
  for (const { package: name, file, message } of problems)
    terminal.err(`${terminal.style('yellow', 'note:')} ${name}${file === undefined ? '' : ` ${file}`}: ${message}\n`);
  return problems.some(({ code }) => code === 'missing-dependency') ? EXIT.undetermined : EXIT.met;
}

export async function runSync(flags: PackageFlags): Promise<ExitCode> {
  const terminal = openTerminal();
  const lockFile = flags.lock ?? DEFAULT_LOCK;
  if (!existsSync(lockFile))
    throw new ReadinessError(
      'packages.no-lock',
      `There is no lock file ${lockFile}, so nothing is pinned.`,
      EXIT.usage,
      'Run "fhir-readiness packages add name#version" first, or name the file with --lock.',
    );
  const synced = await syncPackages({ ...(await sources(flags)), lockFile });
  for (const id of synced) terminal.out(`${id}\n`);
  terminal.err(`${synced.length === 1 ? '1 package' : `${synced.length} packages`} as pinned.\n`);
  return EXIT.met;
}
