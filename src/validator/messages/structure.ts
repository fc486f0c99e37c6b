import { entry, type Entries } from './entry.js';

const JSON_PAGE = 'json.html';

/** Shape of the document: properties, arrays, objects, nulls, ids. */
export const STRUCTURE: Entries = {
  'not-a-resource': entry('Not a resource', (p) => `A FHIR resource is a JSON object; this is ${p('found')}`, {
    rule: 'A FHIR document is one resource: a JSON object with resourceType, or an XML element of the FHIR namespace.',
    reference: JSON_PAGE,
    example: '["a", "b"]',
    fix: 'Send the resource itself, not a list of resources and not a wrapper around it.',
  }),
  'resource-type-missing': entry(
    'No resource type',
    () => 'The resource has no resourceType, so nothing tells what it is',
    {
      rule: 'Every resource in JSON carries the property resourceType.',
      reference: `${JSON_PAGE}#resources`,
      example: '{"id": "1"}',
      fix: 'Add resourceType with the name of the resource.',
    },
  ),
  'resource-type-unknown': entry('Unknown resource type', (p) => `"${p('type')}" is no resource type of FHIR R4`, {
    rule: 'The type of a resource is one of those that FHIR R4 defines, in the same case.',
    reference: 'resourcelist.html',
    example: '{"resourceType": "Observations"}',
    fix: 'Use the name as it stands in the list of resources; check for a plural or another FHIR version.',
  }),
  'unknown-property': entry(
    'Unknown property',
    (p) => `${p('type')} has no element "${p('property')}"${p('near') === '' ? '' : `; did you mean "${p('near')}"?`}`,
    {
      rule: 'Only the elements a type defines may appear; anything else belongs in an extension.',
      reference: JSON_PAGE,
      example: '{"resourceType": "Patient", "birthdate": "1970-01-01"}',
      fix: 'Correct the spelling and the case, move the value to the element meant for it, or carry it in an extension.',
    },
  ),
  'array-expected': entry(
    'An array is needed',
    (p) => `"${p('element')}" may repeat, so JSON needs an array; found ${p('found')}`,
    {
      rule: 'An element that may repeat is an array in JSON, even when it has one value.',
      reference: `${JSON_PAGE}#repeat`,
      example: '"name": {"family": "…"}',
      fix: 'Put the value in square brackets.',
    },
  ),
  'array-unexpected': entry(
    'A single value is needed',
    (p) => `${p('element')} may occur once, so JSON needs a single value; found ${p('found')}`,
    {
      rule: 'An element that cannot repeat is no array in JSON.',
      reference: `${JSON_PAGE}#repeat`,
      example: '"gender": ["female"]',
      fix: 'Keep one value and take away the square brackets.',
    },
  ),
  'empty-array': entry(
    'Empty array',
    (p) => `"${p('element')}" is an empty array; leave it out where there is nothing to say`,
    {
      rule: 'An array in FHIR JSON is never empty.',
      reference: JSON_PAGE,
      example: '"name": []',
      fix: 'Leave the property out.',
    },
  ),
  'empty-object': entry('Element without content', (p) => `"${p('element')}" has neither a value nor children`, {
    rule: 'Every element has a value or child elements (invariant ele-1); an id alone is not enough.',
    reference: 'element.html#invs',
    example: '"period": {}',
    fix: 'Leave the element out, or give it content. Where a value is missing on purpose, say so with the data-absent-reason extension.',
  }),
  'null-value': entry('null is no value', (p) => `"${p('element')}" is null; FHIR JSON leaves an element out instead`, {
    rule: 'null stands only in an array of primitives, at a place where the matching _name array holds an extension.',
    reference: `${JSON_PAGE}#null`,
    example: '"birthDate": null',
    fix: 'Leave the property out, or give the reason in the data-absent-reason extension.',
  }),
  'object-expected': entry(
    'An object is needed',
    (p) => `"${p('element')}" is a ${p('type')}, which is a JSON object; found ${p('found')}`,
    {
      rule: 'A value of a complex type is a JSON object.',
      reference: JSON_PAGE,
      example: '"subject": "Patient/1"',
      fix: 'Write the parts of the type, for a reference {"reference": "Patient/1"}.',
    },
  ),
  'choice-twice': entry('Two values for one choice', (p) => `${p('element')} may hold one type; found ${p('found')}`, {
    rule: 'Of a choice of types, written name[x], one may be present.',
    reference: 'formats.html#choice',
    example: '"deceasedBoolean": true, "deceasedDateTime": "2020-01-01"',
    fix: 'Keep the property that says more.',
  }),
  'duplicate-element-id': entry(
    'Element id used twice',
    () => 'This element id is used by another element of the same resource',
    {
      rule: 'The id of an element is unique within its resource.',
      reference: 'element.html#id',
      example: 'two names with "id": "1"',
      fix: 'Give each element its own id, or leave ids out: they are only needed to point at an element.',
    },
  ),
  'nested-too-deep': entry(
    'Nested too deep',
    (p) => `More than ${p('limit')} levels are nested; what lies below was not looked at`,
    {
      rule: 'No real record nests this deep; the limit protects the validator.',
      reference: 'security.html',
      example: 'a thousand extensions within each other',
      fix: 'Look for a loop in the program that wrote the document.',
    },
  ),
  'not-completed': entry(
    'Not judged to the end',
    () => 'This document could not be judged to the end: a fault of the validator, not of the record',
    {
      rule: 'Nothing is valid because it was not looked at.',
      reference: 'validation.html',
      example: 'a document of a form that nobody foresaw',
      fix: 'Please report it, with a record made up to show it.',
    },
  ),
  'issues-left-out': entry(
    'More findings than are listed',
    (p) => `${p('count')} more findings (${p('severity')}) are not listed: ${p('codes')}`,
    {
      rule: 'Of one document at most 1,000 findings of one code and rule are listed, and 20,000 in all. The rest is counted by severity, so that verdict and exit code stay the same.',
      reference: 'validation.html',
      example: 'a list of a million empty objects',
      fix: 'Mend what is listed and validate again; a fault found so often has one cause, in the program that wrote the document.',
    },
  ),
  'contained-without-id': entry(
    'Contained resource without id',
    () => 'A contained resource has an id, by which it is referred to',
    {
      rule: 'Only a resource that is about to be created on a server has no id; a contained resource is known by its id alone.',
      reference: 'resource-definitions.html#Resource.id',
      example: '"contained": [{"resourceType": "Organization", "name": "…"}]',
      fix: 'Give it an id, and refer to it by #id.',
    },
  ),
  'contained-unused': entry(
    'Contained resource not used',
    () => 'Nothing refers to this contained resource, and it does not refer to the resource that holds it',
    {
      rule: 'A contained resource is referred to by #id from the resource that holds it, or refers to it by # (invariant dom-3).',
      reference: 'references.html#contained',
      example: 'a contained Practitioner that no reference names',
      fix: 'Refer to it, or take it out.',
    },
  ),
  'security-label-twice': entry(
    'Security label given twice',
    () => 'This label, by its system and code, stands before it already',
    {
      rule: 'Security labels are a set; system and code say which label it is.',
      reference: 'resource-definitions.html#Meta.security',
      example: 'two labels with the same system and code',
      fix: 'Keep one of them.',
    },
  ),
  'experimental-content': entry(
    'Experimental definition',
    (p) => `This ${p('type')} says of itself that it is experimental`,
    {
      rule: 'An experimental definition is for testing, not for use.',
      reference: 'structuredefinition-definitions.html#StructureDefinition.experimental',
      example: '"experimental": true',
      fix: 'Use a published definition, or allow experimental content.',
    },
  ),
};
