import type { Explanation } from './entry.js';

const JSON_PAGE = 'https://hl7.org/fhir/R4/json.html';
const XML_PAGE = 'https://hl7.org/fhir/R4/xml.html';

/** Explanations of what the readers report; their words stand with the readers. */
export const SYNTAX: Readonly<Record<string, Explanation>> = {
  'json-syntax': {
    title: 'Not JSON',
    rule: 'The document follows the JSON grammar.',
    reference: JSON_PAGE,
    example: 'a missing comma or bracket',
    fix: 'Mend the text at the line and column given; write JSON by a library, not by hand.',
  },
  'json-duplicate-property': {
    title: 'Property given twice',
    rule: 'A property stands once in an object; readers differ in which of two they keep.',
    reference: JSON_PAGE,
    example: '{"id": "1", "id": "2"}',
    fix: 'Keep one.',
  },
  'json-comment': {
    title: 'Comment in JSON',
    rule: 'JSON has no comments.',
    reference: JSON_PAGE,
    example: '// a note',
    fix: 'Take comments out before sending.',
  },
  'nesting-too-deep': {
    title: 'Nested too deep to be read',
    rule: 'No real record nests this deep; the limit protects the reader.',
    reference: 'https://hl7.org/fhir/R4/security.html',
    example: 'ten thousand brackets',
    fix: 'Look for a loop in the program that wrote the document.',
  },
  'encoding-invalid': {
    title: 'Text cannot be decoded',
    rule: 'FHIR is UTF-8.',
    reference: 'https://hl7.org/fhir/R4/formats.html',
    example: 'a file saved in Windows-1252',
    fix: 'Save it as UTF-8.',
  },
  'xml-syntax': {
    title: 'Not well-formed XML',
    rule: 'The document follows the XML grammar.',
    reference: XML_PAGE,
    example: 'an element that is not closed',
    fix: 'Mend the text at the line and column given.',
  },
  'xml-doctype': {
    title: 'Document type',
    rule: 'DOCTYPE and entities are refused: they let a document read files and exhaust memory.',
    reference: 'https://hl7.org/fhir/R4/security.html',
    example: '<!DOCTYPE …>',
    fix: 'Take it out.',
  },
  'xml-namespace': {
    title: 'Wrong namespace',
    rule: 'Elements are in http://hl7.org/fhir, narratives in http://www.w3.org/1999/xhtml.',
    reference: XML_PAGE,
    example: '<Patient> without xmlns',
    fix: 'Declare the namespace.',
  },
  'xml-encoding': {
    title: 'Another encoding is declared',
    rule: 'FHIR is always UTF-8.',
    reference: XML_PAGE,
    example: 'encoding="ISO-8859-1"',
    fix: 'Write and declare UTF-8.',
  },
  'xml-instruction': {
    title: 'Processing instruction',
    rule: 'Processing instructions have no meaning in FHIR.',
    reference: XML_PAGE,
    example: '<?xml-stylesheet …?>',
    fix: 'Take it out.',
  },
  'xml-unknown-attribute': {
    title: 'Unknown attribute',
    rule: 'Only value, id and url are attributes, where their type says so.',
    reference: XML_PAGE,
    example: '<status code="final"/>',
    fix: 'Use value, or an element.',
  },
  'xml-unknown-element': {
    title: 'Unknown element',
    rule: 'Only the elements a type defines may appear.',
    reference: XML_PAGE,
    example: '<birthdate value="1970-01-01"/>',
    fix: 'Correct the spelling and the case.',
  },
  'xml-attribute-expected': {
    title: 'Attribute written as element',
    rule: 'The value, id and url of an element are attributes.',
    reference: XML_PAGE,
    example: '<status><value>final</value></status>',
    fix: 'Write it as an attribute.',
  },
  'xml-element-order': {
    title: 'Element out of order',
    rule: 'XML elements follow the order of their definition.',
    reference: XML_PAGE,
    example: '<name/> before <identifier/>',
    fix: 'Bring the elements into the order of the definition.',
  },
  'xml-resource-wrapper': {
    title: 'Not one resource',
    rule: 'contained, entry.resource and parameter.resource hold exactly one resource.',
    reference: XML_PAGE,
    example: '<resource/>',
    fix: 'Put one resource into each.',
  },
  'xml-text': {
    title: 'Text between elements',
    rule: 'Values stand in attributes; text is allowed in narratives only.',
    reference: XML_PAGE,
    example: '<family>…</family>',
    fix: 'Write <family value="…"/>.',
  },
};
