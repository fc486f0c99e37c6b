import { SaxesParser, type SaxesTagNS } from 'saxes';
import { describeXmlFault, type XmlFault } from './fault.js';

export const XHTML = 'http://www.w3.org/1999/xhtml';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Levels of elements a document may have: each is an object in an array in the JSON tree. */
const MAX_ELEMENTS_DEEP = 256;

export interface XmlAttribute {
  readonly name: string;
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

/** An element as it stands in the text. Elements inside XHTML are not opened: their source is what counts. */
export interface XmlElement {
  readonly name: string;
  readonly uri: string;
  /** Offset of its `<`. */
  readonly start: number;
  /** Offset behind its end tag. */
  end: number;
  /** Namespace declarations left out. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlElement[];
  /** Offsets of text other than white space. */
  readonly texts: number[];
  /** Namespace declarations in force, where this is XHTML that leans on its ancestors' declarations or uses prefixes. */
  namespaces?: Readonly<Record<string, string>>;
}

export interface XmlText {
  readonly root: XmlElement;
  /** As the XML declaration names it. */
  readonly encoding?: string;
  /** Offsets of processing instructions. */
  readonly instructions: readonly number[];
}

/** Thrown by handlers to leave the parser at the first fault. */
class Stop extends Error {
  constructor(readonly fault: XmlFault) {
    super('stop');
  }
}

/**
 * Parses an XML text without recursion. Document types are refused before anything in them is read, so there are no external entities
 * and no entity expansion.
 */
export function parseElements(text: string): XmlText | XmlFault {
  const parser = new SaxesParser({ xmlns: true });
  const stack: XmlElement[] = [];
  const scopes: Readonly<Record<string, string>>[] = [];
  const instructions: number[] = [];
  let root: XmlElement | undefined;
  let encoding: string | undefined;
  let start = 0;
  let behind = 0;
  let xhtmlDepth = 0;
  let deep = 0;

  const open = (tag: SaxesTagNS): void => {
    behind = parser.position;
    deep += 1;
    if (deep > MAX_ELEMENTS_DEEP) {
      const expected = `at most ${MAX_ELEMENTS_DEEP} levels of elements`;
      throw new Stop({ code: 'nesting-too-deep', offset: start, expected, found: 'more' });
    }
    if (xhtmlDepth > 0) {
      xhtmlDepth += 1;
      const div = stack.at(-1);
      if (tag.prefix !== '' && div !== undefined) div.namespaces ??= inForce(scopes);
      return;
    }
    scopes.push(tag.ns);
    const element: XmlElement = {
      name: tag.local,
      uri: tag.uri,
      start,
      end: start,
      attributes: Object.values(tag.attributes).filter((attribute) => attribute.uri !== XMLNS),
      children: [],
      texts: [],
    };
    if (tag.uri === XHTML) {
      xhtmlDepth = 1;
      if (tag.prefix !== '' || tag.ns[''] !== XHTML) element.namespaces = inForce(scopes);
    }
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  };

  parser.on('xmldecl', (declaration) => {
    encoding = declaration.encoding;
  });
  parser.on('doctype', () => {
    const offset = Math.max(0, text.lastIndexOf('<!DOCTYPE', parser.position));
    throw new Stop({ code: 'xml-doctype', offset, expected: 'no document type', found: 'a document type' });
  });
  parser.on('error', (error) => {
    throw new Stop(describeXmlFault(error.message, parser.position, text));
  });
  parser.on('opentagstart', (tag) => {
    start = parser.position - tag.name.length - 2;
  });
  parser.on('opentag', open);
  parser.on('closetag', () => {
    behind = parser.position;
    deep -= 1;
    if (xhtmlDepth > 0) xhtmlDepth -= 1;
    if (xhtmlDepth > 0) return;
    scopes.pop();
    const element = stack.pop();
    if (element !== undefined) element.end = behind;
  });
  const onText = (content: string): void => {
    if (xhtmlDepth > 0 || !/\S/.test(content)) return;
    stack.at(-1)?.texts.push(behind + Math.max(0, text.slice(behind).search(/\S/)));
  };
  parser.on('text', onText);
  parser.on('cdata', (content) => {
    onText(content === '' ? ' ' : content);
    behind = parser.position;
  });
  parser.on('comment', () => {
    behind = parser.position;
  });
  parser.on('processinginstruction', () => {
    instructions.push(Math.max(0, text.lastIndexOf('<?', parser.position)));
    behind = parser.position;
  });

  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Stop) return error.fault;
    throw error;
  }
  if (root === undefined) return describeXmlFault('document must contain a root element', text.length, text);
  return { root, instructions, ...(encoding !== undefined && { encoding }) };
}

/** All declarations in force, inner ones over outer ones. */
function inForce(scopes: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...scopes) as Readonly<Record<string, string>>;
}
