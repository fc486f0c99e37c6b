import { isUtf8 } from 'node:buffer';
import type { Issue } from '../model/index.js';

const NEWLINE = 10;

/** The text that bytes hold, or why they hold none: FHIR is always UTF-8 (R4 json.html, xml.html). */
export function decodeText(bytes: Uint8Array): string | Issue {
  if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const found = utf16 ? 'UTF-16' : bytes[0] === 0x1f && bytes[1] === 0x8b ? 'a gzip archive' : 'other bytes';
  const position = found === 'other bytes' ? firstFault(bytes) : { line: 1, column: 1 };
  return {
    code: 'encoding-invalid',
    severity: 'fatal',
    params: { expected: 'text in UTF-8', found },
    at: { expression: '', ...position },
  };
}

function firstFault(bytes: Uint8Array): { readonly line: number; readonly column: number } {
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const end = bytes.indexOf(NEWLINE, start);
    const content = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (!isUtf8(content)) return { line, column: new TextDecoder().decode(content).indexOf('\uFFFD') + 1 };
    start += content.length + 1;
  }
  return { line: 1, column: 1 };
}
