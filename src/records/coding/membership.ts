import type { LocalTerminology } from '../../terminology/terminology.js';
import { isConceptId } from '../../terminology/snomed/sctid.js';
import type { Node } from '../node.js';
import { textAt } from '../node.js';
import { codingsOf, familyOfCoding } from './classify.js';
import type { CodedElement } from './elements.js';

type Verdict = 'in' | 'out' | 'unknown';

/** Is a coding in the value set bound to its element, as far as it can be told here? */
export function judgeCoding(
  coding: Node,
  element: CodedElement,
  valueSet: string,
  terminology: LocalTerminology,
): Verdict {
  const [system, code] = [textAt(coding, 'system'), textAt(coding, 'code')];
  if (system === undefined || code === undefined) return 'out';
  const { result } = terminology.member(valueSet, { system, code });
  const isDrugAsSnomed = element.medicine && familyOfCoding(coding) === 'snomed' && isConceptId(code);
  return result === 'out' && isDrugAsSnomed ? 'unknown' : result;
}

/** A concept is in with one coding in, and out only with every coding out. */
export function judgeConcept(
  concept: Node,
  element: CodedElement,
  valueSet: string,
  terminology: LocalTerminology,
): Verdict {
  const verdicts = codingsOf(concept).map((coding) => judgeCoding(coding, element, valueSet, terminology));
  if (verdicts.includes('in')) return 'in';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'out';
}
