import { entry, type Entries } from './entry.js';

const PAGE = 'narrative.html';
const at = (p: (name: string) => string): string => (p('element') === '' ? '' : ` at <${p('element')}>`);

/** Narratives. */
export const NARRATIVES: Entries = {
  'narrative-malformed': entry(
    'Narrative is not well-formed',
    (p) => `The narrative is not well-formed XHTML${at(p)}`,
    {
      rule: 'text.div is a fragment of well-formed XHTML.',
      reference: `${PAGE}#xhtml`,
      example: '<div>a <b>c</div>',
      fix: 'Close every element and quote every attribute.',
    },
  ),
  'narrative-root': entry('Narrative is no div', () => 'The narrative begins and ends with one <div>', {
    rule: 'text.div is a single div.',
    reference: `${PAGE}#xhtml`,
    example: '<p>…</p>',
    fix: 'Put the content into one <div xmlns="http://www.w3.org/1999/xhtml">.',
  }),
  'narrative-namespace': entry(
    'Narrative outside the XHTML namespace',
    () => 'The div declares xmlns="http://www.w3.org/1999/xhtml"',
    {
      rule: 'The narrative is in the XHTML namespace.',
      reference: `${PAGE}#xhtml`,
      example: '<div>…</div>',
      fix: 'Add the declaration to the div.',
    },
  ),
  'narrative-element': entry(
    'Element not allowed in a narrative',
    (p) => `<${p('element')}> is not allowed in a narrative`,
    {
      rule: 'Narratives hold basic formatting only (invariant txt-1).',
      reference: `${PAGE}#xhtml`,
      example: '<script>…</script>',
      fix: 'Take the element out.',
    },
  ),
  'narrative-nesting': entry(
    'Element in the wrong place of a narrative',
    (p) =>
      `${p('element') === '' ? 'Text' : `<${p('element')}>`} may not stand within <${p('detail')}>${p('element') === '' ? ' itself' : ''}`,
    {
      rule: 'Narratives follow the schema of XHTML: paragraphs and inline elements hold text and inline elements, never blocks; lists hold items, tables rows, rows cells; a link holds no other link; <br> and <img> hold nothing.',
      reference: 'https://www.w3.org/TR/xhtml1/dtds.html#a_dtd_XHTML-1.0-Strict',
      example: '<p><ul>…</ul></p>, <ul>text</ul>, <table><td>…</td></table>',
      fix: 'Close the paragraph before the block, or use <div> in its place; put text of a list or a table into <li> or <td>.',
    },
  ),
  'narrative-attribute': entry(
    'Attribute not allowed in a narrative',
    (p) => `The attribute "${p('attribute')}" is not allowed${at(p)}`,
    {
      rule: 'Narratives hold basic attributes only (invariant txt-1).',
      reference: `${PAGE}#xhtml`,
      example: '<p onclick="…">',
      fix: 'Take the attribute out.',
    },
  ),
  'narrative-active': entry(
    'Active content in a narrative',
    (p) => `Active content is not allowed in a narrative${at(p)}`,
    {
      rule: 'A narrative runs no script and loads no active content.',
      reference: 'security.html#narrative',
      example: '<a href="javascript:…">',
      fix: 'Take it out: it is a danger to whoever opens the record.',
    },
  ),
  'narrative-style': entry(
    'Style that loads something',
    (p) => `A style should not load anything from elsewhere${at(p)}`,
    {
      rule: 'The content of a narrative is contained in the resource; what a style loads is not, and tells others who reads.',
      reference: 'security.html#narrative',
      example: 'style="background: url(https://…)"',
      fix: 'Use an <img>, or leave the picture out.',
    },
  ),
  'narrative-entity': entry('Entity not known to XML', (p) => `The entity &${p('detail')}; is not declared in XML`, {
    rule: 'A narrative is XML: only &lt; &gt; &amp; &quot; &apos; and numeric entities are known.',
    reference: `${PAGE}#xhtml`,
    example: '&nbsp;',
    fix: 'Write the character itself or its number, e.g. &#160;.',
  }),
  'narrative-empty': entry('Empty narrative', () => 'The narrative has no content but white space', {
    rule: 'A narrative has some content (invariant txt-2).',
    reference: PAGE,
    example: '<div> </div>',
    fix: 'Write the narrative, or leave text out.',
  }),
  'narrative-link-malformed': entry(
    'Link that is no URL',
    (p) =>
      `"${p('attribute')}" is empty, holds a character that no URL holds, or is a data: URL without sound data${at(p)}`,
    {
      rule: 'href and src are URLs; white space and other characters are written as %xx.',
      reference: 'https://www.rfc-editor.org/rfc/rfc3986#section-2',
      example: '<a href="http://trust.example.nhs.uk/a b">',
      fix: 'Correct the URL, or take the link out.',
    },
  ),
  'narrative-link': entry(
    'Link that cannot be followed',
    (p) => `A link with the scheme "${p('detail')}" leads nowhere in a narrative${at(p)}`,
    {
      rule: 'Links in a narrative lead to http, https, mailto, tel or ftp addresses or to places in the same resource; urn: and cid: name a thing and lead nowhere, which is an error, and few programs follow other schemes.',
      reference: `${PAGE}#xhtml`,
      example: '<a href="urn:uuid:…">',
      fix: 'Link to a web address, or name the thing without a link.',
    },
  ),
  'narrative-link-unresolved': entry(
    'Link leads nowhere',
    () => 'A link names an id that nothing in this resource has',
    {
      rule: 'A link to #x leads to an anchor of the narrative or to an element with that id, in a Bundle also of another entry.',
      reference: `${PAGE}#id`,
      example: '<a href="#n5"> without an element of id n5',
      fix: 'Add the id, or take the link out.',
    },
  ),
  'narrative-language': entry(
    'Language of the narrative differs',
    (p) => `The resource is in "${p('language')}", the narrative says "${p('found')}"`,
    {
      rule: 'The language of the narrative is that of the resource.',
      reference: 'languages.html',
      example: 'language "en" with lang="pt"',
      fix: 'Make the two agree.',
    },
  ),
  'narrative-languages-prohibited': entry(
    'Language sections not allowed',
    (p) => `${p('profile')} forbids language sections; found ${p('sections')}`,
    {
      rule: 'A profile may say that a narrative has no sections by language.',
      reference: 'https://hl7.org/fhir/extensions/StructureDefinition-narrative-language-control.html',
      example: '<div lang="de"> within the narrative',
      fix: 'Keep one language.',
    },
  ),
  'narrative-languages-required': entry(
    'Language sections needed',
    (p) => `${p('profile')} asks for sections by language; there are none`,
    {
      rule: 'A profile may ask that a narrative has a section for each language.',
      reference: 'https://hl7.org/fhir/extensions/StructureDefinition-narrative-language-control.html',
      example: 'a narrative without <div lang="…">',
      fix: 'Put each language into its own <div lang="…">.',
    },
  ),
  'narrative-language-missing': entry(
    'A language section is missing',
    (p) =>
      `${p('profile')} asks for a section in "${p('language')}"; found ${p('sections') === '' ? 'none' : p('sections')}`,
    {
      rule: 'A profile may ask for a section in the language of the resource or in a language it names.',
      reference: 'https://hl7.org/fhir/extensions/StructureDefinition-narrative-language-control.html',
      example: 'sections in de and pt for a resource in en',
      fix: 'Add the section.',
    },
  ),
};
