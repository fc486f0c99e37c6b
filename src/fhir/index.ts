import { EXIT, ReadinessError } from '../model/index.js';
import { unreadableDocument, type FhirDocument, type XmlTypes } from './document.js';
import { decodeText } from './decode.js';
import { readJson } from './json/document.js';
import { readXml } from './xml/document.js';

export type { FhirDocument, XmlTypes } from './document.js';
export { indexBundle, serviceRoot, type BundleEntry, type BundleIndex } from './bundle.js';
export { describeSyntax, SYNTAX, type CodeEntry } from './messages.js';
export { parseCanonical, parseReference, type ParsedCanonical, type ParsedReference } from './references.js';
export { parsePath, withoutIndexes, type ElementPath, type PathStep } from './paths.js';

export interface ReadOptions {
  /** Default: XML where the first character is `<`, JSON otherwise. */
  readonly format?: 'json' | 'xml';
  /** Needed to read XML. */
  readonly types?: XmlTypes;
  /** Accept comments in JSON. */
  readonly allowComments?: boolean;
}

/** The format a text is written in, by its first character. */
export const formatOf = (text: string): 'json' | 'xml' => (/^\uFEFF?\s*</.test(text) ? 'xml' : 'json');

/**
 * Reads one resource. Bad content never throws: a text that cannot be read gives a document without a resource and with one fatal issue
 * (line, column, what was expected).
 * @throws ReadinessError `fhir.xml-types` when XML is read without `types`.
 */
export function readDocument(text: string, options: ReadOptions = {}): FhirDocument {
  if ((options.format ?? formatOf(text)) === 'json') return readJson(text, options.allowComments ?? false);
  if (options.types === undefined) {
    throw new ReadinessError('fhir.xml-types', 'XML can only be read with the definitions of its types', EXIT.internal);
  }
  return readXml(text, options.types);
}

/** Reads one resource from bytes; bytes that are not UTF-8 give a document without a resource and with one fatal issue. */
export function readBytes(bytes: Uint8Array, options: ReadOptions = {}): FhirDocument {
  const text = decodeText(bytes);
  if (typeof text === 'string') return readDocument(text, options);
  const { line = 1, column = 1 } = text.at;
  return unreadableDocument(options.format ?? 'json', text, { line, column });
}
