import type { Owner } from '../model/index.js';

/** What to tell about a family of validator issues or coding findings, where the rule itself carries no advice. */
export interface Advice {
  readonly family: RegExp;
  readonly owner: Owner;
  readonly why: string;
  readonly remedy: string;
  /** Fact of the criteria it bears on; absent: by the profile that was judged against. */
  readonly fact?: string;
}

const ADVICE: readonly Advice[] = [
  {
    family: /^NHS-NUMBER/,
    owner: 'trust-data',
    fact: 'NHS04',
    why: 'A wrong NHS Number can attach a record to the wrong person.',
    remedy: 'Trace the patients concerned, correct the number at its source, and validate the check digit on entry.',
  },
  {
    family: /^ODS/,
    owner: 'trust-data',
    fact: 'NHS07',
    why: 'Messages are routed, and access is audited, by organisation code.',
    remedy: 'Correct the codes against the ODS register and give them its identifier system.',
  },
  {
    family: /^SCT-00[1-46]$|^SCTID/,
    owner: 'trust-data',
    why: 'The receiving system cannot tell what a damaged code meant.',
    remedy: 'Correct the code at its source; keep codes as text all the way, never as numbers or in spreadsheets.',
  },
  {
    family: /^SCT-01[0-4]$|^DMD-003$/,
    owner: 'supplier',
    why: 'A code under the wrong system, or without its version where one is claimed, is not recognised as what it is.',
    remedy: 'Map the coding to the right system URL when the record is written to the interface.',
  },
  {
    family: /^SCT-03\d$/,
    owner: 'supplier',
    why: 'The clinician reads the words, the computer acts on the code: both have to be there and agree.',
    remedy: 'Send the preferred term of the code as its display, taken from the release in use.',
  },
  {
    family: /^SCT-06[1-5]$/,
    owner: 'trust-data',
    fact: 'fact.coding',
    why: 'What is not coded in a current standard cannot raise an alert, be counted or be found.',
    remedy: 'Map local and legacy codes to SNOMED CT, keep the original text, and let users pick coded entries.',
  },
  {
    family: /^SCT-|^DMD-/,
    owner: 'supplier',
    fact: 'fact.coding',
    why: 'Codes that are used against their rules mean different things to different systems.',
    remedy: 'Correct the mapping of this element to the UK Core guidance on coded entries.',
  },
  {
    family: /^binding|^terminology|^code(?:-|$)/,
    owner: 'supplier',
    why: 'A code outside the agreed set of values is not understood by the receiving system.',
    remedy: 'Map the values of this element to the set that its profile binds.',
  },
  {
    family: /^reference|^bundle/,
    owner: 'supplier',
    why: 'A link that does not lead where it should loses who did what, when and about whom.',
    remedy: 'Write references to the type and form that the profile allows, and make sure that their target is served.',
  },
  {
    family: /^narrative|^xhtml/,
    owner: 'supplier',
    why: 'Readers fall back on the text of a record: it has to be well-formed and safe to show.',
    remedy: 'Write the narrative in the XHTML that FHIR allows, without active content.',
  },
  {
    family: /^cardinality/,
    owner: 'supplier',
    why: 'Software relies on what a profile promises to be there, or to be there once.',
    remedy:
      'Fill the element, or send only as many as the profile allows, when the record is written to the interface.',
  },
  {
    family: /(?:)/,
    owner: 'supplier',
    why: 'Software that follows the standard rejects, or misreads, records that do not.',
    remedy: 'Correct how this element is written to the interface; fhir-readiness explain says what the rule asks.',
  },
];

/** Advice for a rule by its id; the last entry of the table fits any. */
export function adviceFor(id: string): Advice {
  const advice = ADVICE.find(({ family }) => family.test(id));
  if (advice === undefined) throw new RangeError('the last family of the table fits any id');
  return advice;
}
