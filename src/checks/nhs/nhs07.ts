import { defineCheck } from '../define-check.js';
import { fail, pass, status, unknown, warn } from '../verdict.js';

export const nhs07 = defineCheck({
  id: 'NHS07',
  title: 'An organisation is found by ODS code',
  why: 'ODS codes tell who sent and who receives a record.',
  remedy: 'Support Organization?identifier=https://fhir.nhs.uk/Id/ods-organization-code|[code].',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'UK Core Organization' }, { title: 'DAPB0090' }],
  needs: ['odsSearch'],
  examine({ odsSearch }) {
    if (odsSearch.status === null || odsSearch.status === 401 || odsSearch.status === 403)
      return unknown(`The search was not allowed or not answered (${status(odsSearch.status)}).`);
    if (odsSearch.right) return pass('The organisation is found by its ODS code.');
    if (odsSearch.status >= 500) return fail(`The search gives a server error (${odsSearch.status}).`);
    if (odsSearch.matches > 0) return fail('The search returned organisations that do not carry the code.');
    return warn(`The organisation is not found by its ODS code (${odsSearch.status}).`);
  },
});
