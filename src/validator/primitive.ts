import { isCalendarDate, isClock, isDayText, isOffset } from './calendar.js';

import { isIdFrom, isUuidAt } from './id.js';
import { ABSOLUTE } from './urls.js';

/** What is wrong with a primitive value: an issue code, or undefined when nothing is. */
export type PrimitiveFault =
  | 'json-type'
  | 'empty-string'
  | 'primitive-format'
  | 'date-invalid'
  | 'timezone-missing'
  | 'uri-whitespace'
  | 'canonical-relative'
  | 'uuid-format'
  | 'oid-format'
  | 'string-too-long'
  | 'number-range';
export type PrimitiveCheck = (value: unknown) => PrimitiveFault | undefined;

/** In characters (R4 datatypes.html#string, `maxLength` of string.value). */
const MAX_STRING = 1_048_576;
/** Shorter strings are short enough in any script. */
export const SURELY_SHORT = 349_525;

/** True for a text that is neither empty nor of a length that must be measured. */
export const isPlainText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length < SURELY_SHORT;

/** What no code has: white space at an end, twice, or other than a space (R4 datatypes.html#code). */
const NO_CODE = /^\s|\s$|\s\s|[\t\n\v\f\r]/;
const OID = /^urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+$/;
const URN_UUID = 'urn:uuid:';
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const WHITESPACE = /\s/;
const NOT_IN_BASE64 = /[^0-9a-zA-Z+/=\s]/;
const DATE = /^(?!0000)\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/;

/** A text of any length. */
function xhtml(value: unknown): PrimitiveFault | undefined {
  if (typeof value !== 'string') return 'json-type';
  return value.length === 0 ? 'empty-string' : undefined;
}

function string(value: unknown): PrimitiveFault | undefined {
  if (typeof value !== 'string') return 'json-type';
  if (value.length === 0) return 'empty-string';
  return value.length > MAX_STRING && isTooLong(value) ? 'string-too-long' : undefined;
}

/** Characters beyond the basic plane are two units of a text. */
function isTooLong(text: string): boolean {
  if (text.length > 2 * MAX_STRING) return true;
  let characters = 0;
  for (const _character of text) characters += 1;
  return characters > MAX_STRING;
}

function matching(pattern: RegExp): PrimitiveCheck {
  return (value) => {
    if (typeof value !== 'string') return 'json-type';
    if (value.length === 0) return 'empty-string';
    return pattern.test(value) ? undefined : 'primitive-format';
  };
}

function code(value: unknown): PrimitiveFault | undefined {
  if (typeof value !== 'string') return 'json-type';
  if (value.length === 0) return 'empty-string';
  return !WHITESPACE.test(value) || !NO_CODE.test(value) ? undefined : 'primitive-format';
}

function id(value: unknown): PrimitiveFault | undefined {
  if (typeof value !== 'string') return 'json-type';
  if (value.length === 0) return 'empty-string';
  return isIdFrom(value, 0) ? undefined : 'primitive-format';
}

/** A UUID as a URI, in the length it has. */
export const isPlainUrn = (value: string): boolean =>
  value.length === URN_UUID.length + 36 &&
  value.slice(0, URN_UUID.length) === URN_UUID &&
  isUuidAt(value, URN_UUID.length);

/** What is wrong with a `uri` (R4 datatypes.html#uri). */
export function uri(value: unknown): PrimitiveFault | undefined {
  if (typeof value !== 'string') return 'json-type';
  if (value.length === 0) return 'empty-string';
  if (isPlainUrn(value)) return undefined;
  if (WHITESPACE.test(value)) return 'uri-whitespace';
  // As a URI, an OID or UUID is a URN (R4 datatypes.html#oid, #uuid).
  const first = value.charCodeAt(0);
  if (first === 111 && value.startsWith('oid:')) return 'oid-format';
  if (first !== 117) return undefined;
  if (value.startsWith('uuid:')) return 'uuid-format';
  if (value.startsWith('urn:')) {
    if (value.startsWith(URN_UUID))
      return isUuidAt(value, URN_UUID.length) && (value.length === 45 || value[45] === '#' || value[45] === '|')
        ? undefined
        : 'uuid-format';
    if (value.startsWith('urn:oid:')) return OID.test(value) ? undefined : 'oid-format';
  }
  return undefined;
}

