import { NHS_NUMBER_SYSTEM, nhsNumberFault } from '../fhir/nhs-number.js';
import type { IdentityFact, OrganisationsFact } from '../model/index.js';
import type { RecordInput } from './input.js';
import type { Node } from './node.js';
import { isNode, nodesAt, textAt } from './node.js';
import { withPopulation } from './sample.js';
import type { SampledType } from './sample.js';
import { Tally } from './tally.js';

const VERIFICATION = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
const VERIFICATION_CODES = 'https://fhir.hl7.org.uk/ValueSet/UKCore-NHSNumberVerificationStatus';
/** Organisations and their sites have a system each (UKCore-Organization). */
const ODS_SYSTEMS = ['https://fhir.nhs.uk/Id/ods-organization-code', 'https://fhir.nhs.uk/Id/ods-site-code'];
const ODS_CODE = /^[A-Z0-9]{3,12}$/;

interface HeldNumber {
  readonly value: string;
  readonly identifier: Node;
}

const numbersOf = (patient: Node): readonly HeldNumber[] =>
  nodesAt(patient, 'identifier').flatMap((identifier) => {
    const value = textAt(identifier, 'value');
    return identifier['system'] === NHS_NUMBER_SYSTEM && value !== undefined ? [{ value, identifier }] : [];
  });

/** Carries a verification status that UK Core knows. */
function isVerified(identifier: Node, { terminology }: RecordInput): boolean {
  return nodesAt(identifier, 'extension')
    .filter(({ url }) => url === VERIFICATION)
    .flatMap((extension) => nodesAt(extension, 'valueCodeableConcept'))
    .flatMap((concept) => nodesAt(concept, 'coding'))
    .some((coding) => {
      const [system, code] = [textAt(coding, 'system'), textAt(coding, 'code')];
      if (system === undefined || code === undefined) return false;
      const { result } = terminology.member(VERIFICATION_CODES, { system, code });
      return result === 'in' || (result === 'unknown' && system.includes('NHSNumberVerificationStatus'));
    });
}

/** In use: not marked inactive, not replaced by another record. */
const isActive = (patient: Node): boolean =>
  patient['active'] !== false && !nodesAt(patient, 'link').some(({ type }) => type === 'replaced-by');

/** Numbers that two or more records in use carry. */
function sharedNumbers(patients: readonly Node[]): number {
  const holders = new Map<string, number>();
  for (const patient of patients.filter(isActive)) {
    for (const value of new Set(numbersOf(patient).map((number) => number.value))) {
      holders.set(value, (holders.get(value) ?? 0) + 1);
    }
  }
  return [...holders.values()].filter((count) => count > 1).length;
}

/** Counts NHS Numbers by what is wrong with them; no number leaves this function. */
export function deriveIdentity(types: readonly SampledType[], input: RecordInput): IdentityFact {
  const patients = types.find(({ type }) => type === 'Patient');
  const [withNumber, valid, verified] = [new Tally(), new Tally(), new Tally()];
  const counts = { malformed: 0, checkDigit: 0, testRange: 0 };
  for (const { resource, cluster } of patients?.records ?? []) {
    const numbers = numbersOf(resource);
    withNumber.add(numbers.length > 0, cluster);
    for (const { value, identifier } of numbers) {
      const fault = nhsNumberFault(value);
      const isTest = fault !== 'format' && value.startsWith('999');
      if (fault !== undefined) counts[fault === 'format' ? 'malformed' : 'checkDigit']++;
      if (isTest) counts.testRange++;
      valid.add(fault === undefined && !(isTest && input.lens === 'live'), cluster);
      verified.add(isVerified(identifier, input), cluster);
    }
  }
  const held = patients === undefined ? [] : [patients];
  return {
    withNumber: withPopulation(withNumber.share(), held),
    valid: withPopulation(valid.share(), held),
    verified: withPopulation(verified.share(), held),
    ...counts,
    shared: sharedNumbers(patients?.all ?? []),
  };
}

const odsCodes = (organisation: Node): readonly string[] =>
  nodesAt(organisation, 'identifier')
    .filter((identifier) => isNode(identifier) && ODS_SYSTEMS.includes(textAt(identifier, 'system') ?? ''))
    .flatMap((identifier) => textAt(identifier, 'value') ?? [])
    .filter((value) => ODS_CODE.test(value));

/** Counts Organizations that carry a well-formed ODS code, and those a register knows to be open. */
export function deriveOrganisations(types: readonly SampledType[], { register }: RecordInput): OrganisationsFact {
  const organisations = types.find(({ type }) => type === 'Organization');
  const [wellFormed, open] = [new Tally(), new Tally()];
  for (const { resource, cluster } of organisations?.records ?? []) {
    const codes = odsCodes(resource);
    wellFormed.add(codes.length > 0, cluster);
    open.add(
      codes.some((code) => register?.has(code)),
      cluster,
    );
  }
  const held = organisations === undefined ? [] : [organisations];
  return {
    wellFormed: withPopulation(wellFormed.share(), held),
    ...(register === undefined ? {} : { register: withPopulation(open.share(), held) }),
  };
}
