import type { Readable } from 'node:stream';

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
