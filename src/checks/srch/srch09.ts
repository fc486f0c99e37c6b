import { defineCheck } from '../define-check.js';
import { count, fail, pass, unknown, warn } from '../verdict.js';

export const srch09 = defineCheck({
  id: 'SRCH09',
  title: 'A search without a match is an empty result',
  why: 'A client must be able to tell "nothing there" from "something went wrong".',
  remedy: 'Answer 200 with a searchset Bundle without entries.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 search, errors', url: 'https://hl7.org/fhir/R4/search.html#errors' }],
  needs: ['noMatch'],
  examine({ noMatch }) {
    const extra = {
      expected: '200 with an empty searchset',
      actual: `${noMatch.status}, ${noMatch.bundle ? count(noMatch.matches, 'match', 'matches') : noMatch.body}`,
    };
    if (noMatch.status === 401 || noMatch.status === 403)
      return unknown(`The search was refused with status ${noMatch.status}.`);
    if (noMatch.status === 200 && noMatch.bundle)
      return noMatch.matches === 0
        ? pass('An empty searchset.', extra)
        : fail(`${count(noMatch.matches, 'match', 'matches')} for an id that does not exist.`, extra);
    if (noMatch.status === 404 || noMatch.status >= 500 || noMatch.status < 400)
      return fail(`Status ${noMatch.status} for a search without a match.`, extra);
    return warn(`Status ${noMatch.status} for a search without a match.`, extra);
  },
});
