import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { extract, type Extract, type Header } from 'tar-stream';
import { ReadinessError } from '../../model/errors.js';
import { packageError, type ArchiveLimits } from './package-types.js';

const LIMITS: ArchiveLimits = { entries: 50_000, bytes: 512 * 2 ** 20, fileBytes: 128 * 2 ** 20, ratio: 100 };
const RATIO_FROM = 10 * 2 ** 20;

/** Files of a package by their path below `package/`. */
export type PackageFiles = ReadonlyMap<string, Buffer>;

/**
 * Reads the JSON files at the top of `package/` from a gzipped tar, in memory. Links, devices, paths that leave the archive and
 * archives beyond the limits throw `packages.unsafe-archive`; anything that is no archive throws `packages.unreadable`.
 */
export async function readArchive(
  name: string,
  bytes: Uint8Array,
  limits: Partial<ArchiveLimits> = {},
): Promise<PackageFiles> {
  const guard = new ArchiveGuard(name, bytes.length, { ...LIMITS, ...limits });
  const entries = extract();
  const fed = pipeline(
    Readable.from([bytes]),
    createGunzip(),
    (unpacked) => guard.watch(unpacked as AsyncIterable<Uint8Array>),
    entries,
  );
  try {
    const files = await collect(entries, guard);
    await fed;
    return files;
  } catch (error) {
    const first: unknown = await fed.catch((cause: unknown) => cause);
    const refused = [error, first].find((cause) => cause instanceof ReadinessError);
    if (refused) throw refused;
    throw packageError(
      'unreadable',
      `${name} cannot be read as a package archive`,
      'A FHIR package is a gzipped tar file (.tgz).',
      error,
    );
  }
}

async function collect(entries: Extract, guard: ArchiveGuard): Promise<PackageFiles> {
  const files = new Map<string, Buffer>();
  for await (const entry of entries) {
    const wanted = guard.admit(entry.header);
    if (wanted !== undefined && files.has(wanted)) guard.refuse(`it holds "${shown(wanted)}" twice`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry as AsyncIterable<Uint8Array>) {
      guard.count(chunk.length, entry.header.name);
      if (wanted !== undefined) chunks.push(chunk);
    }
    if (wanted !== undefined) files.set(wanted, Buffer.concat(chunks));
  }
  return files;
}

class ArchiveGuard {
  #entries = 0;
  #bytes = 0;
  #fileBytes = 0;

  constructor(
    readonly name: string,
    readonly packed: number,
    readonly limits: ArchiveLimits,
  ) {}

  /** The path below `package/` of an entry whose content is wanted. */
  admit({ name, type, size }: Header): string | undefined {
    this.#entries += 1;
    this.#fileBytes = 0;
    if (this.#entries > this.limits.entries) this.refuse(`it holds more than ${this.limits.entries} entries`);
    if (type !== 'file' && type !== 'contiguous-file' && type !== 'directory')
      this.refuse(`"${shown(name)}" is a ${type}, not a file`);
    if (leavesArchive(name)) this.refuse(`"${shown(name)}" leads out of the archive`);
    if (size > this.limits.fileBytes) this.refuse(`"${shown(name)}" is larger than ${this.limits.fileBytes} bytes`);
    return /^(?:\.\/)?package\/([^/]+\.json)$/.exec(name)?.[1];
  }

  count(length: number, file: string): void {
    this.#fileBytes += length;
    if (this.#fileBytes <= this.limits.fileBytes) return;
    this.refuse(`"${shown(file)}" is larger than ${this.limits.fileBytes} bytes`);
  }

  /** Passes unpacked bytes on for as long as there are not too many of them. */
  async *watch(unpacked: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of unpacked) {
      this.#bytes += chunk.length;
      if (this.#bytes > this.limits.bytes) this.refuse(`it unpacks to more than ${this.limits.bytes} bytes`);
      if (this.#bytes > RATIO_FROM && this.#bytes > this.packed * this.limits.ratio) {
        this.refuse(`it unpacks to more than ${this.limits.ratio} times its size`);
      }
      yield chunk;
    }
  }

  refuse(why: string): never {
    throw packageError(
      'unsafe-archive',
      `${this.name} is refused: ${why}`,
      'Get the package from its publisher again.',
    );
  }
}

const shown = (path: string): string => JSON.stringify(path.slice(0, 100)).slice(1, -1);

const leavesArchive = (path: string): boolean =>
  path.startsWith('/') ||
  /^[A-Za-z]:/.test(path) ||
  path.includes('\\') ||
  path.includes('\0') ||
  path.split('/').includes('..');
