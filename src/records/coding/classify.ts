import type { CodingClass } from '../../model/index.js';
import { isConceptId } from '../../terminology/snomed/sctid.js';
import { parseExpression } from '../../terminology/snomed/expression.js';
import type { SystemFamily } from '../../terminology/snomed/systems.js';
import { familyOf } from '../../terminology/snomed/systems.js';
import type { Node } from '../node.js';
import { nodesAt, textAt } from '../node.js';

export const codingsOf = (concept: Node): readonly Node[] => nodesAt(concept, 'coding');

export const familyOfCoding = (coding: Node): SystemFamily => familyOf(textAt(coding, 'system'));

/** SNOMED CT or dm+d under its right URL, with a well-formed concept id or, for SNOMED CT, a readable expression. */
export function isSoundNational(coding: Node): boolean {
  const family = familyOfCoding(coding);
  const code = textAt(coding, 'code');
  if (code === undefined || (family !== 'snomed' && family !== 'dmd')) return false;
  return isConceptId(code) || (family === 'snomed' && /\D/.test(code) && parseExpression(code).ok);
}

/** The class of a concept by its best coding: S or M before LOINC, ICD-10 and OPCS-4, Read, local, text alone, nothing. */
export function classify(concept: Node): CodingClass {
  const codings = codingsOf(concept).filter((coding) => coding['code'] !== undefined);
  const families = new Set(codings.map(familyOfCoding));
  if (codings.some(isSoundNational)) {
    const others = codings.some((coding) => !isSoundNational(coding));
    return others ? 'M' : 'S';
  }
  if (families.has('loinc')) return 'O';
  if (families.has('classification')) return 'I';
  if (families.has('read')) return 'L';
  if (codings.length > 0) return 'X';
  const words = textAt(concept, 'text') ?? codingsOf(concept).find((coding) => textAt(coding, 'display') !== undefined);
  return words === undefined ? 'Z' : 'T';
}

const STANDARD = new Set<SystemFamily>(['snomed', 'dmd', 'loinc', 'classification', 'nullFlavor', 'hl7', 'national']);

/** Has a coding of a standard system. */
export const isStandardCoded = (concept: Node): boolean =>
  codingsOf(concept).some((coding) => textAt(coding, 'code') !== undefined && STANDARD.has(familyOfCoding(coding)));
