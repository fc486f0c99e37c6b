import { defineCheck } from '../define-check.js';
import { count, fail, pass, unknown, warn } from '../verdict.js';

export const err06 = defineCheck({
  id: 'ERR06',
  title: 'Errors are OperationOutcomes, and no call ends in a server error',
  why: 'An error that a machine cannot read is a failure that nobody notices.',
  remedy: 'Send an OperationOutcome with every 4xx and 5xx, from the gateway too, and look into each 5xx.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 status codes', url: 'https://hl7.org/fhir/R4/http.html#Status-Codes' }],
  needs: ['traffic'],
  examine({ traffic }) {
    const { errors, serverErrors } = traffic;
    const measures = { errors: errors.total, outcomes: errors.outcomes, html: errors.html, serverErrors };
    if (serverErrors > 0)
      return fail(`${count(serverErrors, 'proper request')} ended in a server error.`, { measures });
    if (errors.total === 0) return unknown('No error was seen.');
    if (errors.html / errors.total > 0.2)
      return fail(`${errors.html} of ${errors.total} errors are HTML pages.`, { measures });
    if (errors.outcomes < errors.total)
      return warn(`${errors.total - errors.outcomes} of ${errors.total} errors are without an OperationOutcome.`, {
        measures,
      });
    return pass(`${count(errors.total, 'error')} seen, all OperationOutcomes.`, { measures });
  },
});
