import { parseSctid } from '../sctid.js';
import { SYSTEM } from '../systems.js';
import type { SnomedCheck } from './check.js';
import { textOf } from './check.js';

const CLINICAL_TRIAL_MEDICATION = '419841000001106';
const UK_DRUG_NAMESPACE = '1000001';

const snomedCode = (coding: Parameters<SnomedCheck['examine']>[0]): string | undefined =>
  textOf(coding, 'system') === SYSTEM.snomed ? textOf(coding, 'code') : undefined;

const drugUnderSnomed: SnomedCheck = {
  id: 'DMD-003',
  scope: 'coding',
  title: 'Medicines carry a dm+d coding',
  why: 'Pharmacy and prescribing systems look medicines up under the dm+d system.',
  remedy: `Add the same code under ${SYSTEM.dmd}.`,
  owner: 'supplier',
  severity: 'information',
  message: () => 'A code of the UK drug extension is sent as SNOMED CT; dm+d has a system of its own.',
  examine: (coding, { expectsMedicine }) => {
    const code = expectsMedicine ? snomedCode(coding) : undefined;
    const parsed = code === undefined || code === CLINICAL_TRIAL_MEDICATION ? undefined : parseSctid(code);
    const isDrug = parsed?.ok === true && parsed.kind === 'concept' && parsed.namespace === UK_DRUG_NAMESPACE;
    return isDrug ? { element: 'system', params: {} } : undefined;
  },
};

const trialMedication: SnomedCheck = {
  id: 'DMD-005',
  scope: 'coding',
  title: 'Trial medication is told apart',
  why: 'It is the one SNOMED CT code that UK Core allows for a medicine; the drug itself is not named.',
  remedy: 'Nothing, where the patient is in a trial; else send the dm+d code of the product.',
  owner: 'trust-data',
  severity: 'information',
  message: () => 'The medicine is recorded as clinical trial medication.',
  examine: (coding) => (snomedCode(coding) === CLINICAL_TRIAL_MEDICATION ? { element: 'code', params: {} } : undefined),
};

export const MEDICINE_CHECKS: readonly SnomedCheck[] = [drugUnderSnomed, trialMedication];
