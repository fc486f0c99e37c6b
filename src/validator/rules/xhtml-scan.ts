import { ANYWHERE, ATTRIBUTES, BLOCKS, isMisplaced, OWNED, PLACES, XHTML, type Place } from './xhtml-vocabulary.js';

const ENTITY = /&(?:amp|lt|gt|quot|apos);/y;
/** What XML cannot carry, and characters beyond the basic plane, which are left to the parser. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const UNUSUAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;
/** Links to the web, to something beside the resource, or within the narrative. */
const PLAIN_LINK = /^(?:(?:https?:\/\/|#|[A-Z][A-Za-z]+\/)[\w;?:@=+$.,/%~#!*-]*|[\w./?=#%-]+)$/;
const PLAIN_MAIL = /^mailto:[\w;?:@=+$.,/%~#!*-]*$/;
const PLAIN_STYLE = /^[\w\s:;#%.,()-]*$/;
const ACTIVE_STYLE = /url|expression|script/i;
/** Attributes whose value is looked at. */
const LOOKED_AT = ['href', 'src', 'style', 'xmlns'];
const LANGUAGES = ['lang', 'xml:lang'];

/** How nearly every narrative begins. */
const START = `<div xmlns="${XHTML}">`;

const END = '</div>';

const TAB = 9;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const AMPERSAND = 38;
const SLASH = 47;
const COLON = 58;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;

/** `bare`: sound, without links into itself and languages; `sound`; or `ask` the parser, which says nothing about faults. */
export type Scan = 'bare' | 'sound' | 'ask';

/** What is known by name, by a number made of the letters of the name, so that a name in a text is known without being cut out of it. */
class Names<T extends { readonly name: string }> {
  readonly #byNumber = new Map<number, T>();

  constructor(known: Iterable<T>) {
    for (const one of known) {
      const { name } = one;
      let number = 0;
      for (let i = 0; i < name.length; i += 1) number = mixed(number, name.charCodeAt(i));
      if (this.#byNumber.has(number)) throw new Error(`${name} has the number of another name`);
      this.#byNumber.set(number, one);
    }
  }

  /** What has the name that stands at `from` and gives this number. */
  at(text: string, from: number, to: number, number: number): T | undefined {
    const known = this.#byNumber.get(number);
    return known?.name.length === to - from && text.startsWith(known.name, from) ? known : undefined;
  }
}

const mixed = (number: number, code: number): number => (Math.imul(number, 31) + code) | 0;
const isSpace = (code: number): boolean => code === SPACE || (code >= TAB && code <= 13);
const isLetter = (code: number): boolean => code >= 97 && code <= 122;

const ELEMENT_NAMES = new Names(PLACES.values());
const ATTRIBUTE_NAMES = new Names([...ATTRIBUTES].map((name) => ({ name })));
const ROOT = PLACES.get('div') ?? ANYWHERE;

/** Finds out in one pass whether a narrative is plain and surely sound. */
export function quickScan(div: string): Scan {
  // a slice is compared at once, where startsWith goes from character to character
  const usual = div.slice(0, START.length) === START;
  if ((!usual && !div.startsWith('<div')) || UNUSUAL.test(div) || div.includes(']]>')) return 'ask';
  if (usual && isText(div)) return 'bare';
  return new Scanner(div, usual ? START.length : 0).scan();
}

/** Whether there is nothing but words between the usual start tag and its end. */
function isText(div: string): boolean {
  const end = div.indexOf('<', START.length);
  if (end < 0 || end !== div.length - END.length || !div.endsWith(END) || div.includes('&')) return false;
  return div.charCodeAt(START.length) > SPACE && end > START.length;
}

class Scanner {
  #at: number;
  #bare = true;
  readonly #entities: boolean;
  readonly #open: Place[] = [];
  #paragraphs = 0;
  #links = 0;
  #inline = 0;

  /** What comes before `from` is the start tag of the root. */
  constructor(
    readonly text: string,
    from: number,
  ) {
    this.#at = from;
    if (from > 0) this.#open.push(ROOT);
    this.#entities = text.includes('&');
  }

  scan(): Scan {
    const { text } = this;
    const { length } = text;
    const open = this.#open;
    let readable = false;
    while (this.#at < length) {
      const at = this.#at;
      if (text.charCodeAt(at) !== LESS) {
        const next = text.indexOf('<', at);
        if (next < 0 || open.length === 0 || (this.#entities && !entitiesAreKnown(text, at, next))) return 'ask';
        const textual = open[open.length - 1]?.kind === 0;
        for (let i = at; !(readable && textual) && i < next; i += 1) {
          if (text.charCodeAt(i) <= SPACE) continue;
          if (!textual) return 'ask';
          readable = true;
        }
        this.#at = next;
      } else if (text.charCodeAt(at + 1) === SLASH) {
        const place = open.pop();
        if (place === undefined || !text.startsWith(place.name, at + 2)) return 'ask';
        this.#count(place, -1);
        const end = at + 2 + place.name.length;
        if (text.charCodeAt(end) !== GREATER) return 'ask';
        this.#at = end + 1;
        if (open.length === 0) return this.#at === length && readable ? (this.#bare ? 'bare' : 'sound') : 'ask';
      } else if (!this.#tag()) return 'ask';
    }
    return 'ask';
  }

  /** Keeps what may not stand within itself. */
  #count({ name, inline }: Place, change: 1 | -1): void {
    if (inline) this.#inline += change;
    if (name === 'p') this.#paragraphs += change;
    else if (name === 'a') this.#links += change;
  }

  /** Reads a start tag; false where it is not a plain one. */
  #tag(): boolean {
    const { text } = this;
    const start = this.#at + 1;
    let at = start;
    let number = 0;
    let code = text.charCodeAt(at);
    if (!isLetter(code)) return false;
    while (isLetter(code) || (code >= 48 && code <= 57)) {
      number = mixed(number, code);
      at += 1;
      code = text.charCodeAt(at);
    }
    const place = ELEMENT_NAMES.at(text, start, at, number);
    if (place === undefined) return false;
    const { name } = place;
    if ((this.#paragraphs > 0 && BLOCKS.has(name)) || (this.#links > 0 && name === 'a')) return false;
    const open = this.#open;
    if (isMisplaced(place, open[open.length - 1] ?? ANYWHERE) || (place.heavy && this.#inline > 0)) return false;
    this.#at = at;
    const root = this.#open.length === 0;
    if (code === GREATER ? root : !this.#attributes(name, root)) return false;
    at = this.#at;
    const closed = text.charCodeAt(at) === SLASH;
    if (closed) at += 1;
    if (text.charCodeAt(at) !== GREATER) return false;
    if (!closed) {
      open.push(place);
      this.#count(place, 1);
    }
    this.#at = at + 1;
    return true;
  }

  /** Reads attributes, up to what closes the tag; the root must name the namespace. */
  #attributes(element: string, root: boolean): boolean {
    const { text } = this;
    const seen: string[] = [];
    let at = this.#at;
    for (;;) {
      const gap = at;
      while (isSpace(text.charCodeAt(at))) at += 1;
      const start = at;
      let number = 0;
      let code = text.charCodeAt(at);
      while (isLetter(code) || code === COLON) {
        number = mixed(number, code);
        at += 1;
        code = text.charCodeAt(at);
      }
      if (at === start) {
        this.#at = at;
        return !root || seen.includes('xmlns');
      }
      if (gap === start || code !== EQUALS || text.charCodeAt(at + 1) !== QUOTE) return false;
      const name = ATTRIBUTE_NAMES.at(text, start, at, number)?.name;
      const from = at + 2;
      const to = valueEnd(text, from);
      if (name === undefined || to < 0 || seen.includes(name)) return false;
      if (OWNED.get(name)?.has(element) === false) return false;
      if (LOOKED_AT.includes(name) && !isPlainValue(name, text.slice(from, to))) return false;
      if (LANGUAGES.includes(name) || text.charCodeAt(from) === HASH) this.#bare = false;
      seen.push(name);
      at = to + 1;
    }
  }
}

/** Where a value without markup ends, or -1. */
function valueEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === LESS || code === AMPERSAND) return -1;
  }
  return -1;
}

function isPlainValue(name: string, value: string): boolean {
  if (name === 'xmlns') return value === XHTML;
  if (name === 'style') return PLAIN_STYLE.test(value) && !ACTIVE_STYLE.test(value);
  return PLAIN_LINK.test(value) || (name === 'href' && PLAIN_MAIL.test(value));
}

function entitiesAreKnown(div: string, from: number, to: number): boolean {
  for (let at = div.indexOf('&', from); at >= 0 && at < to; at = div.indexOf('&', at + 1)) {
    ENTITY.lastIndex = at;
    if (!ENTITY.test(div)) return false;
  }
  return true;
}
