import { entry, type Entries } from './entry.js';

const NHS = 'https://www.datadictionary.nhs.uk/attributes/nhs_number.html';

/** Rules of the UK beside the profiles. */
export const UK: Entries = {
  'NHS-NUMBER-FORMAT': entry('Malformed NHS Number', (p) => `An NHS Number has ten digits; found ${p('found')}`, {
    rule: 'An NHS Number has ten digits, without spaces.',
    reference: NHS,
    example: '"999 000 0018"',
    fix: 'Send the ten digits bare.',
  }),
  'NHS-NUMBER-CHECK-DIGIT': entry(
    'NHS Number fails its check',
    () => 'The last digit does not agree with the nine before it: this is no NHS Number',
    {
      rule: 'The tenth digit is the modulus 11 check digit of the first nine.',
      reference: NHS,
      example: 'a number with two digits swapped',
      fix: 'Trace the patient: the number was mistyped or made up.',
    },
  ),
  'NHS-NUMBER-SYSTEM': entry(
    'Misspelt NHS Number system',
    (p) => `"${p('found')}" looks like the NHS Number system, which is ${p('expected')}`,
    {
      rule: 'Systems compare character by character; any other spelling is another system.',
      reference: 'https://digital.nhs.uk/developer/guides-and-documentation/building-healthcare-software/fhir',
      example: 'http instead of https, or another case',
      fix: 'Write the system as registered.',
    },
  ),
  'NHS-NUMBER-VERIFICATION': entry(
    'NHS Number without verification status',
    () => 'The NHS Number does not say whether it was traced',
    {
      rule: 'UK Core carries the status of tracing in an extension on the identifier.',
      reference: 'https://simplifier.net/guide/uk-core-implementation-guide',
      example: 'an identifier with system and value alone',
      fix: 'Add the extension NHSNumberVerificationStatus.',
    },
  ),
  'ODS-CODE-FORMAT': entry(
    'Malformed ODS code',
    (p) => `An ODS code has three to twelve capital letters and digits; found ${p('found')}`,
    {
      rule: 'Organisation Data Service codes are capital letters and digits.',
      reference: 'https://digital.nhs.uk/services/organisation-data-service',
      example: '"rx8 01"',
      fix: 'Send the code as registered.',
    },
  ),
  'SCTID-CHECK-DIGIT': entry(
    'No SNOMED CT identifier',
    (p) => `${p('code')} fails the check digit of SNOMED CT identifiers`,
    {
      rule: 'SNOMED CT identifiers have 6 to 18 digits, the last of which is a Verhoeff check digit.',
      reference: 'https://docs.snomed.org/snomed-ct-specifications/snomed-ct-release-file-specification',
      example: 'an identifier that lost its last digits in a spreadsheet',
      fix: 'Look the concept up again; keep identifiers as text everywhere.',
    },
  ),
  'UKCORE-EXTENSION-UNKNOWN': entry(
    'No such UK Core extension',
    (p) => `UK Core defines no extension ${p('url')} in the version in use`,
    {
      rule: 'What UK Core does not define in its own namespace does not exist.',
      reference: 'https://simplifier.net/guide/uk-core-implementation-guide',
      example: 'an extension of an older UK Core version, or a mistyped name',
      fix: 'Correct the URL, or name the UK Core version meant with --uk-core.',
    },
  ),
};
