import { isNhsNumber, NHS_NUMBER_SYSTEM } from '../fhir/nhs-number.js';
import { isObject, type FhirRecord } from './record.js';

/** An NHS Number that exactly one active Patient carries, from the 999 range where there is one. */
export function findTestPatient(patients: readonly FhirRecord[]): string | undefined {
  const holders = new Map<string, number>();
  for (const patient of patients) {
    if (patient['active'] === false) continue;
    for (const number of numbersOf(patient)) holders.set(number, (holders.get(number) ?? 0) + 1);
  }
  const single = [...holders].filter(([, count]) => count === 1).map(([number]) => number);
  return single.find((number) => number.startsWith('999')) ?? single[0];
}

function numbersOf(patient: FhirRecord): readonly string[] {
  const identifiers: readonly unknown[] = Array.isArray(patient['identifier']) ? patient['identifier'] : [];
  return identifiers.flatMap((each) =>
    isObject(each) &&
    each['system'] === NHS_NUMBER_SYSTEM &&
    typeof each['value'] === 'string' &&
    isNhsNumber(each['value'])
      ? each['value']
      : [],
  );
}
