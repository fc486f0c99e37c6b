/** Systems that have rules of their own (R4 terminologies-systems.html, identifier-registry.html). */
export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const UCUM = 'http://unitsofmeasure.org';
/** Values in this system are URIs themselves. */
export const RFC_3986 = 'urn:ietf:rfc:3986';
