import type { CodingClass, ElementCoding } from '../../model/index.js';
import type { LocalTerminology } from '../../terminology/terminology.js';
import { examineConcept } from '../../terminology/snomed/checks/index.js';
import type { Node } from '../node.js';
import { textAt } from '../node.js';
import { classify, codingsOf, isSoundNational } from './classify.js';
import type { CodedElement } from './elements.js';
import { judgeConcept } from './membership.js';

const CLASSES: readonly CodingClass[] = ['S', 'M', 'L', 'I', 'O', 'X', 'T', 'Z'];

/** Weights of readiness; terms that cannot be had are left out and the rest renormalised. */
const WEIGHTS = { coverage: 0.4, usable: 0.25, bound: 0.2, display: 0.1, userSelected: 0.05 } as const;

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const isMarkWrong = (concept: Node): boolean =>
  examineConcept(concept, { today: '1970-01-01', expectsSnomed: false, expectsMedicine: false }).some(
    ({ id }) => id === 'SCT-060',
  );

function readinessOf(terms: Readonly<Partial<Record<keyof typeof WEIGHTS, number | null>>>): number | null {
  let [sum, weight] = [0, 0];
  for (const [name, value] of Object.entries(terms) as [keyof typeof WEIGHTS, number | null][]) {
    if (value === null) continue;
    sum += WEIGHTS[name] * value;
    weight += WEIGHTS[name];
  }
  return weight === 0 ? null : (100 * sum) / weight;
}

/** Coverage, binding and readiness of one element at level L0: whether a code is active and its display right needs a release. */
export function measureElement(
  element: CodedElement,
  concepts: readonly Node[],
  valueSet: string | undefined,
  terminology: LocalTerminology,
): ElementCoding {
  const classes = Object.fromEntries(CLASSES.map((name) => [name, 0])) as Record<CodingClass, number>;
  let [inside, decidable, displayed, several, marked] = [0, 0, 0, 0, 0];
  for (const concept of concepts) {
    classes[classify(concept)]++;
    const verdict = valueSet === undefined ? 'unknown' : judgeConcept(concept, element, valueSet, terminology);
    if (verdict !== 'unknown') decidable++;
    if (verdict === 'in') inside++;
    const national = codingsOf(concept).filter(isSoundNational);
    if (national.some((coding) => textAt(coding, 'display') !== undefined)) displayed++;
    if (codingsOf(concept).length < 2 || national.length === 0) continue;
    several++;
    if (!isMarkWrong(concept)) marked++;
  }
  const total = concepts.length;
  const covered = classes.S + classes.M;
  const coverage = ratio(covered, total);
  const bound = ratio(inside, decidable);
  return {
    type: element.type,
    path: element.path,
    concepts: total,
    classes,
    coverage,
    bound,
    decidable,
    textOnly: ratio(classes.T, total),
    legacyOnly: ratio(classes.L, total),
    mapped: ratio(classes.M, covered),
    displayPresent: ratio(displayed, covered),
    readiness: total === 0 ? null : readinessOf({ coverage, bound, userSelected: ratio(marked, several) }),
    level: 'L0',
  };
}
