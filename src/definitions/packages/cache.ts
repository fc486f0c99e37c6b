import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PackageFiles } from './archive.js';
import { isPackageName, isPackageVersion, packageId } from './package-spec.js';
import { isFolder } from './read-package.js';

const MARK = '.sha512';

/** The folder of installed packages, `name#version/package/*.json`, that FHIR tools share. */
export class PackageCache {
  constructor(readonly folder = join(homedir(), '.fhir', 'packages')) {}

  folderOf(id: string): string {
    return join(this.folder, id);
  }

  has(id: string): Promise<boolean> {
    return isFolder(join(this.folder, id, 'package'));
  }

  /** Names and versions of what is installed. */
  async list(): Promise<{ readonly name: string; readonly version: string }[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name.split('#'))
      .flatMap(([name = '', version = '']) =>
        isPackageName(name) && isPackageVersion(version) ? [{ name, version }] : [],
      )
      .toSorted((a, b) => (packageId(a.name, a.version) < packageId(b.name, b.version) ? -1 : 1));
  }

  /** The sha512 a package was installed with, where we installed it. */
  integrity(id: string): Promise<string | undefined> {
    return readFile(join(this.folder, id, MARK), 'utf8').catch(() => undefined);
  }

  /** Installs files as a whole or not at all. */
  async install(id: string, files: PackageFiles, integrity: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const made = await mkdtemp(join(this.folder, '.new-'));
    try {
      await mkdir(join(made, 'package'));
      for (const [file, bytes] of files) await writeFile(join(made, 'package', file), bytes);
      await writeFile(join(made, MARK), integrity);
      await rm(join(this.folder, id), { recursive: true, force: true });
      await rename(made, join(this.folder, id));
    } finally {
      await rm(made, { recursive: true, force: true });
    }
  }
}
