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
  let xhtmlDepth = 0;
  let deep = 0;

  const open = (tag: SaxesTagNS): void => {
    deep += 1;
    if (deep > MAX_ELEMENTS_DEEP) throw tooDeep(text.lastIndexOf('<', parser.position));
    if (xhtmlDepth > 0) {
      xhtmlDepth += 1;
      const div = stack.at(-1);
      if (tag.prefix !== '' && div !== undefined) div.namespaces ??= inForce(scopes);
      return;
    }
    scopes.push(tag.ns);
    const start = text.lastIndexOf('<', parser.position - 1);
    const element: XmlElement = {
      name: tag.local,
      uri: tag.uri,
      start,
      end: start,
      attributes: attributesOf(tag),
      children: [],
      texts: [],
    };
    if (tag.uri === XHTML) {
      xhtmlDepth = 1;
      if (tag.prefix !== '' || tag.ns[''] !== XHTML) element.namespaces = inForce(scopes);
    }
    stack.at(-1)?.children.push(element);
    if (root === undefined) {
      root = element;
      encoding = parser.xmlDecl.encoding;
    }
    stack.push(element);
  };
  const close = (): void => {
    deep -= 1;
    if (xhtmlDepth > 0) xhtmlDepth -= 1;
    if (xhtmlDepth > 0) return;
    scopes.pop();
    const element = stack.pop();
    if (element !== undefined) element.end = parser.position;
  };
  const refuse = (offset: number): void => {
    if (xhtmlDepth === 0) stack.at(-1)?.texts.push(offset);
  };

  parser.on('error', (error) => {
    throw new Stop(describeXmlFault(error.message, parser.position, text));
  });
  parser.on('opentag', open);
  parser.on('closetag', close);
  parser.on('text', (content) => {
    if (!/\S/.test(content)) return;
    const begin = text.lastIndexOf('>', parser.position - 2) + 1;
    refuse(begin + Math.max(0, text.slice(begin, parser.position).search(/\S/)));
  });
  // Handlers are set only where they are needed: past a dozen fields set this way, V8 makes the parser ten times slower.
  if (text.includes('<!DOCTYPE')) {
    parser.on('doctype', () => {
      const offset = Math.max(0, text.lastIndexOf('<!DOCTYPE', parser.position));
      throw new Stop({ code: 'xml-doctype', offset, expected: 'no document type', found: 'a document type' });
    });
  }
  if (text.includes('<![CDATA[')) {
    parser.on('cdata', (content) => {
      if (/\S/.test(content)) refuse(text.lastIndexOf('<![CDATA[', parser.position));
    });
  }
  if (text.includes('<?', 2)) {
    parser.on('processinginstruction', () => {
      instructions.push(Math.max(0, text.lastIndexOf('<?', parser.position)));
    });
  }

  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Stop) return error.fault;
    throw error;
  }
  if (root === undefined) return describeXmlFault('document must contain a root element', text.length, text);
  return { root, instructions, ...(encoding !== undefined && { encoding }) };
}

const NONE: readonly XmlAttribute[] = [];

/** Without namespace declarations. */
function attributesOf(tag: SaxesTagNS): readonly XmlAttribute[] {
  let attributes: XmlAttribute[] | undefined;
  for (const name in tag.attributes) {
    const attribute = tag.attributes[name];
    if (attribute !== undefined && attribute.uri !== XMLNS) (attributes ??= []).push(attribute);
  }
  return attributes ?? NONE;
}

function tooDeep(offset: number): Stop {
  const expected = `at most ${MAX_ELEMENTS_DEEP} levels of elements`;
  return new Stop({ code: 'nesting-too-deep', offset, expected, found: 'more' });
}

/** All declarations in force, inner ones over outer ones. */
function inForce(scopes: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...scopes) as Readonly<Record<string, string>>;
}
