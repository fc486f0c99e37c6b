import { defineCheck } from '../define-check.js';
import { count, fail, pass, status, unknown } from '../verdict.js';

export const nhs01 = defineCheck({
  id: 'NHS01',
  title: 'A patient is found by NHS Number',
  why: "The NHS Number joins a person's records across organisations.",
  remedy: 'Support Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|[number], by GET and POST _search.',
  owner: 'supplier',
  severity: 'critical',
  references: [{ title: 'UK Core Patient' }, { title: 'UK Core Access, Patient search' }],
  needs: ['nhsNumber'],
  examine({ nhsNumber }) {
    const { known } = nhsNumber;
    if (known === undefined) return unknown('No test patient is configured.');
    if (known.others > 0)
      return fail(`A search by NHS Number returned ${count(known.others, 'other patient')}.`, { unsafe: true });
    if (known.status === null || known.status === 401 || known.status === 403)
      return unknown(`The search was not allowed or not answered (${status(known.status)}).`);
    if (known.result !== 'searchset') return fail(`The search is not supported (${status(known.status)}).`);
    if (known.patients === 1) return pass(`The test patient is found (${known.method}).`);
    return fail(
      known.patients === 0
        ? 'The test patient is not found.'
        : `${known.patients} patients carry the number of the test patient.`,
    );
  },
});
