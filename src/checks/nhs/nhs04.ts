import { defineCheck } from '../define-check.js';
import { count, fail, pass, unknown, warn } from '../verdict.js';

export const nhs04 = defineCheck({
  id: 'NHS04',
  title: 'NHS Numbers in records are sound',
  why: 'A mistyped or shared number joins the records of two people.',
  remedy: 'Correct the numbers at source: ten digits, valid check digit, one person each, with a verification status.',
  owner: 'trust-data',
  severity: 'high',
  references: [{ title: 'UK Core Patient, NHSNumber' }, { title: 'ISB0149' }],
  needs: ['identity'],
  examine({ identity }) {
    const { withNumber, malformed, checkDigit, shared, verified } = identity;
    if (withNumber.n === 0) return unknown('No patient was sampled.');
    if (withNumber.k === 0) return unknown('No sampled patient carries an NHS Number.');
    const measures = { patients: withNumber.n, numbers: withNumber.k, malformed, checkDigit, shared };
    const faults = [
      ...(malformed > 0 ? [`${malformed} malformed`] : []),
      ...(checkDigit > 0 ? [`${checkDigit} with a wrong check digit`] : []),
      ...(shared > 0 ? [`${shared} carried by more than one active patient`] : []),
    ];
    if (faults.length > 0) return fail(`NHS Numbers: ${faults.join(', ')}.`, { measures });
    if (verified.k < verified.n)
      return warn(`${verified.n - verified.k} of ${verified.n} numbers are without a verified status.`, { measures });
    return pass(`${count(withNumber.k, 'number')} seen, all sound.`, { measures });
  },
});
