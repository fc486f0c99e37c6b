import { defineCheck } from '../define-check.js';
import { count, fail, pass, some, status, unknown } from '../verdict.js';

export const srch02 = defineCheck({
  id: 'SRCH02',
  title: 'Search by _id gives the record',
  why: 'It is the one parameter that every server must have.',
  remedy: 'Support _id on every type, and return exactly the record asked for.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 search, _id', url: 'https://hl7.org/fhir/R4/search.html#id' }],
  needs: ['idSearches'],
  examine({ idSearches }) {
    const judged = idSearches.types.filter((one) => one.status !== null && one.status !== 401 && one.status !== 403);
    if (judged.length === 0) return unknown('No search by _id was answered or allowed.');
    const wrong = judged.filter((one) => !one.right);
    const measures = { right: judged.length - wrong.length, tried: judged.length };
    if (wrong.length > 0)
      return fail(
        `_id does not give exactly the record: ${some(wrong.map((one) => `${one.type} (${status(one.status)}, ${count(one.matches, 'match', 'matches')})`))}.`,
        { measures },
      );
    return pass(`${count(judged.length, 'type')} searched by _id, one equal entry each.`, { measures });
  },
});
