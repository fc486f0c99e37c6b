import { NHS_NUMBER_SYSTEM, nhsNumberFault } from '../../fhir/nhs-number.js';
import { hasValidCheckDigit } from '../../terminology/snomed/sctid.js';
import type { Run } from '../run.js';
import { isNode, maskOf, type Node } from '../shape.js';

const ODS_SYSTEM = 'https://fhir.nhs.uk/Id/ods-organization-code';
const ODS_SITE_SYSTEM = 'https://fhir.nhs.uk/Id/ods-site-code';
const ODS_CODE = /^[A-Z0-9]{3,12}$/;
const VERIFICATION = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
const LOOKALIKE = /nhs[-_]?number/i;

/** What a system says of the identifiers in it. */
export type IdentifierSystem = 'nhs-number' | 'ods-code' | 'nhs-number-misspelt' | 'other';

export function ukIdentifierSystem(system: string): IdentifierSystem {
  if (system === NHS_NUMBER_SYSTEM) return 'nhs-number';
  if (system === ODS_SYSTEM || system === ODS_SITE_SYSTEM) return 'ods-code';
  return LOOKALIKE.test(system) && isNear(system) ? 'nhs-number-misspelt' : 'other';
}

/** NHS Number and ODS code rules for an Identifier at the current node. */
export function checkUkIdentifier(node: Node, kind: IdentifierSystem, run: Run): void {
  const { system, value } = node;
  if (kind === 'nhs-number') checkNhsNumber(node, run);
  else if (kind === 'ods-code') {
    if (typeof value === 'string' && !ODS_CODE.test(value)) {
      run.reportAt(`${run.path()}.value`, 'ODS-CODE-FORMAT', 'warning', { found: maskOf(value) });
    }
  } else if (kind === 'nhs-number-misspelt' && typeof system === 'string') {
    run.reportAt(`${run.path()}.system`, 'NHS-NUMBER-SYSTEM', 'warning', {
      found: system,
      expected: NHS_NUMBER_SYSTEM,
    });
  }
}

/** True where there is nothing to say of a number in this system. */
export function isPlainUkIdentifier(kind: string, value: string, run: Run): boolean {
  if (kind === 'ods-code') return ODS_CODE.test(value);
  return kind === 'nhs-number' && nhsNumberFault(value) === undefined && run.resource['resourceType'] !== 'Patient';
}

function checkNhsNumber(node: Node, run: Run): void {
  const { value } = node;
  const fault = typeof value === 'string' ? nhsNumberFault(value) : undefined;
  if (fault !== undefined) {
    const code = fault === 'format' ? 'NHS-NUMBER-FORMAT' : 'NHS-NUMBER-CHECK-DIGIT';
    run.reportAt(`${run.path()}.value`, code, 'warning', { found: maskOf(value) });
  }
  if (run.resource['resourceType'] === 'Patient' && !hasVerification(node)) {
    run.report('NHS-NUMBER-VERIFICATION', 'information', {});
  }
}

/** The system with another scheme, host case or closing slash. */
function isNear(system: string): boolean {
  const bare = system
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/+$/, '')
    .replace(/_/g, '-');
  return bare === 'fhir.nhs.uk/id/nhs-number' || bare === 'fhir.nhs.net/id/nhs-number';
}

function hasVerification(node: Node): boolean {
  const list = node['extension'];
  return Array.isArray(list) && list.some((extension) => isNode(extension) && extension['url'] === VERIFICATION);
}

/** A SNOMED CT identifier has 6 to 18 digits, the last of which is a Verhoeff check digit; expressions, which begin with one, are left alone. */
export const isSoundSctid = (code: string): boolean =>
  /^\d+$/.test(code) ? code.length >= 6 && code.length <= 18 && hasValidCheckDigit(code) : /^[\s=<(]*\d{6}/.test(code);

/** The identifier in a Coding of SNOMED CT at the current node. */
export function checkSctid(node: Node, run: Run): void {
  const { code } = node;
  if (typeof code !== 'string' || isSoundSctid(code)) return;
  // What is no number may be anything.
  const found = /^\d+$/.test(code) ? code.slice(0, 64) : maskOf(code);
  run.reportAt(`${run.path()}.code`, 'SCTID-CHECK-DIGIT', 'warning', { code: found });
}
