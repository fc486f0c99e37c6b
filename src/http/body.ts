/** What a response carried, as far as a FHIR client can tell. Held in memory only. */
export type Body =
  | { readonly kind: 'json'; readonly value: unknown; readonly bom: boolean }
  | { readonly kind: 'html' | 'xml' | 'text' | 'empty' }
  /** Dropped unread but for what it was and how many records (no OperationOutcome) it carried. */
  | { readonly kind: 'discarded'; readonly was: string; readonly records: number }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Media type in lower case, without parameters; empty when there is none. */
export const mediaType = (header: string | undefined): string =>
  (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

const BOM = '\uFEFF';

/** Reads a body by what it is rather than by what the header says, since gateways mislabel both ways. */
export function readBody(bytes: Uint8Array, contentType: string | undefined): Body {
  if (bytes.length === 0) return { kind: 'empty' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { kind: 'malformed', reason: 'not valid UTF-8' };
  }
  const bom = text.startsWith(BOM);
  if (bom) text = text.slice(1);
  const start = text.trimStart().slice(0, 200);
  if (start === '') return { kind: 'empty' };
  if (start.startsWith('{') || start.startsWith('[')) {
    try {
      return { kind: 'json', value: JSON.parse(text) as unknown, bom };
    } catch {
      return { kind: 'malformed', reason: /[}\]]\s*$/.test(text) ? 'not valid JSON' : 'JSON that ends too early' };
    }
  }
  if (/^<(!doctype html|html)/i.test(start) || (start.startsWith('<') && mediaType(contentType) === 'text/html'))
    return { kind: 'html' };
  if (start.startsWith('<')) return { kind: 'xml' };
  return mediaType(contentType).includes('json') ? { kind: 'malformed', reason: 'not valid JSON' } : { kind: 'text' };
}

const typeOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'resourceType' in value && typeof value.resourceType === 'string'
    ? value.resourceType
    : undefined;

/** True for an OperationOutcome. */
export const isOutcome = (body: Body): boolean => body.kind === 'json' && typeOf(body.value) === 'OperationOutcome';

const notRecords = new Set(['OperationOutcome', 'CapabilityStatement', 'Bundle']);

/** Forgets a body, keeping its kind and how many records it carried; an OperationOutcome is kept. */
export function discardBody(body: Body): Body {
  if (isOutcome(body)) return body;
  let records = 0;
  if (body.kind === 'json' && typeof body.value === 'object' && body.value !== null) {
    const own = typeOf(body.value);
    if (own !== undefined && !notRecords.has(own)) records = 1;
    const entries = 'entry' in body.value && Array.isArray(body.value.entry) ? (body.value.entry as unknown[]) : [];
    for (const entry of entries) {
      const type =
        typeof entry === 'object' && entry !== null && 'resource' in entry ? typeOf(entry.resource) : undefined;
      if (type !== undefined && !notRecords.has(type)) records += 1;
    }
  }
  return { kind: 'discarded', was: body.kind, records };
}
