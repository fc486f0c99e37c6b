import { SaxesParser } from 'saxes';
import { PRIMITIVES } from '../primitive.js';
import {
  ACTIVE_STYLE,
  ATTRIBUTES,
  BLOCKS,
  ELEMENTS,
  forbiddenIn,
  holdsText,
  IMAGE_SCHEMES,
  LINK_SCHEMES,
  LOADING_STYLE,
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
  | 'style'
  | 'entity'
  | 'empty'
  | 'link'
  | 'link-malformed'
  | 'link-unresolved';

/** One fault: its kind and the markup concerned, never text of the narrative. */
export interface XhtmlFault {
  readonly kind: XhtmlFaultKind;
  readonly element?: string;
  readonly attribute?: string;
  /** Scheme of a link, name of an entity, or what the element stands within. */
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
/** What no URL holds (RFC 3986, with letters of all scripts). */
const NOT_IN_URL = /[^\p{Nd}\p{Alphabetic};?:@&=+$.,/%\-_~#[\]!'()*|]/u;
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
  readonly #around: string[] = [];
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
      this.#text(text);
    });
    parser.on('cdata', (text) => {
      this.#text(text);
    });
    parser.on('opentag', (tag) => {
      this.#open(tag.local, tag.uri);
      for (const { name, value, prefix, uri } of Object.values(tag.attributes))
        this.#attribute(tag.local, name, value, prefix, uri);
    });
    parser.on('closetag', () => this.#around.pop());
    try {
      parser.write(div.trim()).close();
    } catch {
      if (!this.#broken) this.faults.push({ kind: 'malformed' });
      this.#broken = true;
    }
    if (!this.#broken && !this.#readable) this.faults.push({ kind: 'empty' });
  }

  #text(text: string): void {
    if (!/\S/.test(text)) return;
    this.#readable = true;
    const within = this.#around.at(-1);
    if (within !== undefined && !holdsText(within)) this.faults.push({ kind: 'nesting', detail: within });
  }

  #open(name: string, uri: string): void {
    const around = this.#around;
    const root = around.length === 0;
    if (around.length >= DEEPEST) throw new RangeError('Nested too deeply');
    if (root && name !== 'div') this.faults.push({ kind: 'root', element: name });
    if (root && uri !== XHTML) this.faults.push({ kind: 'namespace', element: name });
    else if (uri !== XHTML && uri !== '') this.faults.push({ kind: 'namespace', element: name });
    if (name === 'script') this.faults.push({ kind: 'active', element: name });
    else if (!ELEMENTS.has(name) && !(root && name !== 'div')) this.faults.push({ kind: 'element', element: name });
    else {
      const within = this.#forbidding(name);
      if (within !== undefined) this.faults.push({ kind: 'nesting', element: name, detail: within });
    }
    around.push(name);
    if (VISIBLE_EMPTY.has(name)) this.#readable = true;
  }

  #forbidding(name: string): string | undefined {
    if (BLOCKS.has(name) && this.#around.includes('p')) return 'p';
    if (name === 'a' && this.#around.includes('a')) return 'a';
    return forbiddenIn(this.#around, name);
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
    else if (name === 'style' && LOADING_STYLE.test(value))
      this.faults.push({ kind: 'style', element, attribute: name });
    else if ((!ATTRIBUTES.has(name) && !(prefix === 'xml' && uri !== '')) || isForeign(name, element))
      this.faults.push({ kind: 'attribute', element, attribute: name });
    else if (name === 'href' || name === 'src') this.#link(element, name, value, scheme);
  }

  #link(element: string, attribute: string, value: string, scheme: string | undefined): void {
    if (!isSoundUrl(value, scheme)) {
      this.faults.push({ kind: 'link-malformed', element, attribute });
      return;
    }
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

/** A URL has no characters but its own, a data URL has data (RFC 3986, RFC 2397). */
function isSoundUrl(url: string, scheme: string | undefined): boolean {
  if (scheme !== 'data') return url !== '' && !NOT_IN_URL.test(url);
  const comma = url.indexOf(',');
  if (comma < 0 || comma === url.length - 1) return false;
  return !url.slice(0, comma).endsWith(';base64') || faultOfBase64?.(url.slice(comma + 1)) === undefined;
}

const faultOfBase64 = PRIMITIVES.get('base64Binary');