function canonical(value: unknown): PrimitiveFault | undefined {
  if (typeof value !== 'string') return 'json-type';
  if (value.length === 0) return 'empty-string';
  if (WHITESPACE.test(value)) return 'uri-whitespace';
  return value.charCodeAt(0) === 35 || ABSOLUTE.test(value) ? undefined : 'canonical-relative';
}

/** Whether the platform reads it, and as many octets as it has when nothing of it is passed over: far faster than a look at each digit. */
function isPlainBase64(value: string): boolean {
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
  try {
    return value.length % 4 === 0 && atob(value).length === (value.length / 4) * 3 - padding;
  } catch {
    return false;
  }
}

/** Whole groups of four once white space is left out, padded only at the end (R4 datatypes, base64Binary). */
function base64(value: unknown): PrimitiveFault | undefined {
  if (typeof value !== 'string') return 'json-type';
  if (value.length === 0) return 'empty-string';
  if (isPlainBase64(value)) return undefined;
  if (NOT_IN_BASE64.test(value)) return 'primitive-format';
  const bare = WHITESPACE.test(value) ? value.replace(/\s+/g, '') : value;
  const pad = bare.indexOf('=');
  return bare.length > 0 && bare.length % 4 === 0 && (pad < 0 || (pad >= bare.length - 2 && bare.endsWith('=')))
    ? undefined
    : 'primitive-format';
}

function integerFrom(low: number): PrimitiveCheck {
  return (value) => {
    if (typeof value !== 'number') return 'json-type';
    if (!Number.isInteger(value)) return 'primitive-format';
    return value >= low && value <= 2_147_483_647 ? undefined : 'number-range';
  };
}

function date(value: unknown): PrimitiveFault | undefined {
  if (typeof value !== 'string') return 'json-type';
  if (value.length === 0) return 'empty-string';
  if (value.length === 10 ? !isDayText(value) : !DATE.test(value)) return 'primitive-format';
  return value.length < 10 || isCalendarDate(value) ? undefined : 'date-invalid';
}

function moment(value: unknown, partial: boolean): PrimitiveFault | undefined {
  if (typeof value !== 'string') return 'json-type';
  if (value.length === 0) return 'empty-string';
  if (value.length <= 10) return partial ? date(value) : 'primitive-format';
  if (value.charCodeAt(10) !== 84 || !isDayText(value)) return 'primitive-format';
  const end = isClock(value, 11);
  if (end < 0) return 'primitive-format';
  if (end === value.length) return 'timezone-missing';
  if (!isOffset(value, end)) return 'primitive-format';
  return isCalendarDate(value) ? undefined : 'date-invalid';
}

/** Checks by FHIR primitive type, after R4 datatypes.html. */
export const PRIMITIVES: ReadonlyMap<string, PrimitiveCheck> = new Map<string, PrimitiveCheck>([
  ['boolean', (value) => (typeof value === 'boolean' ? undefined : 'json-type')],
  ['integer', integerFrom(-2_147_483_648)],
  ['unsignedInt', integerFrom(0)],
  ['positiveInt', integerFrom(1)],
  ['decimal', (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'json-type')],
  ['string', string],
  ['markdown', string],
  ['xhtml', xhtml],
  ['code', code],
  ['id', id],
  ['oid', matching(OID)],
  ['uuid', matching(UUID)],
  ['uri', uri],
  ['url', uri],
  ['canonical', canonical],
  ['base64Binary', base64],
  ['date', date],
  ['dateTime', (value) => moment(value, true)],
  ['instant', (value) => moment(value, false)],
  ['time', matching(TIME)],
]);

/** JSON representation asked of a primitive type. */
export function jsonKind(type: string): 'boolean' | 'number' | 'string' {
  if (type === 'boolean') return 'boolean';
  return type === 'integer' || type === 'unsignedInt' || type === 'positiveInt' || type === 'decimal'
    ? 'number'
    : 'string';
}
