import type { LoadedPackage } from '../definitions/definitions.js';
import { printable } from '../report/printable.js';
import type { Terminal } from './terminal.js';

/** The packages named with --package and what they depend on, from folders, archives and the shared cache: nothing is downloaded here. */
export async function loadPackages(specs: readonly string[], terminal: Terminal): Promise<readonly LoadedPackage[]> {
  if (specs.length === 0) return [];
  const { resolvePackages } = await import('../definitions/packages/index.js');
  const { packages, problems } = await resolvePackages(specs, { offline: true });
  for (const { package: name, file, message } of problems.slice(0, 10))
    terminal.err(
      `${terminal.style('yellow', 'note:')} ${printable(`${name}${file === undefined ? '' : ` ${file}`}: ${message}`)}\n`,
    );
  if (problems.length > 10) terminal.err(`  and ${problems.length - 10} more\n`);
  return packages;
}
