import { defineCheck } from '../define-check.js';
import { count, pass, some, unknown, warn } from '../verdict.js';

export const prof05 = defineCheck({
  id: 'PROF05',
  title: 'Declared types hold records',
  why: 'A type that is declared and empty promises what is not there.',
  remedy: 'Declare the types that hold records, and fill those that are declared.',
  owner: 'supplier',
  severity: 'low',
  references: [{ title: 'FHIR R4 CapabilityStatement', url: 'https://hl7.org/fhir/R4/capabilitystatement.html' }],
  needs: ['counts'],
  examine({ counts }) {
    const held = counts.types.filter((one) => (one.total ?? one.seen) > 0);
    const undeclared = held.filter((one) => !one.declared).map((one) => one.type);
    const empty = counts.types
      .filter((one) => one.declared && !one.refused && (one.total ?? one.seen) === 0)
      .map((one) => one.type);
    const measures = { populated: held.length, empty: empty.length };
    if (undeclared.length > 0) return warn(`Populated but not declared: ${some(undeclared)}.`, { measures });
    if (held.length === 0) return unknown('No record of any type was found.');
    return pass(
      `${count(held.length, 'type')} declared and populated${empty.length > 0 ? `; declared and empty: ${some(empty)}` : ''}.`,
      { measures },
    );
  },
});
