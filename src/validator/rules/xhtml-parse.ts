import { SaxesParser } from 'saxes';
import {
  ACTIVE_STYLE,
  ATTRIBUTES,
  BLOCKS,
  ELEMENTS,
  IMAGE_SCHEMES,
  LINK_SCHEMES,
  OWNED,
  VISIBLE_EMPTY,
  XHTML,
} from './xhtml-vocabulary.js';

export type XhtmlFaultKind =
  | 'malformed'
  | 'root'
  | 'namespace'
  | 'element'
  | 'nesting'
  | 'attribute'
  | 'active'
  | 'entity'
  | 'empty'
  | 'link'
  | 'link-unresolved';

/** One fault: its kind and the markup concerned, never text of the narrative. */
export interface XhtmlFault {
  readonly kind: XhtmlFaultKind;
  readonly element?: string;
  readonly attribute?: string;
  /** Scheme of a link, or name of an entity. */
  readonly detail?: string;
}

/** What a parse of XHTML yields beside its faults. */
export interface XhtmlReading {
  readonly faults: readonly XhtmlFault[];
  /** Ids and names of anchors. */
  readonly anchors: ReadonlySet<string>;
  /** Targets of `href="#x"` and `src="#x"`. */
  readonly fragments: ReadonlySet<string>;
  readonly languages: readonly string[];
}

const SCHEME = /^\s*([A-Za-z][A-Za-z0-9+.-]*):/;
const DEEPEST = 200;
/** Errors after which the rest is not read: it is no XHTML, and each costs time. */
const MOST_ERRORS = 1000;

/** Reads XHTML with a parser and names every fault. */
export function parseXhtml(div: string): XhtmlReading {
  const reader = new XhtmlReader();
  reader.read(div);
  return reader;
}

class XhtmlReader implements XhtmlReading {
  readonly faults: XhtmlFault[] = [];
  readonly anchors = new Set<string>();
  readonly fragments = new Set<string>();
  readonly languages: string[] = [];
  #depth = 0;
  #paragraphs = 0;
  #links = 0;
  #readable = false;
  #broken = false;

  read(div: string): void {
    const parser = new SaxesParser({ xmlns: true });
    let errors = 0;
    parser.on('error', (error) => {
      if (++errors > MOST_ERRORS) throw error;
      if (this.#broken) return;
      this.#broken = true;
      const entity = /undefined entity:? ?(\S*)/i.exec(error.message);
      if (entity) this.faults.push({ kind: 'entity', detail: (entity[1] ?? '').slice(0, 32) });
      else this.faults.push({ kind: 'malformed' });
    });
    parser.on('doctype', () => this.faults.push({ kind: 'malformed' }));
    parser.on('text', (text) => {
      if (/\S/.test(text)) this.#readable = true;
    });
    parser.on('cdata', (text) => {
      if (/\S/.test(text)) this.#readable = true;
    });
    parser.on('opentag', (tag) => {
      this.#open(tag.local, tag.uri);
      for (const { name, value, prefix, uri } of Object.values(tag.attributes))
        this.#attribute(tag.local, name, value, prefix, uri);
    });
    parser.on('closetag', ({ local }) => {
      this.#depth -= 1;
      if (local === 'p') this.#paragraphs -= 1;
      else if (local === 'a') this.#links -= 1;
    });
    try {
      parser.write(div.trim()).close();
    } catch {
      if (!this.#broken) this.faults.push({ kind: 'malformed' });
      this.#broken = true;
    }
    if (!this.#broken && !this.#readable) this.faults.push({ kind: 'empty' });
  }

  #open(name: string, uri: string): void {
    const root = this.#depth === 0;
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new RangeError('Nested too deeply');
    if (root && name !== 'div') this.faults.push({ kind: 'root', element: name });
    if (root && uri !== XHTML) this.faults.push({ kind: 'namespace', element: name });
    else if (uri !== XHTML && uri !== '') this.faults.push({ kind: 'namespace', element: name });
    if (name === 'script') this.faults.push({ kind: 'active', element: name });
    else if (!ELEMENTS.has(name) && !(root && name !== 'div')) this.faults.push({ kind: 'element', element: name });
    else if ((this.#paragraphs > 0 && BLOCKS.has(name)) || (this.#links > 0 && name === 'a'))
      this.faults.push({ kind: 'nesting', element: name });
    if (name === 'p') this.#paragraphs += 1;
    else if (name === 'a') this.#links += 1;
    if (VISIBLE_EMPTY.has(name)) this.#readable = true;
  }

  #attribute(element: string, name: string, value: string, prefix: string, uri: string): void {
    if (prefix === 'xmlns') return;
    if (name === 'lang' || name === 'xml:lang') this.languages.push(value);
    if (name === 'id' || (name === 'name' && element === 'a')) this.anchors.add(value);
    const scheme = SCHEME.exec(value)?.[1]?.toLowerCase();
    if (/^on/i.test(name)) this.faults.push({ kind: 'active', element, attribute: name });
    else if (scheme === 'javascript' || scheme === 'vbscript')
      this.faults.push({ kind: 'active', element, attribute: name });
    else if (name === 'style' && ACTIVE_STYLE.test(value))
      this.faults.push({ kind: 'active', element, attribute: name });
    else if ((!ATTRIBUTES.has(name) && !(prefix === 'xml' && uri !== '')) || isForeign(name, element))
      this.faults.push({ kind: 'attribute', element, attribute: name });
    else if (name === 'href' || name === 'src') this.#link(element, name, value.trim(), scheme);
  }

  #link(element: string, attribute: string, value: string, scheme: string | undefined): void {
    if (value.startsWith('#')) {
      if (value.length > 1) this.fragments.add(value.slice(1));
      return;
    }
    if (scheme === undefined) return;
    const allowed = attribute === 'src' ? IMAGE_SCHEMES : LINK_SCHEMES;
    if (!allowed.has(scheme)) this.faults.push({ kind: 'link', element, attribute, detail: scheme });
  }
}

/** An attribute of other elements; one of an element that is not allowed is no fault of its own. */
const isForeign = (attribute: string, element: string): boolean =>
  ELEMENTS.has(element) && OWNED.get(attribute)?.has(element) === false;
