import { isConceptId } from '../sctid.js';
import { familyOf, isDmdAlias, snomedAlias, SYSTEM } from '../systems.js';
import type { SnomedCheck } from './check.js';
import { textOf } from './check.js';

const snomedSystem: SnomedCheck = {
  id: 'SCT-010',
  scope: 'coding',
  title: 'SNOMED CT is named by its one URL',
  why: 'Systems compare the URL letter by letter: under any other spelling the coding is not SNOMED CT to them.',
  remedy: 'Send http://snomed.info/sct exactly: no https, no slash at the end, no OID; an edition belongs in version.',
  owner: 'supplier',
  severity: 'error',
  message: (params) =>
    params['alias'] === 'edition'
      ? 'An edition URI stands in system: move it to version and send http://snomed.info/sct.'
      : `The system means SNOMED CT but is spelt otherwise (${String(params['alias'])}): send http://snomed.info/sct.`,
  examine: (coding) => {
    const system = textOf(coding, 'system');
    const alias = system === undefined ? undefined : snomedAlias(system);
    return alias === undefined ? undefined : { element: 'system', params: { alias } };
  },
};

const hiddenSnomed: SnomedCheck = {
  id: 'SCT-011',
  scope: 'coding',
  title: 'SNOMED CT codes are sent as SNOMED CT',
  why: 'The code is a well-formed concept id under another system: receivers treat it as a local code and drop its meaning.',
  remedy: 'If the code is SNOMED CT, name the system http://snomed.info/sct.',
  owner: 'supplier',
  severity: 'warning',
  message: (params) => `The code is a well-formed SNOMED CT concept id, but its system is ${String(params['family'])}.`,
  examine: (coding) => {
    const system = textOf(coding, 'system');
    const code = textOf(coding, 'code');
    if (code === undefined || !isConceptId(code)) return undefined;
    if (system !== undefined && (snomedAlias(system) !== undefined || isDmdAlias(system))) return undefined;
    const family = familyOf(system);
    if (family !== 'local' && family !== 'read' && family !== 'classification') return undefined;
    return { element: 'system', params: { family: system === undefined ? 'missing' : family } };
  },
};

const dmdSystem: SnomedCheck = {
  id: 'SCT-012',
  scope: 'coding',
  title: 'dm+d is named by its one URL',
  why: 'A medicine under a misspelt system is not recognised, so interaction and allergy checks pass it by.',
  remedy: `Send ${SYSTEM.dmd} exactly: https, no slash at the end.`,
  owner: 'supplier',
  severity: 'error',
  message: () => `The system means dm+d but is spelt otherwise: send ${SYSTEM.dmd}.`,
  examine: (coding) => {
    const system = textOf(coding, 'system');
    return system !== undefined && isDmdAlias(system) ? { element: 'system', params: {} } : undefined;
  },
};

export const SYSTEM_CHECKS: readonly SnomedCheck[] = [snomedSystem, hiddenSnomed, dmdSystem];
