import type { CodingFact, Share } from '../../model/index.js';
import { parseExpression } from '../../terminology/snomed/expression.js';
import { isConceptId, parseSctid } from '../../terminology/snomed/sctid.js';
import { snomedAlias, SYSTEM } from '../../terminology/snomed/systems.js';
import { isUcum } from '../../terminology/ucum.js';
import type { Node } from '../node.js';
import { nodesAt, textAt, walk } from '../node.js';
import type { Sampled, SampledType } from '../sample.js';
import { withPopulation } from '../sample.js';
import { Tally } from '../tally.js';
import { classify, codingsOf, familyOfCoding, isSoundNational, isStandardCoded } from './classify.js';
import { structuredDoses } from './doses.js';
import type { FindMedication } from './elements.js';
import { medicineOf } from './elements.js';

const NO_KNOWN_ALLERGY = '716186003';
const MEDICATION_RECORDS = [
  'MedicationRequest',
  'MedicationStatement',
  'MedicationAdministration',
  'MedicationDispense',
];

/** Passes, fails, or cannot be judged. */
type Unit = boolean | undefined;
type Units = (record: Sampled) => readonly Unit[];

/** A share over the records of some types: each record yields any number of units that pass or fail. */
function share(types: readonly SampledType[], names: readonly string[] | undefined, units: Units): Share {
  const tally = new Tally();
  let leftOut = 0;
  for (const { type, records } of types) {
    if (names !== undefined && !names.includes(type)) continue;
    for (const record of records)
      for (const passes of units(record))
        if (passes === undefined) leftOut++;
        else tally.add(passes, record.cluster);
  }
  return withPopulation(
    tally.share(),
    types.filter(({ type }) => names?.includes(type) ?? true),
    leftOut,
  );
}

const isCovered = (concept: Node): boolean => ['S', 'M'].includes(classify(concept));

const anyCovered = (resource: Node, name: string): boolean => nodesAt(resource, name).some(isCovered);

/** SNOMED CT coding in Condition.code itself, not dm+d. */
const hasSnomed = ({ resource }: Sampled): readonly boolean[] => [
  nodesAt(resource, 'code')
    .flatMap(codingsOf)
    .some((coding) => familyOfCoding(coding) === 'snomed' && isSoundNational(coding)),
];

const meansSnomed = (system: string): boolean => system === SYSTEM.snomed || snomedAlias(system) !== undefined;

/** The ids one coding stands for: its code, or the focus concepts of an expression. */
function idsOf(code: string): readonly string[] {
  if (!/\d{6}/.test(code) || !/[:+=|]/.test(code)) return [code];
  const expression = parseExpression(code);
  return expression.ok ? expression.focus : [code];
}

/** Distinct SNOMED CT codes of a record, each well-formed under the right system or not. */
function snomedCodes({ resource }: Sampled): readonly boolean[] {
  const codes = new Map<string, boolean>();
  for (const { node, extension, name } of walk(resource)) {
    const system = textAt(node, 'system');
    if (extension || system === undefined || !meansSnomed(system) || !('code' in node) || 'value' in node) continue;
    if (name !== 'coding' && !/[cC]oding$|^class$/.test(name)) continue;
    const ids = typeof node['code'] === 'string' ? idsOf(node['code']) : [String(node['code'])];
    const isRight = system === SYSTEM.snomed && typeof node['code'] === 'string';
    for (const id of ids) codes.set(`${system}|${id}`, isRight && isConceptId(id));
  }
  return [...codes.values()];
}

/** A medicine counts with a dm+d coding, or a SNOMED CT one; behind a reference that is not held it cannot be judged. */
const medicines =
  (find: FindMedication): Units =>
  ({ resource }) => {
    const medicine = medicineOf(resource, find);
    if (medicine === 'unresolved') return [undefined];
    return [medicine !== undefined && isCovered(medicine)];
  };

const codesOf = (resource: Node, name: string): readonly string[] =>
  nodesAt(resource, name)
    .flatMap(codingsOf)
    .flatMap((coding) => textAt(coding, 'code') ?? []);

/** A clinical status must be absent where the record was entered in error (ait-2). */
const isAllergyClear: Units = ({ resource }) => {
  const isRetracted = codesOf(resource, 'verificationStatus').includes('entered-in-error');
  const isExplicitNone = nodesAt(resource, 'code')
    .flatMap(codingsOf)
    .some((coding) => textAt(coding, 'system') === SYSTEM.snomed && coding['code'] === NO_KNOWN_ALLERGY);
  const hasStatus = isRetracted || codesOf(resource, 'clinicalStatus').length > 0;
  return [isExplicitNone || (hasStatus && anyCovered(resource, 'code'))];
};

