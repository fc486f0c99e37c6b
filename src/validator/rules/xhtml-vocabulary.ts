/** XHTML namespace of `Narrative.div`. */
export const XHTML = 'http://www.w3.org/1999/xhtml';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** HTML 4.0 chapters 7 to 11 (without 9.4) and 15, `a` and `img` (R4 narrative.html), deprecated elements apart. */
export const ELEMENTS = words(
  'a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 ' +
    'hr i img kbd li map ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var',
);

/** Attributes that txt-1 and the schema of narratives allow. */
export const ATTRIBUTES = words(
  'abbr accesskey align alt axis bgcolor border cellhalign cellpadding cellspacing cellvalign char charoff charset cite class ' +
    'colspan compact coords dir frame headers height href hreflang hspace id ismap lang longdesc name nohref nowrap rel rev rowspan rules ' +
    'scope shape span src start style summary tabindex title type usemap valign value vspace width xml:lang xml:space xmlns',
);

/** Blocks, which a paragraph cannot hold (XHTML 1.0: the content of `p` is inline). */
export const BLOCKS = words('address blockquote div dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul');

/** Attributes that belong to some elements alone (HTML 4.0, index of attributes). */
export const OWNED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['href', words('a area')],
  ['src', words('img')],
  ['name', words('a img map')],
]);

/** Elements without content, which stand for something to read. */
export const VISIBLE_EMPTY = words('img');

/** What may hold what, as far as it is limited (XHTML 1.0, the schema of narratives); numbers are sets of kinds. */
export interface Place {
  readonly name: string;
  /** The kind of what holds certain elements alone; 0 for all others. */
  readonly kind: number;
  /** Kinds that may hold it. */
  readonly within: number;
  /** Kinds of which one must hold it; 0 where anything may. */
  readonly needs: number;
  /** A block that is never within text. */
  readonly heavy: boolean;
  /** Holds text and inline elements alone. */
  readonly inline: boolean;
}

const TABLE = 1;
const ROWS = 2;
const ROW = 4;
const LIST = 8;
const TERMS = 16;
const MAP = 32;
const NOTHING = 64;
const COLUMNS = 128;

const HEAVY = words('div pre table ul ol');
const INLINE = words(
  'h1 h2 h3 h4 h5 h6 pre address a b em i strong small big sub sup code tt dfn q var abbr acronym cite bdo kbd samp span ' +
    'caption dt',
);
const KINDS: Readonly<Record<string, number>> = {
  ...{ table: TABLE, thead: ROWS, tfoot: ROWS, tbody: ROWS, tr: ROW, ul: LIST, ol: LIST, dl: TERMS, map: MAP },
  ...{ br: NOTHING, hr: NOTHING, img: NOTHING, area: NOTHING, col: NOTHING, colgroup: COLUMNS },
};
const NEEDS: Readonly<Record<string, number>> = {
  ...{ li: LIST, dt: TERMS, dd: TERMS, tr: TABLE | ROWS, td: ROW, th: ROW, col: TABLE | COLUMNS },
  ...{ caption: TABLE, colgroup: TABLE, thead: TABLE, tfoot: TABLE, tbody: TABLE },
};

const placeOf = (name: string): Place => ({
  name,
  kind: KINDS[name] ?? 0,
  within: NEEDS[name] ?? (name === 'area' ? MAP : 0),
  needs: NEEDS[name] ?? 0,
  heavy: HEAVY.has(name),
  inline: INLINE.has(name),
});

export const PLACES: ReadonlyMap<string, Place> = new Map([...ELEMENTS].map((name) => [name, placeOf(name)]));
export const ANYWHERE: Place = placeOf('');

/** Whether an element may not stand right within another. */
export const isMisplaced = ({ within, needs }: Place, { kind }: Place): boolean =>
  (kind !== 0 && (within & kind) === 0) || (needs !== 0 && (needs & kind) === 0);

/** The element around, of those that are open, within which another may not stand. */
export function forbiddenIn(open: readonly string[], name: string): string | undefined {
  const parent = open[open.length - 1];
  const place = PLACES.get(name);
  if (parent === undefined || place === undefined) return undefined;
  if (isMisplaced(place, PLACES.get(parent) ?? ANYWHERE)) return parent;
  return place.heavy ? open.find((outer) => PLACES.get(outer)?.inline) : undefined;
}

/** Whether text may stand within an element. */
export const holdsText = (name: string): boolean => (PLACES.get(name)?.kind ?? 0) === 0;

/** Schemes that name a thing without leading to it. */
export const NO_LINKS = words('urn cid');
/** Schemes a person can follow from a text. */
export const LINK_SCHEMES = words('http https mailto tel sms ftp ftps sftp geo');
export const IMAGE_SCHEMES = words('http https cid data');

/** A style that runs something. */
export const ACTIVE_STYLE = /expression\s*\(|javascript:/i;
/** A style that loads something. */
export const LOADING_STYLE = /url\s*\(\s*['"]?\s*(?!#|data:image\/)/i;
