import { Fault } from './fault.js';
import type { DemoRequest } from './message.js';
import { parsePairs } from './search/escape.js';

const FHIR_JSON = 'application/fhir+json';
const GENERIC = new Set(['application/json', 'text/json']);
const ANY = new Set(['*/*', 'application/*', FHIR_JSON]);
const FORMATS = new Set(['json', FHIR_JSON, ...GENERIC]);

/**
 * The JSON media type to answer with: `_format` goes before `Accept`.
 * @throws Fault 406 where neither asks for JSON or for R4, unless `lenient`.
 */
export function negotiate(request: DemoRequest, lenient: boolean): string {
  if (lenient) return FHIR_JSON;
  const format = parsePairs(request.query).find(([name]) => name === '_format')?.[1];
  if (format !== undefined && format !== '') {
    const type = mediaType(format.replaceAll(' ', '+'));
    if (FORMATS.has(type.name)) return GENERIC.has(type.name) ? type.name : FHIR_JSON;
    throw notAcceptable();
  }
  const accept = request.headers['accept'];
  if (accept === undefined || accept.trim() === '') return FHIR_JSON;
  const wanted = accept
    .split(',')
    .map(mediaType)
    .filter((type) => type.quality > 0);
  const usable = wanted
    .filter((type) => (ANY.has(type.name) || GENERIC.has(type.name)) && (type.version ?? '4.0').startsWith('4.0'))
    .sort((a, b) => b.quality - a.quality)[0];
  if (!usable) throw notAcceptable();
  return GENERIC.has(usable.name) ? usable.name : FHIR_JSON;
}

/** True where a client asks for a Binary's own content, not for the resource around it. */
export function wantsContent(request: DemoRequest): boolean {
  const accept = request.headers['accept'] ?? '*/*';
  return !/json/.test(accept) && !/(^|&)_format=/.test(request.query);
}

interface MediaType {
  readonly name: string;
  readonly quality: number;
  readonly version: string | undefined;
}

function mediaType(text: string): MediaType {
  const [name = '', ...parameters] = text.split(';').map((each) => each.trim());
  const value = (key: string): string | undefined =>
    parameters
      .find((each) => each.toLowerCase().startsWith(`${key}=`))
      ?.slice(key.length + 1)
      .replaceAll('"', '');
  const quality = Number(value('q') ?? 1);
  return { name: name.toLowerCase(), quality: Number.isFinite(quality) ? quality : 0, version: value('fhirversion') };
}

function notAcceptable(): Fault {
  return new Fault(
    406,
    'not-supported',
    'MSG_BAD_FORMAT',
    'This server answers in application/fhir+json of FHIR 4.0 only.',
  );
}