const hasUcum = (quantity: Node): boolean =>
  textAt(quantity, 'system') === SYSTEM.ucum && isUcum(textAt(quantity, 'code') ?? '');

/** A value counts with its unit in UCUM, and what was measured in a code of a standard system. */
const quantities: Units = ({ resource }) =>
  [resource, ...nodesAt(resource, 'component')].flatMap((node) =>
    nodesAt(node, 'valueQuantity')
      .filter((quantity) => quantity['value'] !== undefined)
      .map((quantity) => hasUcum(quantity) && nodesAt(node, 'code').some(isStandardCoded)),
  );

const isLaboratory = (resource: Node): boolean => codesOf(resource, 'category').includes('laboratory');

/** With a release: in UK pathology content. Without: SNOMED CT at all, as an upper bound. */
const laboratory: Units = ({ resource }) =>
  isLaboratory(resource) ? [hasSnomed({ resource, cluster: '' })[0] === true] : [];

/** Where M14 looks: `always` means that its absence counts as an empty concept. */
const IN_SCOPE: Readonly<Record<string, readonly { readonly path: string; readonly always: boolean }[]>> = {
  Condition: [{ path: 'code', always: true }],
  AllergyIntolerance: [
    { path: 'code', always: true },
    { path: 'reaction.manifestation', always: false },
  ],
  Procedure: [{ path: 'code', always: true }],
  Observation: [{ path: 'code', always: true }],
  MedicationRequest: [{ path: 'medication[x]', always: true }],
  MedicationStatement: [{ path: 'medication[x]', always: true }],
  MedicationAdministration: [{ path: 'medication[x]', always: true }],
  Immunization: [{ path: 'vaccineCode', always: true }],
  DiagnosticReport: [{ path: 'code', always: true }],
  ServiceRequest: [{ path: 'code', always: true }],
  Encounter: [
    { path: 'type', always: true },
    { path: 'reasonCode', always: false },
  ],
  DocumentReference: [{ path: 'type', always: true }],
};

function scopedConcepts(resource: Node, path: string, find: FindMedication): readonly Node[] | 'unresolved' {
  if (path !== 'medication[x]') {
    return path
      .split('.')
      .reduce<readonly Node[]>((nodes, name) => nodes.flatMap((each) => nodesAt(each, name)), [resource]);
  }
  const medicine = medicineOf(resource, find);
  if (medicine === 'unresolved') return 'unresolved';
  return medicine === undefined ? [] : [medicine];
}

function standardCoded(types: readonly SampledType[], find: FindMedication): CodingFact['criteria']['standardCoded'] {
  return types.flatMap((sampled) => {
    const { type, records } = sampled;
    const scope = Object.hasOwn(IN_SCOPE, type) ? IN_SCOPE[type] : undefined;
    if (scope === undefined || records.length === 0) return [];
    const tally = new Tally();
    let leftOut = 0;
    for (const { resource, cluster } of records) {
      for (const { path, always } of scope) {
        const concepts = scopedConcepts(resource, path, find);
        if (concepts === 'unresolved') {
          leftOut++;
          continue;
        }
        if (concepts.length === 0 && always) tally.add(false, cluster);
        for (const concept of concepts) tally.add(isStandardCoded(concept), cluster);
      }
    }
    const counted = withPopulation(tally.share(), [sampled], leftOut);
    return counted.n === 0 ? [] : [{ type, ...counted }];
  });
}

/** The counts that semantic criteria are made of; see docs/framework.md, "From facts to observations". */
export function countCriteria(
  types: readonly SampledType[],
  inBoundValueSet: Share,
  find: FindMedication,
): CodingFact['criteria'] {
  return {
    conditionsSnomed: share(types, ['Condition'], hasSnomed),
    wellFormedCodings: share(types, undefined, snomedCodes),
    inBoundValueSet,
    medicationsDmd: share(types, MEDICATION_RECORDS, medicines(find)),
    structuredDoses: share(types, MEDICATION_RECORDS, ({ resource }) => structuredDoses(resource)),
    allergiesClear: share(types, ['AllergyIntolerance'], isAllergyClear),
    quantitiesUcum: share(types, ['Observation'], quantities),
    laboratory: share(types, ['Observation'], laboratory),
    standardCoded: standardCoded(types, find),
  };
}

/** Issuers of the well-formed SNOMED CT and dm+d codes in a concept. */
export const namespacesOf = (concept: Node): readonly (string | undefined)[] =>
  codingsOf(concept)
    .filter(isSoundNational)
    .flatMap((coding) => {
      const parsed = parseSctid(textAt(coding, 'code') ?? '');
      return parsed.ok ? [parsed.namespace] : [];
    });
