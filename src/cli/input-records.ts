import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Issue } from '../model/index.js';
import type { Input } from './inputs.js';

/** One resource as bytes, or why there are none. */
export type InputRecord =
  | { readonly bytes: Uint8Array; /** Of NDJSON, 1-based. */ readonly line?: number }
  | { readonly issue: Issue; readonly line?: number };

/** A text that JavaScript can hold as one string. */
const MAX_FILE = 512_000_000;
const MAX_LINE = 256_000_000;
const NEWLINE = 10;

/** The resources of one input, one at a time: the file's one, or an NDJSON file's lines, unpacked where its name ends in `.gz`. */
export async function* readRecords(input: Input): AsyncGenerator<InputRecord> {
  const name = input.name.toLowerCase();
  if (/\.(ndjson|jsonl)(\.gz)?$/.test(name)) {
    const source = input.path === '-' ? process.stdin : createReadStream(input.path, { highWaterMark: 1 << 20 });
    yield* readLines(name.endsWith('.gz') ? await unpacked(source) : source);
  } else if (input.path === '-') yield await readAll(process.stdin);
  else {
    const file = statSync(input.path);
    // a pipe or a device does not say how long it is
    if (!file.isFile()) yield await readAll(createReadStream(input.path));
    else if (file.size > MAX_FILE) yield tooLarge('file-too-large', MAX_FILE);
    else yield { bytes: readFileSync(input.path) };
  }
}

async function readAll(source: Readable): Promise<InputRecord> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_FILE) return tooLarge('file-too-large', MAX_FILE);
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks) };
}

/** Splits a stream into lines, holding one line at a time; blank lines are passed over. */
async function* readLines(source: Readable): AsyncGenerator<InputRecord> {
  let line = 1;
  let rest: Buffer[] = [];
  let held = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
        const part = chunk.subarray(from, at);
        const bytes = rest.length === 0 ? part : Buffer.concat([...rest, part]);
        const tooLong = held > MAX_LINE;
        if (rest.length > 0) rest = [];
        held = 0;
        if (tooLong) yield { ...tooLarge('line-too-long', MAX_LINE), line };
        else if (!isBlank(bytes)) yield { bytes, line };
        line += 1;
        from = at + 1;
      }
      if (from < chunk.length) {
        held += chunk.length - from;
        if (held > MAX_LINE) rest = [];
        else rest.push(chunk.subarray(from));
      }
    }
  } catch (error) {
    if (!isZlibError(error)) throw error;
    yield {
      issue: { code: 'gzip-damaged', severity: 'fatal', params: {}, at: { expression: '', line, column: 1 } },
      line,
    };
    return;
  }
  if (held > MAX_LINE) yield { ...tooLarge('line-too-long', MAX_LINE), line };
  else if (rest.length > 0) {
    const bytes = Buffer.concat(rest);
    if (!isBlank(bytes)) yield { bytes, line };
  }
}

async function unpacked(source: Readable): Promise<Readable> {
  const { createGunzip } = await import('node:zlib');
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  return source.pipe(gunzip);
}

function tooLarge(code: string, limit: number): { readonly issue: Issue } {
  const params = { limit: `${limit / 1e6} MB` };
  return { issue: { code, severity: 'fatal', params, at: { expression: '', line: 1, column: 1 } } };
}

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 32 || byte === 9 || byte === 13);

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
