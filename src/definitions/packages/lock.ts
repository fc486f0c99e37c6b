import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { packageError } from './package-types.js';

interface LockData {
  readonly lockVersion: 1;
  /** The version chosen for what was asked for: `name#1.0.x` is `1.0.3`. */
  readonly requests: Record<string, string>;
  readonly packages: Record<string, { readonly integrity: string }>;
}

export const integrityOf = (bytes: Uint8Array): string =>
  `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

/** The lock file: which versions were taken, and their sha512. Without a file it pins nothing. */
export class Lock {
  #changed = false;

  private constructor(
    readonly file: string | undefined,
    readonly data: LockData,
  ) {}

  static async open(file: string | undefined): Promise<Lock> {
    const text = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
    const empty: LockData = { lockVersion: 1, requests: {}, packages: {} };
    if (text === undefined) return new Lock(file, empty);
    try {
      return new Lock(file, { ...empty, ...(JSON.parse(text) as Partial<LockData>) });
    } catch (error) {
      throw packageError(
        'bad-lock',
        `${file ?? ''} is not a lock file`,
        'Remove it, and let it be written anew.',
        error,
      );
    }
  }

  /** Ids `name#version` of the packages that are pinned. */
  get packages(): readonly string[] {
    return Object.keys(this.data.packages);
  }

  versionFor(request: string): string | undefined {
    return Object.hasOwn(this.data.requests, request) ? this.data.requests[request] : undefined;
  }

  /** Throws `packages.integrity` where these are not the bytes that were pinned. */
  verify(id: string, integrity: string): void {
    const pinned = Object.hasOwn(this.data.packages, id) ? this.data.packages[id]?.integrity : undefined;
    if (pinned === undefined || pinned === integrity) return;
    throw packageError(
      'integrity',
      `${id} is not what the lock file ${this.file ?? ''} pins: its sha512 differs`,
      'Find out which of the two is right before you remove the pin.',
    );
  }

  pin(id: string, integrity: string): void {
    this.#changed ||= this.data.packages[id]?.integrity !== integrity;
    this.data.packages[id] = { integrity };
  }

  choose(request: string, version: string): void {
    this.#changed ||= this.data.requests[request] !== version;
    this.data.requests[request] = version;
  }

  async save(): Promise<void> {
    if (this.file === undefined || !this.#changed) return;
    const { requests, packages } = this.data;
    const text = JSON.stringify({ lockVersion: 1, requests: sorted(requests), packages: sorted(packages) }, null, 2);
    await writeFile(this.file, `${text}\n`);
    this.#changed = false;
  }
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
