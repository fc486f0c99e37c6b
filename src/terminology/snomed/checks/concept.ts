import { familyOf } from '../systems.js';
import type { Defect, Node, SnomedCheck } from './check.js';
import { byReason, codingsOf, textOf } from './check.js';

const family = (coding: Node): ReturnType<typeof familyOf> => familyOf(textOf(coding, 'system'));

const isNational = (coding: Node): boolean => family(coding) === 'snomed' || family(coding) === 'dmd';

const userSelected: SnomedCheck = {
  id: 'SCT-060',
  scope: 'concept',
  title: 'Where there are several codings, the one chosen is marked',
  why: 'Without the mark nobody can tell what the clinician recorded from what a map made of it.',
  remedy: 'Set userSelected on every coding: true on the one recorded, false on those derived.',
  owner: 'supplier',
  severity: 'warning',
  message: byReason({
    missing: 'Several codings, and userSelected is not on each of them.',
    several: 'More than one coding is marked as chosen by the user.',
    'no-original': 'A mapped pair of codings of which none is marked as the one recorded.',
  }),
  examine: (concept) => {
    const codings = codingsOf(concept);
    if (codings.length < 2 || !codings.some(isNational)) return undefined;
    const chosen = codings.filter((coding) => coding['userSelected'] === true).length;
    const found = (reason: string) => ({ element: 'coding', params: { reason } }) as const;
    if (codings.some((coding) => typeof coding['userSelected'] !== 'boolean')) return found('missing');
    if (chosen > 1) return found('several');
    return chosen === 0 && codings.some((coding) => !isNational(coding)) ? found('no-original') : undefined;
  },
};

const duplicates: SnomedCheck = {
  id: 'SCT-061',
  scope: 'concept',
  title: 'A concept is coded once per system',
  why: 'The same coding twice doubles counts and alerts downstream.',
  remedy: 'Remove the repeated coding where the message is built.',
  owner: 'supplier',
  severity: 'warning',
  message: () => 'The same SNOMED CT or dm+d coding stands twice in one concept.',
  examine: (concept) => {
    const keys = codingsOf(concept)
      .filter(isNational)
      .map((coding) => `${textOf(coding, 'system') ?? ''} ${textOf(coding, 'code') ?? ''}`);
    return new Set(keys).size < keys.length ? { element: 'coding', params: {} } : undefined;
  },
};

const legacyOnly: SnomedCheck = {
  id: 'SCT-062',
  scope: 'concept',
  title: 'Read and CTV3 codes have SNOMED CT beside them',
  why: 'Read is withdrawn: systems that hold SNOMED CT alone cannot act on the record.',
  remedy: 'Add the mapped SNOMED CT coding and keep the Read code as the one recorded.',
  owner: 'trust-data',
  severity: 'warning',
  message: () => 'Coded in Read or CTV3 only.',
  examine: (concept) => {
    const codings = codingsOf(concept);
    const isLegacy = codings.some((coding) => family(coding) === 'read') && !codings.some(isNational);
    return isLegacy ? { element: 'coding', params: {} } : undefined;
  },
};

type ReadFault = 'ellipsis' | 'short' | 'length' | 'characters';

function readFault(code: string): ReadFault | undefined {
  if (code.includes('\u2026')) return 'ellipsis';
  if (code.length < 5) return 'short';
  if (code.length !== 5 && !(code.length === 7 && /\d\d$/.test(code))) return 'length';
  return /^\.?[A-Za-z0-9]+\.*$/.test(code.slice(0, 5)) ? undefined : 'characters';
}

const readShape: SnomedCheck = {
  id: 'SCT-063',
  scope: 'coding',
  title: 'Read codes are written in full',
  why: 'A Read code without its dots is another code to the mapping tables.',
  remedy:
    'Send five characters with their trailing dots, or seven with the term code; four-byte codes with a leading dot.',
  owner: 'supplier',
  severity: 'warning',
  message: byReason({
    ellipsis: 'The Read code holds an ellipsis character in place of dots.',
    short: 'The Read code has fewer than five characters: dots are missing.',
    length: 'The Read code has neither five nor seven characters.',
    characters: 'The Read code holds characters that no Read code has.',
  }),
  examine: (coding) => {
    const code = textOf(coding, 'code');
    if (code === undefined || family(coding) !== 'read') return undefined;
    const reason = readFault(code);
    return reason && { element: 'code', params: { reason } };
  },
};

const text: SnomedCheck = {
  id: 'SCT-064',
  scope: 'concept',
  title: 'Concepts are coded, and keep the original words',
  why: 'Words alone cannot drive alerts or searches; a code alone loses what was actually written.',
  remedy: 'Code the concept in SNOMED CT and keep the term as recorded in text.',
  owner: 'trust-data',
  severity: 'warning',
  message: byReason({
    'text-only': 'Only text, where SNOMED CT is expected.',
    'no-text': 'Coded, but the original term is not kept in text.',
  }),
  examine: (concept, { expectsSnomed }) => {
    if (!expectsSnomed) return undefined;
    const hasText = textOf(concept, 'text') !== undefined;
    const hasCode = codingsOf(concept).some(({ code }) => code !== undefined && code !== '');
    if (hasCode === hasText) return undefined;
    if (hasText) return { element: 'text', params: { reason: 'text-only' } };
    const hasWords = codingsOf(concept).some((coding) => textOf(coding, 'display') !== undefined);
    const missing: Defect = { element: 'text', params: { reason: 'no-text' } };
    return hasWords ? { ...missing, severity: 'information' } : missing;
  },
};

export const CONCEPT_CHECKS: readonly SnomedCheck[] = [userSelected, duplicates, legacyOnly, readShape, text];
