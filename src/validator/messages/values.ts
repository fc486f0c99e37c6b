import { entry, type Entries } from './entry.js';

const TYPES = 'datatypes.html';

/** Values of primitive types, their format and their limits. */
export const VALUES: Entries = {
  'json-type': entry(
    'Wrong JSON type',
    (p) => `"${p('element')}" is a ${p('type')}, which JSON writes as a ${p('expected')}; found ${p('found')}`,
    {
      rule: 'Booleans and numbers stand bare in JSON, all other primitives in quotes.',
      reference: 'json.html#primitive',
      example: '"active": "true"',
      fix: 'Take the quotes away from booleans and numbers, put them around everything else.',
    },
  ),
  'empty-string': entry(
    'Empty text',
    (p) => `"${p('element')}" is an empty text; leave it out where there is nothing to say`,
    {
      rule: 'A primitive value is never empty.',
      reference: TYPES,
      example: '"family": ""',
      fix: 'Leave the property out.',
    },
  ),
  'control-character': entry('Control character in a text', (p) => `"${p('element')}" holds a control character`, {
    rule: 'Texts should hold no characters below 32 but tab, line feed and carriage return; XML cannot carry them.',
    reference: `${TYPES}#string`,
    example: 'a \\u0000 within a name',
    fix: 'Take the character out; it is mostly left over from an older message format.',
  }),
  'primitive-format': entry(
    'Wrong format',
    (p) => `"${p('element')}" is a ${p('type')}; a value of the form ${p('found')} is none`,
    {
      rule: 'Each primitive type has a format: date is YYYY, YYYY-MM or YYYY-MM-DD; dateTime adds Thh:mm:ss and a time zone; code has no white space around it; id has up to 64 letters, digits, - and .',
      reference: `${TYPES}#primitive`,
      example: '"birthDate": "01/02/1970"',
      fix: 'Write the value in the format of its type.',
    },
  ),
  'attachment-size': entry(
    'Size that is not that of the data',
    (p) => `The attachment is said to have ${p('stated')} bytes; its data has ${p('actual')}`,
    {
      rule: 'Attachment.size is the number of bytes of the data, before they are encoded in base64.',
      reference: 'datatypes-definitions.html#Attachment.size',
      example: '"size": 9 for three bytes',
      fix: 'State the size of the data itself, or leave it out.',
    },
  ),
  'date-invalid': entry('No such day', (p) => `"${p('element')}" names a day that the calendar does not have`, {
    rule: 'Dates are days of the Gregorian calendar.',
    reference: `${TYPES}#date`,
    example: '"2023-02-29"',
    fix: 'Correct the day, or give only the month or the year where the day is not known.',
  }),
  'timezone-missing': entry('Time without time zone', (p) => `"${p('element')}" has a time but no time zone`, {
    rule: 'Where a dateTime has a time, it has a time zone: Z or an offset such as +01:00.',
    reference: `${TYPES}#dateTime`,
    example: '"2024-05-01T09:30:00"',
    fix: 'Add the offset that held at that time and place; in the UK Z in winter, +01:00 in summer.',
  }),
  'uri-whitespace': entry('White space in a URI', (p) => `"${p('element')}" is a ${p('type')} and holds white space`, {
    rule: 'URIs have no white space.',
    reference: `${TYPES}#uri`,
    example: '"system": " http://loinc.org"',
    fix: 'Take the white space away, or write it as %20.',
  }),
  'canonical-relative': entry(
    'Canonical is not absolute',
    (p) => `"${p('element')}" is a canonical URL, which is absolute or begins with #`,
    {
      rule: 'A canonical reference is an absolute URL, with |version where one is meant, or #id for a contained resource.',
      reference: 'references.html#canonical',
      example: '"measure": "Measure/1"',
      fix: 'Write the url element of the resource it refers to.',
    },
  ),
  'uuid-format': entry(
    'Malformed UUID',
    () => 'A urn:uuid: has 32 hexadecimal digits in lower case, in groups of 8-4-4-4-12',
    {
      rule: 'A UUID is written urn:uuid: followed by lower case hexadecimal digits.',
      reference: `${TYPES}#uuid`,
      example: 'urn:uuid:0A1FD9EE-…',
      fix: 'Write it in lower case, with all its digits.',
    },
  ),
  'oid-format': entry(
    'Malformed OID',
    () => 'A urn:oid: has numbers without leading zeros, divided by dots, and begins with 0, 1 or 2',
    {
      rule: 'An OID is written urn:oid: followed by its numbers.',
      reference: `${TYPES}#oid`,
      example: 'urn:oid:1.02.3',
      fix: 'Write the registered OID as it stands.',
    },
  ),
  'string-too-long': entry('Text too long', (p) => `"${p('element')}" is longer than 1 MB`, {
    rule: 'Texts are at most 1 MB (1,048,576 characters); a narrative has no such limit.',
    reference: `${TYPES}#string`,
    example: 'a scanned document in a text element',
    fix: 'Carry large content in a Binary or an Attachment.',
  }),
  'number-range': entry(
    'Number out of range',
    (p) => `"${p('element')}" is a ${p('type')}; this number is outside its range`,
    {
      rule: 'integer has 32 bits, unsignedInt begins at 0, positiveInt at 1.',
      reference: `${TYPES}#integer`,
      example: '"rank": 0',
      fix: 'Use a number within the range of the type.',
    },
  ),
  'max-length': entry(
    'Longer than allowed',
    (p) => `${p('element')} holds ${p('found')} characters, ${p('profile')} allows ${p('max')}`,
    {
      rule: 'maxLength in a profile limits the number of characters.',
      reference: 'elementdefinition-definitions.html#ElementDefinition.maxLength',
      example: 'a text of 300 characters where 255 are allowed',
      fix: 'Shorten the text, or carry the rest elsewhere.',
    },
  ),
  'min-length': entry(
    'Shorter than allowed',
    (p) => `${p('element')} holds ${p('found')} characters, ${p('profile')} asks for at least ${p('min')}`,
    {
      rule: 'A profile may ask for a least number of characters.',
      reference: 'extension-minlength.html',
      example: 'a code of two characters where three are the least',
      fix: 'Send the whole text.',
    },
  ),
  'decimal-places': entry(
    'More decimal places than allowed',
    (p) => `${p('element')} has ${p('found')} decimal places, ${p('profile')} allows ${p('max')}`,
    {
      rule: 'A profile may limit the digits after the decimal point.',
      reference: 'extension-maxdecimalplaces.html',
      example: '1.234 where two places are allowed',
      fix: 'Round to the precision that the profile allows.',
    },
  ),
  'value-format': entry(
    'Not in the form of the profile',
    (p) => `${p('element')} does not meet the regular expression that ${p('profile')} gives for it`,
    {
      rule: 'A profile may give a regular expression that the whole value of a primitive meets.',
      reference: 'extension-regex.html',
      example: 'a postcode in lower case where the profile asks for capitals',
      fix: 'Write the value in the form that the profile gives.',
    },
  ),
  'min-value': entry(
    'Below the minimum',
    (p) => `${p('element')} is below ${p('limit')}, the least that ${p('profile')} allows`,
    {
      rule: 'minValue[x] in a profile is the least value; for a date it may count back from now.',
      reference: 'elementdefinition-definitions.html#ElementDefinition.minValue_x_',
      example: 'a birth date in 1850',
      fix: 'Check the value and its unit.',
    },
  ),
  'max-value': entry(
    'Above the maximum',
    (p) => `${p('element')} is above ${p('limit')}, the most that ${p('profile')} allows`,
    {
      rule: 'maxValue[x] in a profile is the greatest value; for a date it may count on from now.',
      reference: 'elementdefinition-definitions.html#ElementDefinition.maxValue_x_',
      example: 'a quantity of 1000 where 999 is the maximum',
      fix: 'Check the value and its unit.',
    },
  ),
  'min-value-undecided': entry(
    'Minimum not decided',
    (p) => `${p('element')} cannot be compared with ${p('limit')}: another unit or type`,
    {
      rule: 'Values are compared with minValue[x] where the types are the same and the units can be converted.',
      reference: 'elementdefinition-definitions.html#ElementDefinition.minValue_x_',
      example: 'grams against a minimum in kilograms',
      fix: 'Use the unit of the profile.',
    },
  ),
  'max-value-undecided': entry(
    'Maximum not decided',
    (p) => `${p('element')} cannot be compared with ${p('limit')}: another unit or type`,
    {
      rule: 'Values are compared with maxValue[x] where the types are the same and the units can be converted.',
      reference: 'elementdefinition-definitions.html#ElementDefinition.maxValue_x_',
      example: 'grams against a maximum in kilograms',
      fix: 'Use the unit of the profile.',
    },
  ),
  'value-required': entry(
    'A value is needed',
    (p) => `${p('profile')} asks for a value at ${p('element')}; extensions alone are not enough`,
    {
      rule: 'A profile may say that a primitive must have a value, not only extensions.',
      reference: 'https://hl7.org/fhir/R5/elementdefinition-definitions.html#ElementDefinition.mustHaveValue',
      example: 'only a data-absent-reason where the profile asks for a value',
      fix: 'Send the value.',
    },
  ),
  'value-alternatives': entry(
    'Neither a value nor what may stand in its place',
    (p) => `${p('profile')} asks for a value at ${p('element')}, or one of ${p('alternatives')}`,
    {
      rule: 'A profile may list the extensions that can stand in place of a value.',
      reference: 'https://hl7.org/fhir/R5/elementdefinition-definitions.html#ElementDefinition.valueAlternatives',
      example: 'another extension where the profile allows data-absent-reason alone',
      fix: 'Send the value, or one of the extensions listed.',
    },
  ),
  'example-url': entry(
    'Example URL',
    () => 'An example URL (example.org, example.com, acme.com) has no place in real data',
    {
      rule: 'Example domains are reserved for documentation.',
      reference: 'https://www.rfc-editor.org/rfc/rfc2606',
      example: 'https://example.org/id',
      fix: 'Use the URL of the system that issues the value.',
    },
  ),
  'html-in-string': entry('HTML in a text', () => 'This text looks like HTML, which a display may run', {
    rule: 'Plain texts hold no HTML; a system that shows them unescaped would run it.',
    reference: 'security.html#narrative',
    example: '"text": "<b>…</b>"',
    fix: 'Escape or remove the tags; formatted text belongs in the narrative.',
  }),
  'html-in-markdown': entry('HTML in markdown', () => 'This markdown holds HTML tags, which FHIR does not allow', {
    rule: 'Markdown in FHIR holds no raw HTML.',
    reference: `${TYPES}#markdown`,
    example: '"text": "a <br> b"',
    fix: 'Use markdown for the formatting, or escape the brackets.',
  }),
};
