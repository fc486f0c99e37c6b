import { defineCheck } from '../define-check.js';
import { refusal } from '../judge.js';
import { unknown } from '../verdict.js';

export const err02 = defineCheck({
  id: 'ERR02',
  title: 'An unknown id gives 404',
  why: 'A client must be able to tell that a record is not there.',
  remedy: 'Answer 404 with an OperationOutcome for an id that does not exist.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 read', url: 'https://hl7.org/fhir/R4/http.html#read' }],
  needs: ['negatives'],
  examine({ negatives }) {
    const answer = negatives.calls.find((one) => one.call === 'unknown-id');
    return answer === undefined
      ? unknown('The call was not made.')
      : refusal(answer, { name: 'Unknown id', right: [404], tolerated: [400, 410] });
  },
});
