import { isDescriptionId } from '../sctid.js';
import { familyOf, SYSTEM } from '../systems.js';
import type { SnomedCheck } from './check.js';
import { nodesOf, textOf } from './check.js';

const DESCRIPTION_ID = 'http://hl7.org/fhir/StructureDefinition/coding-sctdescid';

/** The root and hierarchies so wide that they say nothing of a patient. */
const TOO_GENERAL = new Set([
  '138875005',
  '404684003',
  '71388002',
  '363787002',
  '105590001',
  '272379006',
  '243796009',
  '123037004',
  '123038009',
  '260787004',
  '373873005',
]);

const UNKNOWN_WORDS = new Set(['unknown', 'unk', 'nk', 'not known', 'notknown', 'null', 'n/a', 'na', 'nil']);

const display: SnomedCheck = {
  id: 'SCT-030',
  scope: 'coding',
  title: 'Codings carry the words for their code',
  why: 'A receiver without that release shows the clinician a bare number.',
  remedy: 'Send the preferred term of the UK Edition in display.',
  owner: 'supplier',
  severity: 'warning',
  message: () => 'The coding has no display.',
  examine: (coding) => {
    const family = familyOf(textOf(coding, 'system'));
    const isNational = family === 'snomed' || family === 'dmd';
    if (!isNational || textOf(coding, 'display') !== undefined) return undefined;
    return { element: 'display', params: {} };
  },
};

const descriptionId: SnomedCheck = {
  id: 'SCT-032',
  scope: 'coding',
  title: 'The description id extension holds a description id',
  why: 'It records which words the clinician chose; a wrong id shows other words, or none.',
  remedy: 'Send the id of the chosen description (partition 01 or 11), not the concept id.',
  owner: 'supplier',
  severity: 'error',
  message: () => 'The coding-sctdescid extension holds no well-formed SNOMED CT description id.',
  examine: (coding) => {
    const found = nodesOf(coding['extension']).filter(({ url }) => url === DESCRIPTION_ID);
    if (found.every(({ valueId }) => typeof valueId === 'string' && isDescriptionId(valueId))) return undefined;
    return { element: 'extension', params: {} };
  },
};

const tooGeneral: SnomedCheck = {
  id: 'SCT-052',
  scope: 'coding',
  title: 'The code says something about the patient',
  why: 'A top-level concept ("a finding", "a procedure") passes validation and tells the next clinician nothing.',
  remedy: 'Record the concept that was meant; where a map falls back to the top, mend the map.',
  owner: 'trust-data',
  severity: 'warning',
  message: () => 'The SNOMED CT code is a top-level concept.',
  examine: (coding) => {
    const isGeneral = textOf(coding, 'system') === SYSTEM.snomed && TOO_GENERAL.has(textOf(coding, 'code') ?? '');
    return isGeneral ? { element: 'code', params: {} } : undefined;
  },
};

const unknownAsCode: SnomedCheck = {
  id: 'SCT-065',
  scope: 'coding',
  title: 'A code says what is known, not that nothing is',
  why: 'Filled with "unknown", an element counts as present and hides the gap from those who could close it.',
  remedy: 'Leave the element out with a dataAbsentReason where the profile allows it.',
  owner: 'trust-data',
  severity: 'information',
  message: () => 'A null flavour or "unknown" is used as a code.',
  examine: (coding) => {
    const family = familyOf(textOf(coding, 'system'));
    const code = textOf(coding, 'code');
    if (code === undefined) return undefined;
    const saysNothing = family === 'nullFlavor' || (family === 'local' && UNKNOWN_WORDS.has(code.toLowerCase()));
    return saysNothing ? { element: 'code', params: {} } : undefined;
  },
};

export const MEANING_CHECKS: readonly SnomedCheck[] = [display, descriptionId, tooGeneral, unknownAsCode];
