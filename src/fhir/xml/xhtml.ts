import { SaxesParser } from 'saxes';
import { XHTML, type XmlElement } from './elements.js';

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeValue = (text: string): string =>
  escapeText(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\r', '&#13;');

/**
 * The XHTML of an element as FHIR JSON holds it: its source as written where that stands by itself; otherwise the same markup with
 * prefixes taken away and the namespace declared on its root.
 */
export function xhtmlSource(element: XmlElement, text: string): string {
  const source = text.slice(element.start, element.end);
  if (element.namespaces === undefined) return source;
  const parser = new SaxesParser({ xmlns: true, additionalNamespaces: { ...element.namespaces } });
  const parts: string[] = [];
  const uris: string[] = [];
  parser.on('opentag', (tag) => {
    const declare = tag.uri === (uris.at(-1) ?? '') ? '' : ` xmlns="${escapeValue(tag.uri)}"`;
    uris.push(tag.uri);
    const attributes = Object.values(tag.attributes)
      .filter((attribute) => attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns')
      .map(
        (attribute) =>
          ` ${attribute.prefix === 'xml' ? attribute.name : attribute.local}="${escapeValue(attribute.value)}"`,
      );
    parts.push(`<${tag.local}${declare}${attributes.join('')}${tag.isSelfClosing ? '/>' : '>'}`);
  });
  parser.on('closetag', (tag) => {
    uris.pop();
    if (!tag.isSelfClosing) parts.push(`</${tag.local}>`);
  });
  parser.on('text', (content) => parts.push(escapeText(content)));
  parser.on('cdata', (content) => parts.push(escapeText(content)));
  parser.write(source).close();
  return parts.join('');
}

export const isXhtml = (element: XmlElement): boolean => element.uri === XHTML;
