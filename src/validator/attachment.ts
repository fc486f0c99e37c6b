import type { Run } from './run.js';
import type { Node } from './shape.js';

/** The stated size of an Attachment at the current node is that of its data (R4 datatypes-definitions.html#Attachment.size). */
export function checkAttachment({ size, data }: Node, run: Run): void {
  if (typeof size !== 'number' || typeof data !== 'string') return;
  const actual = decodedLength(data);
  if (actual !== size) run.report('attachment-size', 'error', { stated: size, actual });
}

/** Bytes behind base64, which may be broken into lines; Buffer.byteLength would count the breaks. */
function decodedLength(base64: string): number {
  let signs = 0;
  for (let i = 0; i < base64.length; i++) {
    const code = base64.charCodeAt(i);
    if (code > 32 && code !== PAD) signs += 1;
  }
  return Math.floor((signs * 3) / 4);
}

const PAD = 61;
