import type { Run } from './run.js';
import type { Node } from './shape.js';

/** The stated size of an Attachment at the current node is that of its data (R4 datatypes-definitions.html#Attachment.size). */
export function checkAttachment({ size, data }: Node, run: Run): void {
  if (typeof size !== 'number' || typeof data !== 'string') return;
  const actual = decodedLength(data);
  if (actual !== size) run.report('attachment-size', 'error', { stated: size, actual });
}

const WHITESPACE = /\s/g;

/** Bytes behind base64, which may be broken into lines; Buffer.byteLength would count the breaks. */
export function decodedLength(base64: string): number {
  const breaks = base64.match(WHITESPACE)?.length ?? 0;
  const trimmed = breaks === 0 ? base64 : base64.trimEnd();
  const padding = trimmed.endsWith('==') ? 2 : trimmed.endsWith('=') ? 1 : 0;
  return Math.floor(((base64.length - breaks - padding) * 3) / 4);
}
