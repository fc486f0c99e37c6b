import { isNhsNumber } from '../fhir/nhs-number.js';
import type { Issue, Params } from '../model/index.js';
import { isConceptId } from '../terminology/snomed/sctid.js';
import { SYSTEM } from '../terminology/snomed/systems.js';

const LONGEST_SHAPE = 24;

/** The shape of a text: `L` for letters, `N` for digits, the rest as it is. */
export function shapeOfText(text: string): string {
  const shape = text.slice(0, LONGEST_SHAPE).replace(/\p{L}/gu, 'L').replace(/\p{N}/gu, 'N').replace(/\s/gu, '_');
  return text.length > LONGEST_SHAPE ? `(${shape}…)` : `(${shape})`;
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9._^#/+-]{0,23}$/;
const DATE = /^(?:(?:18|19|20)\d{2}[-/.]?\d{2}[-/.]?\d{2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4}))/;
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/i;

/** Words without a digit could be names: they are shown only once seen for this many subjects. */
const SUBJECTS_FOR_WORDS = 3;

/**
 * A code as it may be printed: itself where it is shaped like a code, else its shape. Names, NHS Numbers, telephone and
 * record numbers, dates, postcodes and UUIDs that were sent as codes never leave.
 */
export function safeCode(code: string, subjects = 1): string {
  if (isConceptId(code) && !isNhsNumber(code)) return code;
  if (!CODE.test(code) || DATE.test(code) || POSTCODE.test(code)) return shapeOfText(code);
  if ((code.match(/\d/g) ?? []).length >= 8) return shapeOfText(code);
  if (!/\d/.test(code) && code.length > 3 && subjects < SUBJECTS_FOR_WORDS) return shapeOfText(code);
  return code;
}

/** A code sent as SNOMED CT: digits are shown, right or wrong, unless they look like a number of a person or a date. */
export function safeSnomedCode(code: string): string {
  const isIdLike = /^[1-9]\d{5,17}$/.test(code) && code.length !== 10 && !DATE.test(code);
  return isIdLike ? code : safeCode(code);
}

