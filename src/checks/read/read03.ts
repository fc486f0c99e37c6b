import { defineCheck } from '../define-check.js';
import { count, fail, notApplicable, pass, some, status, unknown } from '../verdict.js';

export const read03 = defineCheck({
  id: 'READ03',
  title: 'A version of a record can be read',
  why: 'Audit and safety reviews need the record as it stood.',
  remedy: 'Answer GET [type]/[id]/_history/[version] where vread is declared.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 vread', url: 'https://hl7.org/fhir/R4/http.html#vread' }],
  needs: ['reads'],
  examine({ reads }) {
    const tried = reads.types.flatMap((one) => (one.vread === undefined ? [] : [{ type: one.type, ...one.vread }]));
    if (tried.length === 0) return notApplicable('vread is not declared, or no record carries a version.');
    const judged = tried.filter((one) => one.status !== null && one.status !== 401 && one.status !== 403);
    if (judged.length === 0) return unknown('No versioned read was answered or allowed.');
    const wrong = judged.filter((one) => !one.equal);
    if (wrong.length > 0)
      return fail(`Declared, but not read: ${some(wrong.map((one) => `${one.type} (${status(one.status)})`))}.`);
    return pass(`${count(judged.length, 'type')} read by version.`);
  },
});
