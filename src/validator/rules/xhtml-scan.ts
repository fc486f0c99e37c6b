import { ATTRIBUTES, ELEMENTS, XHTML } from './xhtml-vocabulary.js';

const OPEN = /<([a-z][a-z0-9]*)((?:\s+[a-z:]+="[^"<&]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([a-z:]+)="([^"]*)"/g;
const ENTITY = /&(?:amp|lt|gt|quot|apos);/y;
/** What XML cannot carry, and characters beyond the basic plane, which are left to the parser. */
const UNUSUAL = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd]|\]\]>/;
/** Attributes whose value needs no look. */
const INERT = new Set([...ATTRIBUTES].filter((name) => !['href', 'src', 'style', 'xmlns'].includes(name)));
/** Links to the web, to a resource of the server, or within the narrative. */
const PLAIN_LINK = /^(?:https?:\/\/|#|[A-Z][A-Za-z]+\/)/;
const PLAIN_STYLE = /^[\w\s:;#%.,()-]*$/;

/** How nearly every narrative begins. */
const START = `<div xmlns="${XHTML}">`;

/** `bare`: sound, and without attributes but the namespace; `sound`; or `ask` the parser, which says nothing about faults. */
export type Scan = 'bare' | 'sound' | 'ask';

/** Finds out in one pass whether a narrative is plain and surely sound. */
export function quickScan(div: string): Scan {
  if (UNUSUAL.test(div)) return 'ask';
  const usual = div.startsWith(START);
  const entities = div.includes('&');
  if (!usual && !div.startsWith('<div')) return 'ask';
  const open: string[] = usual ? ['div'] : [];
  let readable = false;
  let bare = usual;
  let at = usual ? START.length : 0;
  while (at < div.length) {
    if (div.charCodeAt(at) !== 60) {
      const next = div.indexOf('<', at);
      if (next < 0 || open.length === 0) return 'ask';
      if (entities && !entitiesAreKnown(div, at, next)) return 'ask';
      for (let i = at; !readable && i < next; i += 1) readable = div.charCodeAt(i) > 32;
      at = next;
    } else if (div.charCodeAt(at + 1) === 47) {
      const name = open.pop();
      if (name === undefined || !div.startsWith(name, at + 2)) return 'ask';
      at += name.length + 2;
      if (div.charCodeAt(at) !== 62) return 'ask';
      at += 1;
      if (open.length === 0) return at === div.length && readable ? (bare ? 'bare' : 'sound') : 'ask';
    } else {
      OPEN.lastIndex = at;
      const tag = OPEN.exec(div);
      if (tag === null) return 'ask';
      const { 1: name = '', 2: attributes = '', 3: closed = '' } = tag;
      if (!ELEMENTS.has(name) || !attributesArePlain(attributes, open.length === 0)) return 'ask';
      if (attributes !== '') bare = false;
      if (closed === '') open.push(name);
      at = OPEN.lastIndex;
    }
  }
  return 'ask';
}

function entitiesAreKnown(div: string, from: number, to: number): boolean {
  for (let at = div.indexOf('&', from); at >= 0 && at < to; at = div.indexOf('&', at + 1)) {
    ENTITY.lastIndex = at;
    if (!ENTITY.test(div)) return false;
  }
  return true;
}

function attributesArePlain(text: string, root: boolean): boolean {
  let named = false;
  if (text !== '') {
    const seen: string[] = [];
    for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) {
      if (seen.includes(name)) return false;
      seen.push(name);
      if (name === 'xmlns') {
        if (value !== XHTML) return false;
        named = true;
      } else if (name === 'style') {
        if (!PLAIN_STYLE.test(value) || /url|expression|script/i.test(value)) return false;
      } else if (name === 'href' || name === 'src') {
        if (!PLAIN_LINK.test(value)) return false;
      } else if (!INERT.has(name)) return false;
    }
  }
  return named || !root;
}
