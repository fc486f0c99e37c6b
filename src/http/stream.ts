import { PassThrough, pipeline } from 'node:stream';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Encodings that {@link decoded} undoes. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

const decoder = (encoding: string): Transform => {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return new PassThrough();
  }
};

/** Undoes a Content-Encoding strictly: a truncated or corrupted stream is an error, where lenient decoding would call it empty. */
export function decoded(stream: Readable, encoding: string | undefined): Readable {
  if (encoding === undefined || encoding === 'identity') return stream;
  return pipeline(stream, decoder(encoding), () => undefined);
}

/** Thrown when a body passes its limit; the rest is never read. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
  readonly code = 'ETOOLARGE';
}

/** Reads a decoded body to the end, or to `limit` bytes. Ends with an error when `signal` aborts. */
export async function readStream(stream: Readable, limit: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const abort = (): void => {
    stream.destroy(new DOMException('aborted', 'AbortError'));
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) abort();
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > limit) throw new BodyTooLarge();
      chunks.push(bytes);
    }
    return Buffer.concat(chunks, size);
  } finally {
    signal.removeEventListener('abort', abort);
    stream.destroy();
  }
}
