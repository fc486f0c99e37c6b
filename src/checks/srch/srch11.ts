import { defineCheck } from '../define-check.js';
import { fail, pass, unknown, warn } from '../verdict.js';

export const srch11 = defineCheck({
  id: 'SRCH11',
  title: 'Date ranges hold',
  why: 'A date range that leaks or loses records gives a clinician the wrong period of care.',
  remedy: 'Follow the prefixes ge, gt, le, lt and eq to the precision of the date given.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 search, date', url: 'https://hl7.org/fhir/R4/search.html#date' }],
  needs: ['datePrefixes'],
  examine({ datePrefixes }) {
    const { type, parameter, prefixes } = datePrefixes;
    const answered = prefixes.filter((one) => one.status === 200);
    if (answered.length === 0) return unknown(`${type}?${parameter} was not answered with any prefix.`);
    const breached = answered.filter((one) => one.breaches > 0 || one.source === false).map((one) => one.prefix);
    const undecided = answered.reduce((sum, one) => sum + one.undecided, 0);
    const measures = { prefixes: answered.length, undecided };
    if (breached.length > 0)
      return fail(`${type}?${parameter} breaks the range with ${breached.join(', ')}.`, { measures });
    const refused = prefixes.filter((one) => one.status !== 200).map((one) => one.prefix);
    if (refused.length > 0) return warn(`${type}?${parameter} does not take ${refused.join(', ')}.`, { measures });
    return pass(`${type}?${parameter} holds its range with every prefix.`, { measures });
  },
});
