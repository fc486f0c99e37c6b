import { parseReference } from '../../fhir/references.js';
import type { CodingFact, ElementCoding } from '../../model/index.js';
import { namespaceOwner } from '../../terminology/snomed/systems.js';
import type { RecordInput } from '../input.js';
import type { Node } from '../node.js';
import { isNode, nodesAt, textAt } from '../node.js';
import type { SampledType } from '../sample.js';
import { localTarget } from '../sample.js';
import { Tally } from '../tally.js';
import { codingsOf, familyOfCoding } from './classify.js';
import { countCriteria, namespacesOf } from './criteria.js';
import { measureElement } from './element-metrics.js';
import type { CodedElement, FindMedication } from './elements.js';
import { boundValueSet, CODED_ELEMENTS, conceptsAt } from './elements.js';
import { deriveCodingFindings } from './findings.js';
import { LocalCodes } from './local-codes.js';
import { judgeCoding } from './membership.js';

/** Looks a Medication up among the contained resources, then in the sample and what was fetched beside it. */
function medicationFinder(
  types: readonly SampledType[],
  { base, medicines }: Pick<RecordInput, 'base' | 'medicines'>,
): FindMedication {
  const held = new Map<string, Node>();
  for (const [id, medication] of medicines ?? []) if (isNode(medication)) held.set(`Medication/${id}`, medication);
  for (const medication of types.find(({ type }) => type === 'Medication')?.all ?? []) {
    held.set(`Medication/${textAt(medication, 'id') ?? ''}`, medication);
  }
  return (reference, from) => {
    const parsed = parseReference(reference);
    if (parsed.kind === 'contained') return nodesAt(from, 'contained').find(({ id }) => id === parsed.id);
    return held.get(localTarget(reference, base) ?? '');
  };
}

/** Mean of the elements' readiness, by volume and clinical risk. */
function overall(elements: readonly (readonly [CodedElement, ElementCoding])[]): number | null {
  let [sum, weight] = [0, 0];
  for (const [{ risk }, { concepts, readiness }] of elements) {
    if (readiness === null) continue;
    sum += readiness * concepts * risk;
    weight += concepts * risk;
  }
  return weight === 0 ? null : sum / weight;
}

const isNational = (coding: Node): boolean => ['snomed', 'dmd'].includes(familyOfCoding(coding));

/** How records are coded, element by element, at level L0 (no SNOMED CT release). */
export function deriveCoding(types: readonly SampledType[], input: RecordInput): CodingFact {
  const find = medicationFinder(types, input);
  const inBound = new Tally();
  const local = new LocalCodes();
  const namespaces = { international: 0, 'uk-clinical': 0, 'uk-drug': 0, other: 0 };
  const measured = CODED_ELEMENTS.flatMap((element) => {
    const records = types.find(({ type }) => type === element.type)?.records ?? [];
    if (records.length === 0) return [];
    const valueSet = boundValueSet(element, input.definitions);
    const concepts: Node[] = [];
    for (const { resource, cluster } of records) {
      for (const concept of conceptsAt(resource, element, find)) {
        concepts.push(concept);
        local.add(concept, cluster);
        for (const namespace of namespacesOf(concept)) namespaces[namespaceOwner(namespace)]++;
        if (valueSet === undefined || input.terminology.decidability(valueSet) !== 'full') continue;
        for (const coding of codingsOf(concept).filter(isNational)) {
          const verdict = judgeCoding(coding, element, valueSet, input.terminology);
          if (verdict !== 'unknown') inBound.add(verdict === 'in', cluster);
        }
      }
    }
    return [[element, measureElement(element, concepts, valueSet, input.terminology)] as const];
  });
  return {
    level: 'L0',
    elements: measured.map(([, metrics]) => metrics),
    findings: deriveCodingFindings(types, input),
    namespaces,
    readiness: overall(measured),
    topLocal: local.top(),
    criteria: countCriteria(types, inBound.share(), find),
  };
}
