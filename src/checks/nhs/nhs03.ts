import { defineCheck } from '../define-check.js';
import { fail, pass, status, unknown } from '../verdict.js';

export const nhs03 = defineCheck({
  id: 'NHS03',
  title: 'The identifier system is heeded',
  why: 'The same digits in another system may be another person.',
  remedy: 'Match identifiers by system and value together.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 search, token', url: 'https://hl7.org/fhir/R4/search.html#token' }],
  needs: ['nhsNumber'],
  examine({ nhsNumber }) {
    const { wrongSystem, noSystem } = nhsNumber;
    if (wrongSystem === undefined) return unknown('No test patient is configured.');
    if (wrongSystem.others > 0 || (noSystem?.others ?? 0) > 0)
      return fail('A search with another or no system returned other patients.', { unsafe: true });
    if (wrongSystem.patients > 0) return fail('The number in an unknown system still finds the patient.');
    if (wrongSystem.status === null || wrongSystem.status === 401 || wrongSystem.status === 403)
      return unknown(`The search was not allowed or not answered (${status(wrongSystem.status)}).`);
    if (wrongSystem.status >= 500) return fail(`An unknown system gives a server error (${wrongSystem.status}).`);
    if (wrongSystem.result === 'other')
      return unknown('The search is answered with something that is no search result.');
    return pass('The number in an unknown system finds nobody.');
  },
});
