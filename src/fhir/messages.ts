import type { Issue, Params } from '../model/index.js';

/** What an issue code means: its words for one issue, and what `explain` says of it. */
export interface CodeEntry {
  readonly title: string;
  /** The words for one issue. */
  readonly say: (params: Params) => string;
  /** The rule in one or two sentences. */
  readonly rule: string;
  /** Section of the specification it comes from. */
  readonly reference: string;
  /** What breaks it. */
  readonly example: string;
  /** What to do about it. */
  readonly fix: string;
}

const JSON_PAGE = 'https://hl7.org/fhir/R4/json.html';
const XML_PAGE = 'https://hl7.org/fhir/R4/xml.html';

const fault =
  (what: string): CodeEntry['say'] =>
  ({ expected, found }) =>
    `${what}: expected ${String(expected)}, found ${String(found)}`;

/** Every issue a reader reports. */
export const SYNTAX: Readonly<Record<string, CodeEntry>> = {
  'json-syntax': {
    title: 'Not JSON',
    say: fault('This is not JSON'),
    rule: 'A JSON document follows RFC 8259: names and strings in double quotes, no comma before a closing bracket, nothing behind the end.',
    reference: JSON_PAGE,
    example: '{"resourceType": "Patient",}',
    fix: 'Correct the text at the line and column named; write JSON with a library, not by joining strings.',
  },
  'json-duplicate-property': {
    title: 'Property given twice',
    say: ({ property }) => `The property "${String(property)}" is given twice in one object; only the last one is read`,
    rule: 'The names within a JSON object are unique. Readers differ in which of two they keep, so data is lost.',
    reference: JSON_PAGE,
    example: '{"gender": "male", "gender": "female"}',
    fix: 'Keep one; an element that repeats is one property with an array.',
  },
  'json-comment': {
    title: 'Comment in JSON',
    say: () => 'JSON has no comments; many systems refuse this document',
    rule: 'JSON (RFC 8259) has no comments.',
    reference: JSON_PAGE,
    example: '{"resourceType": "Patient" /* a patient */}',
    fix: 'Take the comment out.',
  },
  'nesting-too-deep': {
    title: 'Nested too deep',
    say: fault('The document is nested too deep to be read'),
    rule: 'Documents nested far deeper than any record are refused, because they exhaust the systems that read them.',
    reference: 'https://hl7.org/fhir/R4/security.html',
    example: '[[[[…]]]] over 512 levels',
    fix: 'Find out what wrote it: no FHIR resource nests so deep.',
  },
  'encoding-invalid': {
    title: 'Not UTF-8',
    say: fault('This is no text that FHIR allows'),
    rule: 'FHIR resources are written in UTF-8.',
    reference: JSON_PAGE,
    example: 'a file saved as UTF-16 or Windows-1252',
    fix: 'Save or send the document as UTF-8.',
  },
  'xml-syntax': {
    title: 'Not well-formed XML',
    say: fault('This is not well-formed XML'),
    rule: 'An XML document is well-formed: one root element, tags that match, attributes in quotes, only the entities XML itself defines.',
    reference: XML_PAGE,
    example: '<name><family value="x"></name>',
    fix: 'Correct the text at the line and column named; write XML with a library, not by joining strings.',
  },
  'xml-doctype': {
    title: 'Document type',
    say: () => 'A document type is not read, for safety: remove the DOCTYPE and the entities it declares',
    rule: 'A document type can make a reader fetch files or grow entities without end, and FHIR has no use for one.',
    reference: 'https://hl7.org/fhir/R4/security.html',
    example: '<!DOCTYPE Patient [<!ENTITY a "…">]>',
    fix: 'Remove the DOCTYPE; write the characters themselves in place of its entities.',
  },
  'xml-namespace': {
    title: 'Wrong namespace',
    say: ({ element, expected }) =>
      expected === undefined
        ? `The element "${String(element)}" is not in the namespace it belongs to (http://hl7.org/fhir, for narrative http://www.w3.org/1999/xhtml)`
        : `This is not FHIR XML: expected ${String(expected)}`,
    rule: 'FHIR elements are in the namespace http://hl7.org/fhir, the narrative div in http://www.w3.org/1999/xhtml.',
    reference: XML_PAGE,
    example: '<Patient>…</Patient>',
    fix: 'Declare the namespace: <Patient xmlns="http://hl7.org/fhir">.',
  },
  'xml-encoding': {
    title: 'Other encoding declared',
    say: () => 'The XML declaration names another encoding: FHIR is always UTF-8',
    rule: 'FHIR resources are written in UTF-8.',
    reference: XML_PAGE,
    example: '<?xml version="1.0" encoding="ISO-8859-1"?>',
    fix: 'Write the document in UTF-8 and say so, or leave the encoding out.',
  },
  'xml-instruction': {
    title: 'Processing instruction',
    say: () => 'A resource has no processing instructions',
    rule: 'Processing instructions are no part of a resource; what they say has no meaning in FHIR and is lost.',
    reference: XML_PAGE,
    example: '<?xml-stylesheet href="a.xsl"?>',
    fix: 'Take it out.',
  },
  'xml-unknown-attribute': {
    title: 'Unknown attribute',
    say: ({ attribute }) => `There is no attribute "${String(attribute)}" here`,
    rule: 'Attributes are "value" of primitives, "id" of elements and "url" of extensions; also no schema location is allowed.',
    reference: XML_PAGE,
    example: '<status value="final" code="x"/>',
    fix: 'Remove the attribute, or write the value as the element the definition asks for.',
  },
  'xml-unknown-element': {
    title: 'Unknown element',
    say: ({ element }) => `There is no element "${String(element)}" here`,
    rule: 'Only the elements a type defines may appear; anything else belongs in an extension.',
    reference: XML_PAGE,
    example: '<Patient><resourceType value="Patient"/></Patient>',
    fix: 'Remove the element.',
  },
  'xml-attribute-expected': {
    title: 'Attribute written as element',
    say: ({ attribute }) => `"${String(attribute)}" must be written as an attribute, not as an element`,
    rule: 'The "id" of an element, the "url" of an extension and the "value" of a primitive are attributes in XML.',
    reference: XML_PAGE,
    example: '<extension><url value="…"/></extension>',
    fix: 'Write it as an attribute: <extension url="…">.',
  },
  'xml-element-order': {
    title: 'Element out of order',
    say: ({ element, before }) =>
      `The element "${String(element)}" must stand before "${String(before)}": XML elements follow the order of their definition`,
    rule: 'Elements appear in XML in the order their definition gives; in JSON the order is free.',
    reference: XML_PAGE,
    example: '<gender value="male"/><name>…</name>',
    fix: 'Move the element to its place.',
  },
  'xml-resource-wrapper': {
    title: 'Not one resource in its place',
    say: ({ count }) => `Exactly one resource must stand here, there are ${String(count)}`,
    rule: 'Each "contained" and each "resource" element holds exactly one resource.',
    reference: XML_PAGE,
    example: '<contained><Patient/><Practitioner/></contained>',
    fix: 'Give each resource an element of its own.',
  },
  'xml-text': {
    title: 'Text between elements',
    say: () => 'Text may not stand here: values belong in the "value" attribute',
    rule: 'FHIR elements hold no text; the value of a primitive is its "value" attribute.',
    reference: XML_PAGE,
    example: '<family>Smith</family>',
    fix: 'Write the value as an attribute: <family value="Smith"/>.',
  },
};

/** The words of an issue that a reader reported; undefined for other issues. */
export function describeSyntax(issue: Issue): string | undefined {
  return Object.hasOwn(SYNTAX, issue.code) ? SYNTAX[issue.code]?.say(issue.params) : undefined;
}
