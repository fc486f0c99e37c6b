/** The identifier system of NHS Numbers (England, Wales and the Isle of Man). */
export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** Why a text is no NHS Number; undefined when it is one. Spaces are not accepted: FHIR carries the ten digits bare. */
export function nhsNumberFault(text: string): 'format' | 'check-digit' | undefined {
  if (!/^\d{10}$/.test(text)) return 'format';
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += (text.charCodeAt(i) - 48) * (10 - i);
  const check = (11 - (sum % 11)) % 11;
  return check === text.charCodeAt(9) - 48 ? undefined : 'check-digit';
}

/** Ten digits of which the last satisfies modulus 11 (NHS Data Dictionary, NHS NUMBER). */
export function isNhsNumber(text: string): boolean {
  return nhsNumberFault(text) === undefined;
}
