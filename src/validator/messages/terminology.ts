import { entry, type Entries } from './entry.js';

const PAGE = 'terminologies.html';
const bound = (p: (name: string) => string): string => `${p('element')} of ${p('profile')}`;

/** Codes, their systems, and the value sets they are bound to. */
export const TERMINOLOGY: Entries = {
  'binding-required': entry(
    'Code outside the required value set',
    (p) => `${p('codes')} is not in ${p('valueSet')}, which ${bound(p)} requires`,
    {
      rule: 'Where a binding is required, the code comes from the value set.',
      reference: `${PAGE}#required`,
      example: 'gender "F" instead of "female"',
      fix: 'Map the local code to one of the value set.',
    },
  ),
  'binding-extensible': entry(
    'Code outside the extensible value set',
    (p) => `${p('codes')} is not in ${p('valueSet')}, which ${bound(p)} asks for unless no code there fits`,
    {
      rule: 'Where a binding is extensible, the code comes from the value set if one there fits.',
      reference: `${PAGE}#extensible`,
      example: 'a local code where the value set has one with the same meaning',
      fix: 'Use the code of the value set where one fits, beside the local one.',
    },
  ),
  'binding-preferred': entry(
    'Code outside the preferred value set',
    (p) => `${p('codes')} is not in ${p('valueSet')}, which ${bound(p)} prefers`,
    {
      rule: 'A preferred value set is recommended for interoperability.',
      reference: `${PAGE}#preferred`,
      example: 'a local category',
      fix: 'Add a coding of the value set where one fits.',
    },
  ),
  'binding-no-code': entry('No code', (p) => `${bound(p)} asks for a code of ${p('valueSet')}; there is none`, {
    rule: 'An element with a required binding carries a code, a text alone is not enough.',
    reference: `${PAGE}#required`,
    example: 'a CodeableConcept with text only',
    fix: 'Add a coding of the value set.',
  }),
  'binding-undecided': entry(
    'Membership not decided',
    (p) => `Whether ${p('codes')} is in ${p('valueSet')} (${bound(p)}, ${p('strength')}) needs ${p('needs')}`,
    {
      rule: 'Value sets over code systems that are not held, such as SNOMED CT, are decided by a terminology server.',
      reference: PAGE,
      example: 'a SNOMED CT code without a release or a server',
      fix: 'Name a terminology server with --terminology.',
    },
  ),
  'code-unknown': entry('Unknown code', (p) => `${p('system')} has no code "${p('code')}"`, {
    rule: 'A code exists in the code system that the Coding names, in the same case.',
    reference: 'datatypes.html#Coding',
    example: 'http://unitsofmeasure.org with "hour" instead of "h"',
    fix: 'Use a code of the system, or name the system that the code comes from.',
  }),
  'display-mismatch': entry(
    'Display is not that of the code',
    (p) => `The display is not one of ${p('system')}#${p('code')}; that is "${p('expected')}"`,
    {
      rule: 'The display of a Coding is one that the code system gives for the code.',
      reference: 'datatypes.html#Coding',
      example: 'the local name of a test as display of a LOINC code',
      fix: 'Send the display of the code system; the words of the user belong in CodeableConcept.text.',
    },
  ),
  'coding-system-relative': entry(
    'Code system is not absolute',
    (p) => `The code system "${p('system')}" must be an absolute URI`,
    {
      rule: 'Coding.system is an absolute URI.',
      reference: 'datatypes.html#Coding',
      example: '"system": "SNOMED"',
      fix: 'Use the URI under which the system is registered, e.g. http://snomed.info/sct.',
    },
  ),
  'coding-system-is-value-set': entry(
    'A value set as system',
    (p) => `${p('system')} is a value set; a Coding names the code system`,
    {
      rule: 'Coding.system is the URI of a code system.',
      reference: 'datatypes.html#Coding',
      example: '"system": "http://hl7.org/fhir/ValueSet/condition-clinical"',
      fix: 'Name the code system that the value set draws from.',
    },
  ),
  'coding-system-is-supplement': entry(
    'A supplement as system',
    (p) => `${p('system')} is a supplement; a Coding names the code system it supplements`,
    {
      rule: 'A code system supplement adds displays and properties and has no codes of its own.',
      reference: 'codesystem.html#supplements',
      example: 'the URL of a translation as system',
      fix: 'Name the code system that is supplemented.',
    },
  ),
  'identifier-system-relative': entry(
    'Identifier system is not absolute',
    () => 'The system of an identifier must be an absolute URI',
    {
      rule: 'Identifier.system is an absolute URI that names who issues the value.',
      reference: 'datatypes.html#Identifier',
      example: '"system": "MRN"',
      fix: 'Use a URL that the organisation owns, or a urn:oid:.',
    },
  ),
};
