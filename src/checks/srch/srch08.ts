import { defineCheck } from '../define-check.js';
import { refusal } from '../judge.js';
import { unknown, warn } from '../verdict.js';

export const srch08 = defineCheck({
  id: 'SRCH08',
  title: 'A malformed value is refused',
  why: 'A search that drops a value it cannot read returns the wrong records without a word.',
  remedy: 'Answer 400 with an OperationOutcome for a value that cannot be read.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 search, errors', url: 'https://hl7.org/fhir/R4/search.html#errors' }],
  needs: ['negatives'],
  examine({ negatives }) {
    const answer = negatives.calls.find((one) => one.call === 'malformed-date');
    if (answer === undefined) return unknown('The call was not made.');
    if (answer.status === 200 && answer.records === 0)
      return warn('A malformed date is answered with an empty result.');
    return refusal(answer, { name: 'Malformed date', right: [400, 422] });
  },
});
