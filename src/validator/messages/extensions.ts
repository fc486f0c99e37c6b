import { entry, type Entries } from './entry.js';

const PAGE = 'extensibility.html';
const DEFINING = 'defining-extensions.html';

/** Extensions. */
export const EXTENSIONS: Entries = {
  'extension-unknown': entry(
    'Unknown extension',
    (p) => `The extension ${p('url')} has no definition here, so it was not judged`,
    {
      rule: 'The URL of an extension names its definition, which says what it means and where it may stand.',
      reference: PAGE,
      example: 'an extension of a guide that was not loaded, or a mistyped URL',
      fix: 'Correct the URL, or add the package that defines it with --package.',
    },
  ),
  'extension-cross-version': entry(
    'Extension for an element of another FHIR version',
    (p) =>
      `The extension ${p('url')} stands for an element of another FHIR version, which is not held, so it was not judged`,
    {
      rule: 'Every element of another version of FHIR has an extension of its own, which needs no definition.',
      reference: 'versions.html#extensions',
      example: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Observation.triggeredBy',
      fix: 'Nothing, where the element exists in that version and not in R4.',
    },
  ),
  'modifier-extension-unknown': entry(
    'Unknown modifier extension',
    (p) => `The modifier extension ${p('url')} has no definition here; it may turn the meaning of the element around`,
    {
      rule: 'A system that does not know a modifier extension must not process the element that carries it.',
      reference: `${PAGE}#modifierExtension`,
      example: 'a modifierExtension with a local URL',
      fix: 'Use a defined modifier extension, or carry the value in an ordinary extension where it changes no meaning.',
    },
  ),
  'extension-url-missing': entry('Extension without URL', () => 'An extension needs a url, which says what it is', {
    rule: 'Extension.url is required.',
    reference: PAGE,
    example: '{"valueString": "…"}',
    fix: 'Add the URL of its definition.',
  }),
  'extension-url-relative': entry(
    'Extension URL is not absolute',
    (p) => `The extension URL "${p('url')}" must be absolute`,
    {
      rule: 'The URL of an extension is absolute; only inside a complex extension may it be a short name.',
      reference: PAGE,
      example: '"url": "ethnicity"',
      fix: 'Write the canonical URL of the definition.',
    },
  ),
  'extension-url-version': entry(
    'Extension URL with a version',
    (p) => `The extension URL ${p('url')} must not carry a version`,
    {
      rule: 'The URL of an extension is the canonical of its definition without |version.',
      reference: DEFINING,
      example: '"url": "http://…/patient-congregation|4.0.0"',
      fix: 'Take the version away.',
    },
  ),
  'extension-nested-unknown': entry(
    'Unknown part of an extension',
    (p) => `${p('extension')} has no part "${p('url')}"`,
    {
      rule: 'The definition of a complex extension names its parts.',
      reference: DEFINING,
      example: '"url": "species-x" in an extension that defines "species"',
      fix: 'Use the name of the part as the definition gives it.',
    },
  ),
  'extension-value-or-nested': entry(
    'Extension with both or neither',
    (p) => `An extension has a value or nested extensions; this one has ${p('found')}`,
    {
      rule: 'An extension has either a value or extensions within it (invariant ext-1).',
      reference: `${PAGE}#Extension`,
      example: '{"url": "…"} or value[x] and extension together',
      fix: 'Keep the one that the definition asks for.',
    },
  ),
  'extension-context': entry(
    'Extension in the wrong place',
    (p) => `The extension ${p('url')} may not stand here; allowed: ${p('allowed')}`,
    {
      rule: 'The definition of an extension says on which elements it may stand.',
      reference: `${DEFINING}#context`,
      example: 'an extension for Immunization on Consent',
      fix: 'Move it to the element meant for it.',
    },
  ),
  'extension-context-invariant': entry(
    'Extension where its conditions are not met',
    (p) => `The extension ${p('url')} may stand here only where ${p('expression')}`,
    {
      rule: 'The definition of an extension may set conditions on the element that carries it (contextInvariant).',
      reference: 'structuredefinition-definitions.html#StructureDefinition.contextInvariant',
      example: 'an extension on a name without use, where its definition asks for one',
      fix: 'Meet the condition, or leave the extension out.',
    },
  ),
  'extension-must-be-modifier': entry(
    'Modifier extension in the wrong property',
    (p) => `${p('url')} changes the meaning of what carries it and belongs in modifierExtension`,
    {
      rule: 'An extension defined as a modifier stands in modifierExtension.',
      reference: `${PAGE}#modifierExtension`,
      example: 'a modifier extension in extension',
      fix: 'Move it to modifierExtension.',
    },
  ),
  'extension-not-modifier': entry(
    'Not a modifier extension',
    (p) => `${p('url')} is no modifier extension and belongs in extension`,
    {
      rule: 'Only extensions defined as modifiers stand in modifierExtension.',
      reference: `${PAGE}#modifierExtension`,
      example: 'an ordinary extension in modifierExtension',
      fix: 'Move it to extension.',
    },
  ),
};
