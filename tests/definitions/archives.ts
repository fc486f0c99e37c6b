import { gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';

export interface TarEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly type?: Header['type'];
  readonly linkname?: string;
}

/** A gzipped tar of entries as they are, wicked ones included. */
export async function tgz(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content = '', ...header } of entries) tar.entry(header, content);
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}

export interface PackageContent {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, unknown>>;
}

export function entriesOf({ name, version, dependencies = {}, files = {} }: PackageContent): TarEntry[] {
  const manifest = { name, version, dependencies };
  return Object.entries({ 'package.json': manifest, ...files }).map(([file, content]) => ({
    name: `package/${file}`,
    content: typeof content === 'string' ? content : JSON.stringify(content),
  }));
}

export const packageTgz = (content: PackageContent): Promise<Buffer> => tgz(entriesOf(content));
