/** Why an XML text cannot be read. `found` names a kind of thing, never content. */
export interface XmlFault {
  readonly code: 'xml-syntax' | 'xml-doctype' | 'xml-namespace' | 'nesting-too-deep';
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
}

/** The parser's complaints, by how they begin, as what was expected and what was found. */
const COMPLAINTS: readonly (readonly [RegExp, string, string])[] = [
  [/^unexpected close tag|^unmatched closing tag/, 'the end tag of the innermost open element', 'another end tag'],
  [/^unclosed tag/, 'the end tag of every element', 'the end of the text'],
  [/^unexpected end|^end of file/, 'the rest of the markup', 'the end of the text'],
  [/^document must contain a root/, 'a FHIR resource as root element', 'no element'],
  [/^documents may contain only one root/, 'one root element', 'another element'],
  [/^text data outside of root/, 'nothing but the root element', 'text outside it'],
  [
    /^undefined entity|^malformed character entity/,
    'only the entities of XML itself (&amp; &lt; &gt; &quot; &apos; and numbers)',
    'another entity',
  ],
  [/entity/, 'an entity such as &amp;', 'an "&" by itself'],
  [/^unquoted attribute value/, 'an attribute value in quotes', 'a value without quotes'],
  [/^attribute without value|^no '=' after|^expected '='/, 'an attribute value', 'an attribute without one'],
  [/^no whitespace between attributes/, 'white space between attributes', 'none'],
  [/^duplicate attribute/, 'each attribute once', 'an attribute given twice'],
  [
    /^unbound namespace prefix|namespace|^xmlns prefix|^xml prefix/,
    'every namespace prefix declared',
    'a prefix that is not, or one XML reserves',
  ],
  [
    /^malformed name|^disallowed character in tag name|^empty tag name/,
    'an XML name',
    'a character that names cannot hold',
  ],
  [/^disallowed character/, 'only characters that XML allows here ("<" and "&" escaped)', 'another character'],
  [/^the string "\]\]>"/, 'text without "]]>"', '"]]>"'],
  [/comment/, 'a comment as XML allows it', 'a malformed one'],
  [
    /version|encoding|standalone|XML declaration/,
    'an XML declaration as XML allows it, at the very beginning',
    'another one',
  ],
  [/processing instruction/, 'a processing instruction as XML allows it', 'a malformed one'],
];

/** Puts a complaint of the parser (`line:column: words`) into our own terms: its words may quote the text. */
export function describeXmlFault(message: string, position: number, text: string): XmlFault {
  const words = message.replace(/^(?:[^:]*:)?\d+:\d+: /, '');
  const [, expected, found] = COMPLAINTS.find(([pattern]) => pattern.test(words)) ?? [
    /./,
    'well-formed XML',
    'something else',
  ];
  return { code: 'xml-syntax', offset: Math.min(position, text.length), expected, found };
}