/** A system, canonical or extension URL as it may be printed: without query, long digit runs masked; anything else as its shape. */
export function safeSystem(system: string): string {
  if (system.length > 200 || !/^(?:https?:\/\/|urn:)[\w.:/%~|-]+(?:[?#]\S*)?$/.test(system)) return shapeOfText(system);
  const bare = system.replace(/[?#].*$/, '');
  return bare.startsWith('urn:oid:') ? bare : maskDigits(bare);
}

/** Hosts and schemes of standards: what stands below them is public. */
const PUBLIC =
  /^(?:https?:\/\/(?:[a-z0-9-]+\.)*(?:hl7\.org|hl7\.org\.uk|fhir\.nhs\.uk|snomed\.info|loinc\.org|read\.info|unitsofmeasure\.org|dmd\.nhs\.uk|who\.int|nema\.org|ihe\.net|smarthealthit\.org)(?=[:/|?#]|$)|urn:(?:oid|ietf|iso):)/;

/**
 * A system, canonical or extension URL that a record brought along: in full where it is of a standard or several subjects carry it,
 * else with the shape of what stands below the host, which could name a person.
 */
export function safeUrl(url: string, subjects: number): string {
  const shown = safeSystem(url);
  if (subjects >= SUBJECTS_FOR_WORDS || PUBLIC.test(shown) || shown.startsWith('(')) return shown;
  const [, host = '', below = ''] =
    /^((?:https?:\/\/[^/]*\/?|urn:(?:[^:]*:)?))(.*)$/.exec(url.replace(/[?#].*$/, '')) ?? [];
  return `${host}${below
    .split('/')
    .map((part) => (part === '' || WELL_KNOWN.has(part) ? part : shapeOfText(part)))
    .join('/')}`;
}

const WELL_KNOWN = new Set(['fhir', 'FHIR', 'StructureDefinition', 'CodeSystem', 'ValueSet', 'Id', 'R4', 'r4']);

/** A property name that a record made up: itself where it is spelt like an element and several subjects carry it. */
export const safeProperty = (name: string, subjects: number): string =>
  subjects >= SUBJECTS_FOR_WORDS && /^_?[a-z][A-Za-z]{0,40}$/.test(name) ? name : shapeOfText(name);

const maskDigits = (text: string): string => text.replace(/\d{8,}/g, (digits) => 'N'.repeat(digits.length));

/** An element path as it may be printed: property names come from the record too. */
export const safePath = (path: string): string =>
  maskDigits(path.replace(/[^A-Za-z0-9_.[\]():'/-]/g, '_')).slice(0, 200);

const isSnomed = (system: unknown): boolean => system === SYSTEM.snomed || system === SYSTEM.dmd;

/** Codes of FHIR's own are lower-case words: `in-progress`. */
const isPlainWord = (text: string): boolean => /^[a-z]+(?:-[a-z]+)*$/.test(text) && text.length <= 24;

const URLS = new Set(['url', 'system', 'extension', 'profile', 'valueSet']);

const isScheme = (text: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(text);

/** What printing an issue has to know beside it. */
export interface Witnesses {
  /** For how many subjects a text was seen. */
  readonly subjects: (text: string) => number;
  /** Whether definitions at hand have a type or canonical of that name. */
  readonly isKnown: (name: string) => boolean;
}

const printableUrl = (text: string, { subjects, isKnown }: Witnesses): string => {
  if (isKnown(text)) return text;
  return isScheme(text) ? safeUrl(text, subjects(text)) : safeProperty(text, subjects(text));
};

function printableCoded(text: string, witnesses: Witnesses): string {
  const hash = text.lastIndexOf('#');
  if (hash < 0) return isPlainWord(text) ? text : safeCode(text);
  const [system, code] = [text.slice(0, hash), text.slice(hash + 1)];
  const shown = isSnomed(system) ? safeSnomedCode(code) : safeCode(code);
  return `${printableUrl(system, witnesses)}#${shown}`;
}

/** A parameter of an issue as it may stand in a message that is kept. */
function printableParam(name: string, text: string, { system, near }: Params, witnesses: Witnesses): string {
  const { subjects, isKnown } = witnesses;
  if (name === 'code') return isSnomed(system) ? safeSnomedCode(text) : safeCode(text);
  if (name === 'codes') return printableCoded(text, witnesses);
  if (name === 'language' || name === 'fragment') return safeCode(text);
  if (name === 'property') return safeProperty(text, near === undefined ? subjects(text) : SUBJECTS_FOR_WORDS);
  if (URLS.has(name)) return printableUrl(text, witnesses);
  if (/^[A-Z][A-Za-z]*$/.test(text) && (name === 'type' || name === 'found') && !isKnown(text))
    return shapeOfText(text);
  return maskDigits(text);
}

/** An issue without what a record may have put into its parameters: codes, URLs, property names and numbers of persons. */
export function printableIssue(issue: Issue, witnesses: Witnesses): Issue {
  const { params } = issue;
  const shown = Object.entries(params).map(([name, value]): [string, Params[string]] => {
    const print = (text: string): string => printableParam(name, text, params, witnesses);
    if (typeof value === 'string') return [name, print(value)];
    return [name, typeof value === 'object' ? value.map(print) : value];
  });
  return { ...issue, params: Object.fromEntries(shown) };
}

/** The name of an issue's rule: the tool's own or a profile's, or one that a record made up and is shown as URLs and properties are. */
export function safeRule(rule: string, { property, near, url, system }: Params, witnesses: Witnesses): string {
  if (rule === property) return safeProperty(rule, near === undefined ? witnesses.subjects(rule) : SUBJECTS_FOR_WORDS);
  if (rule !== url && rule !== system && /^[\w.:[\]-]{1,60}$/.test(rule) && !isScheme(rule)) return rule;
  if (!isScheme(rule)) return printableUrl(rule, witnesses);
  return rule
    .split(' ')
    .map((url) => printableUrl(url, witnesses))
    .join(' ');
}
