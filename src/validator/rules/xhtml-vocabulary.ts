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

/** Schemes a person can follow from a text. */
export const LINK_SCHEMES = words('http https mailto tel sms ftp ftps sftp cid geo');
export const IMAGE_SCHEMES = words('http https cid data');

/** Attributes in a style that load or run something. */
export const ACTIVE_STYLE = /expression\s*\(|javascript:|url\s*\(\s*['"]?\s*(?!#|data:image\/)/i;
