import { defineCheck } from '../define-check.js';
import { fail, pass, unknown, warn } from '../verdict.js';

export const page05 = defineCheck({
  id: 'PAGE05',
  title: 'A garbled page token is refused',
  why: 'A page token that is silently reset shows the first page again as if it were the next.',
  remedy: 'Answer a page token that cannot be read with 4xx and an OperationOutcome.',
  owner: 'supplier',
  severity: 'low',
  references: [{ title: 'FHIR R4 paging', url: 'https://hl7.org/fhir/R4/http.html#paging' }],
  needs: ['negatives'],
  examine({ negatives }) {
    const answer = negatives.calls.find((one) => one.call === 'garbled-page-token');
    if (answer === undefined) return unknown('No next link was given that could be garbled.');
    if (answer.status === null) return unknown('No answer came.');
    if (answer.status >= 500) return fail(`A server error (${answer.status}) for a garbled page token.`);
    if (answer.status < 300 && answer.firstPage === true)
      return fail('A garbled page token silently gives the first page.');
    if (answer.status < 300) return warn('A garbled page token is answered as if nothing were wrong.');
    return answer.outcome
      ? pass(`Refused with ${answer.status} and an OperationOutcome.`)
      : warn(`Refused with ${answer.status}, but without an OperationOutcome.`);
  },
});
