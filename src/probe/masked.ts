import { isNhsNumber } from '../fhir/nhs-number.js';
import { mediaType } from '../http/index.js';

const TEN_DIGITS = /(?<![\p{L}\d_.])(?:\d{10}|\d{3}([ -])\d{3}\1\d{4})(?![\p{L}\d_]|\.\d)/gu;
const GLUED_DIGITS = /\d{10}/g;
const MAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g;
const POSTCODE = /(?<![A-Za-z0-9])[A-Z]{1,2}\d[\dA-Z]?[ \u00a0]?\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])/g;
const TOKEN = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g;

const hidden = (text: string): string => text.replace(/\p{N}/gu, 'N').replace(/\p{L}/gu, 'L');

const maskText = (text: string): string =>
  text
    .replace(TOKEN, '(token)')
    .replace(MAIL, '(address)')
    .replace(POSTCODE, hidden)
    .replace(TEN_DIGITS, (digits) => (isNhsNumber(digits.replace(/\D/g, '')) ? hidden(digits) : digits))
    .replace(GLUED_DIGITS, (digits) => (isNhsNumber(digits) ? hidden(digits) : digits));

/**
 * A fact with the shapes of what looks like NHS Numbers, postcodes, addresses and tokens in its texts: what a server puts into its
 * own description or headers could be a person's, and one such text must not cost the whole result.
 */
export function masked<T>(value: T): T {
  if (typeof value === 'string') return maskText(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [maskText(name), masked(inner)]),
  ) as T;
}

const MEDIA_TYPES = new Set([
  '',
  ...[
    'fhir+json',
    'fhir+xml',
    'fhir+ndjson',
    'fhir+turtle',
    'json',
    'json+fhir',
    'xml',
    'xml+fhir',
    'problem+json',
  ].map((name) => `application/${name}`),
  ...['octet-stream', 'ndjson', 'x-ndjson', 'xhtml+xml', 'soap+xml', 'javascript'].map((name) => `application/${name}`),
  ...['html', 'plain', 'xml', 'json', 'turtle', 'csv'].map((name) => `text/${name}`),
]);

/** The media type of a Content-Type header where it is one that servers use; the header is free text to a faulty one. */
export function knownMediaType(header: string | undefined): string {
  const type = mediaType(header);
  return MEDIA_TYPES.has(type) ? type : '(another type)';
}
